// What the record of upstreams must do, on each engine: how they answer, and the turns requests take.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPapers } from '../../src/store/papers.ts'
import { createUpstreams } from '../../src/store/upstreams.ts'
import { describeOnEachDatabase } from './databases.ts'
import { startChild } from './processes.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')

describeOnEachDatabase('upstreams', (stand) => {
  const open = async () => createUpstreams(await stand.open())

  test('that were never asked have no history', async () => {
    const upstreams = await open()
    expect(await upstreams.state('arxiv')).toEqual({ source: 'arxiv', failures: 0 })
  })

  test('fail since the first failure in a row, for the latest reason', async () => {
    const upstreams = await open()
    await upstreams.succeeded('arxiv', noon)
    await upstreams.failed('arxiv', noon + 1, 'no answer', noon + 100)
    await upstreams.failed('arxiv', noon + 2, 'HTTP 503')
    expect(await upstreams.state('arxiv')).toEqual({
      source: 'arxiv',
      lastOkAt: noon,
      failingSince: noon + 1,
      reason: 'HTTP 503',
      failures: 2,
    })
    await upstreams.failed('arxiv', noon + 3, 'HTTP 429', noon + 600_000)
    expect(await upstreams.state('arxiv')).toMatchObject({
      failingSince: noon + 1,
      failures: 3,
      retryAt: noon + 600_000,
    })
  })

  test('that answer again have failed no more', async () => {
    const upstreams = await open()
    await upstreams.failed('arxiv', noon, 'no answer', noon + 5)
    await upstreams.succeeded('arxiv', noon + 9)
    expect(await upstreams.state('arxiv')).toEqual({
      source: 'arxiv',
      lastOkAt: noon + 9,
      failures: 0,
    })
    await upstreams.failed('arxiv', noon + 10, 'no answer')
    expect(await upstreams.state('arxiv')).toMatchObject({ failingSince: noon + 10, failures: 1 })
  })

  test('are told apart', async () => {
    const upstreams = await open()
    await upstreams.failed('arxiv', noon, 'no answer')
    await upstreams.succeeded('hugging-face', noon)
    expect(await upstreams.state('hugging-face')).toEqual({
      source: 'hugging-face',
      lastOkAt: noon,
      failures: 0,
    })
  })

  test('keep a reason that holds what a database cannot', async () => {
    const upstreams = await open()
    await upstreams.failed('arxiv', noon, 'bad\0 answer \ud800')
    expect((await upstreams.state('arxiv')).reason).toBe('bad answer \ufffd')
  })

  test('stand in the state of the corpus once they have answered or failed', async () => {
    const database = await stand.open()
    const upstreams = createUpstreams(database)
    await upstreams.takeTurn('arxiv', 3_000, noon)
    expect(await createPapers(database).state()).not.toHaveProperty('upstream')
    await upstreams.succeeded('hugging-face', noon)
    await upstreams.failed('arxiv', noon, 'HTTP 503', noon + 1)
    expect((await createPapers(database).state()).upstream).toEqual([
      { source: 'arxiv', failingSince: noon, reason: 'HTTP 503' },
      { source: 'hugging-face', lastOkAt: noon },
    ])
  })

  test('a turn is now when nobody waits, and after the others when they do', async () => {
    const upstreams = await open()
    const take = (now: number) => upstreams.takeTurn('arxiv', 3_000, now)
    expect(await take(noon)).toBe(noon)
    expect(await take(noon)).toBe(noon + 3_000)
    expect(await take(noon + 1)).toBe(noon + 6_000)
    expect(await take(noon + 8_999)).toBe(noon + 9_000)
    expect(await take(noon + 12_000)).toBe(noon + 12_000)
    expect(await take(noon + 99_000)).toBe(noon + 99_000)
    // A clock that is behind waits as the others do.
    expect(await take(noon)).toBe(noon + 102_000)
    expect(await upstreams.takeTurn('hugging-face', 3_000, noon)).toBe(noon)
  })

  test('turns and answers leave each other alone', async () => {
    const upstreams = await open()
    await upstreams.failed('arxiv', noon, 'no answer')
    expect(await upstreams.takeTurn('arxiv', 3_000, noon)).toBe(noon)
    expect(await upstreams.state('arxiv')).toMatchObject({ failures: 1, reason: 'no answer' })
    await upstreams.succeeded('arxiv', noon)
    expect(await upstreams.takeTurn('arxiv', 3_000, noon)).toBe(noon + 3_000)
    await upstreams.failed('arxiv', noon, 'no answer')
    expect(await upstreams.takeTurn('arxiv', 3_000, noon)).toBe(noon + 6_000)
  })

  test('turns never lie closer than they may, whatever the clocks say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20_000), { maxLength: 12 }), async (clocks) => {
        const database = await stand.open()
        const upstreams = createUpstreams(database)
        const turns: number[] = []
        for (const clock of clocks) {
          const turn = await upstreams.takeTurn('arxiv', 3_000, noon + clock)
          expect(turn).toBeGreaterThanOrEqual(noon + clock)
          turns.push(turn)
        }
        for (const [n, turn] of turns.entries())
          if (n > 0) expect(turn - (turns[n - 1] ?? 0)).toBeGreaterThanOrEqual(3_000)
        await database.close()
      }),
      { numRuns: 10 },
    )
  })

  test('turns taken at once by many in several processes are each one’s own', async () => {
    const url = await stand.place()
    const children = [0, 1, 2].map((late) =>
      startChild('child-turns.ts', url, '40', String(noon + late * 1_700)),
    )
    for (const child of children) expect(await child.ended).toEqual({ code: 0, errors: '' })
    const turns = children.flatMap((child) => child.lines().map(Number)).toSorted((a, b) => a - b)
    expect(turns).toHaveLength(120)
    const gaps = turns.slice(1).map((turn, n) => turn - (turns[n] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000)
  })
})
