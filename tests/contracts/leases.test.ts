// What leases must do, on each engine: one holder at a time, and an epoch that tells an old one from today's.
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { createLeases } from '../../src/store/leases.ts'
import { describeOnEachDatabase } from './databases.ts'
import { startChild } from './processes.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')
const minute = 60_000

describeOnEachDatabase('leases', (stand) => {
  const open = async () => createLeases(await stand.open())

  test('are taken, prolonged, and refused to others meanwhile', async () => {
    const leases = await open()
    expect(await leases.take('work', 'a', noon, minute)).toBe(1)
    expect(await leases.take('work', 'b', noon + 1, minute)).toBeUndefined()
    expect(await leases.take('work', 'a', noon + 30_000, minute)).toBe(1)
    // Without the second taking it would have run out here.
    expect(await leases.take('work', 'b', noon + minute, minute)).toBeUndefined()
    expect(await leases.read('work')).toEqual({
      holder: 'a',
      epoch: 1,
      untilAt: noon + 30_000 + minute,
    })
  })

  test('that have run out go to whoever asks, and the old holder can tell', async () => {
    const leases = await open()
    const old = await leases.take('work', 'a', noon, minute)
    expect(await leases.take('work', 'b', noon + minute - 1, minute)).toBeUndefined()
    expect(await leases.take('work', 'b', noon + minute, minute)).toBe(2)
    expect(await leases.take('work', 'a', noon + minute + 1, minute)).toBeUndefined()
    expect((await leases.read('work'))?.epoch).not.toBe(old)
    // Even when the other is gone again before the old holder looks.
    await leases.release('work', 'b')
    expect(await leases.take('work', 'a', noon + minute + 2, minute)).toBe(3)
  })

  test('that ran out but went to nobody are still the same holder’s', async () => {
    const leases = await open()
    expect(await leases.take('work', 'a', noon, minute)).toBe(1)
    expect(await leases.take('work', 'a', noon + 5 * minute, minute)).toBe(1)
  })

  test('are given back by their holder alone', async () => {
    const leases = await open()
    await leases.take('work', 'a', noon, minute)
    await leases.release('work', 'b')
    expect(await leases.take('work', 'b', noon + 1, minute)).toBeUndefined()
    await leases.release('work', 'a')
    expect(await leases.take('work', 'b', noon + 1, minute)).toBe(2)
    await leases.release('nothing', 'a')
    expect(await leases.read('nothing')).toBeUndefined()
  })

  test('of different names have nothing to do with each other', async () => {
    const leases = await open()
    expect(await leases.take('work', 'a', noon, minute)).toBe(1)
    expect(await leases.take('rest', 'b', noon, minute)).toBe(1)
  })

  test('asked for by many at once go to exactly one', async () => {
    const url = await stand.place()
    // One after the other: two SQLite connections of one process cannot wait for each other's migrations.
    const databases = [await openDatabase(url), await openDatabase(url)]
    for (const round of [1, 2, 3]) {
      const now = noon + round * minute
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => {
          const database = databases[n % 2]
          if (database === undefined) throw new Error('there are two')
          return createLeases(database).take('work', `round ${round}, asker ${n}`, now, minute)
        }),
      )
      expect(answers.filter((epoch) => epoch !== undefined)).toEqual([round])
    }
    for (const database of databases) await database.close()
  })

  test('fought over by two processes never have two holders, and each epoch has one', async () => {
    const url = await stand.place()
    const children = [
      startChild('child-lease.ts', url, 'a', 'b', '600'),
      startChild('child-lease.ts', url, 'b', 'a', '600'),
    ]
    for (const child of children) expect(await child.ended).toEqual({ code: 0, errors: '' })
    const takings = children.map((child) => child.lines().map(readTaking))
    for (const own of takings) {
      expect(own.length).toBeGreaterThan(0)
      // What a process is told only ever grows.
      expect(own).toEqual(own.toSorted((x, y) => x.epoch - y.epoch || x.at - y.at))
    }
    const terms = takings.flatMap(termsOf).toSorted((x, y) => x.epoch - y.epoch)
    // An epoch that both had would stand here twice.
    expect(terms.map(({ epoch }) => epoch)).toEqual(terms.map((_, n) => n + 1))
    for (const [n, { from }] of terms.entries())
      if (n > 0) expect(from).toBeGreaterThanOrEqual(terms[n - 1]?.until ?? 0)
  })
})

type Taking = { readonly at: number; readonly epoch: number }

function readTaking(line: string): Taking {
  const [at = Number.NaN, epoch = Number.NaN] = line.split(' ').map(Number)
  return { at, epoch }
}

/** From the first taking in an epoch until 3 ms after the last the lease was one process's own. */
function termsOf(takings: readonly Taking[]) {
  const terms = Object.values(Object.groupBy(takings, ({ epoch }) => epoch))
  return terms.map((term = []) => ({
    epoch: term[0]?.epoch ?? Number.NaN,
    from: term[0]?.at ?? Number.NaN,
    until: (term.at(-1)?.at ?? Number.NaN) + 3,
  }))
}
