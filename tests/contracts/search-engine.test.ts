// The embedded engine keeps the contract.
import { createCompactEngine } from '../../src/search/compact.ts'
import { searchEngineContract } from './search-engine.ts'

searchEngineContract('the compact index', async () => createCompactEngine())
