// What every search engine must do, whatever it runs on: call this from a test file of that engine.
import { describe } from 'vitest'
import type { Create } from './search-engine-ground.ts'
import { loosely, meaning, pages, searching } from './search-engine-search.ts'
import { changing, likeness, reasons, typing } from './search-engine-words.ts'

/** Holds an engine to the port. `create` gives a new, empty one. */
export function searchEngineContract(name: string, create: Create): void {
  describe(`${name}: a search engine`, () => {
    for (const group of [searching, pages, loosely, likeness, reasons, typing, changing, meaning])
      group(create)
  })
}
