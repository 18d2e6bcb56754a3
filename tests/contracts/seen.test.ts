// What was heard of already, on each engine: once for everybody, until it does not matter any more.
import { expect, test } from 'vitest'
import { createSeen } from '../../src/store/seen.ts'
import { describeOnEachDatabase } from './databases.ts'

describeOnEachDatabase('what was seen', (stand) => {
  test('is new once, and again when its time is over', async () => {
    const seen = createSeen(await stand.open())
    expect(await seen.firstTime('a', 100, 0)).toBe(true)
    expect(await seen.firstTime('a', 100, 99)).toBe(false)
    expect(await seen.firstTime('b', 100, 99)).toBe(true)
    expect(await seen.firstTime('a', 300, 100)).toBe(true)
    expect(await seen.firstTime('a', 300, 299)).toBe(false)
  })

  test('is new to one of many who ask at once', async () => {
    const seen = createSeen(await stand.open())
    const answers = await Promise.all(Array.from({ length: 20 }, () => seen.firstTime('a', 100, 0)))
    expect(answers.filter((isFirst) => isFirst)).toHaveLength(1)
  })

  test('is deleted when its time is over', async () => {
    const database = await stand.open()
    const seen = createSeen(database)
    await seen.firstTime('a', 100, 0)
    await seen.firstTime('b', 200, 0)
    expect(await seen.purge(100)).toBe(1)
    expect(await database.db.selectFrom('seen').select('key').execute()).toEqual([{ key: 'b' }])
  })
})
