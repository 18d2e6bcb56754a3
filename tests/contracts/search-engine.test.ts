// The embedded engine keeps the contract.
import { createMiniSearchEngine } from '../../src/search/minisearch.ts'
import { searchEngineContract } from './search-engine.ts'

searchEngineContract('MiniSearch', async () => createMiniSearchEngine())
