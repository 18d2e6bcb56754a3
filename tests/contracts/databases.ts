// Gives every store's tests both engines. SQLite always; PostgreSQL when PAPERBOY_TEST_POSTGRES names a
// server (postgres://…) whose role may create schemas.
import { afterEach, describe } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import type { Engine } from '../../src/store/tables.ts'
import { type Place, placeFile, placeSchema, server } from './places.ts'

/** What the tests of one engine are given. Everything made with it is gone after the test. */
export type Stand = {
  readonly engine: Engine
  /** The url of a new, empty database. */
  place(): Promise<string>
  /** A new database, opened. */
  open(): Promise<Database>
}

/** Runs the same tests on each engine. */
export function describeOnEachDatabase(title: string, define: (stand: Stand) => void): void {
  describe(`${title} on SQLite`, () => define(standOn('sqlite', () => placeFile())))
  if (server) describe(`${title} on PostgreSQL`, () => define(standOn('postgres', placeSchema)))
  else
    describe.skip(`${title} on PostgreSQL (skipped: PAPERBOY_TEST_POSTGRES is not set)`, () =>
      define(standOn('postgres', placeSchema)))
}

function standOn(engine: Engine, makePlace: () => Promise<Place>): Stand {
  const open: Database[] = []
  const places: Place[] = []
  afterEach(async () => {
    for (const database of open.splice(0)) await database.close()
    for (const place of places.splice(0)) await place.remove()
  })
  const place = async () => {
    const made = await makePlace()
    places.push(made)
    return made.url
  }
  return {
    engine,
    place,
    open: async () => {
      const database = await openDatabase(await place())
      open.push(database)
      return database
    },
  }
}
