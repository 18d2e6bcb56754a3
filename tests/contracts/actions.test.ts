// What every store of long actions must do, on each engine.
import { expect, test } from 'vitest'
import { createActions } from '../../src/store/actions.ts'
import { describeOnEachDatabase } from './databases.ts'

describeOnEachDatabase('actions', (stand) => {
  test('gives back what was saved, to the character', async () => {
    const actions = createActions(await stand.open())
    const text = `u/search?query=${'ö🧠 "quoted" \\ %00 \n'.repeat(50)}`
    await actions.save(new Map([['a', text]]), 1)
    await actions.save(new Map([['b', 'r/cite?id=1706.03762']]), 2)
    expect(await actions.load('a')).toBe(text)
    expect(await actions.load('b')).toBe('r/cite?id=1706.03762')
    expect(await actions.load('c')).toBeUndefined()
  })

  test('saving again, or nothing at all, is harmless', async () => {
    const database = await stand.open()
    const actions = createActions(database)
    const entries = new Map([
      ['b', 'two'],
      ['a', 'one'],
    ])
    await actions.save(entries, 1)
    await actions.save(entries, 5)
    await actions.save(new Map(), 6)
    expect(await actions.load('a')).toBe('one')
    // What is still in use is known from its last message, so that it need not expire with its first.
    const rows = await database.db.selectFrom('action').selectAll().orderBy('id').execute()
    expect(rows).toEqual([
      { id: 'a', text: 'one', saved_at: 5 },
      { id: 'b', text: 'two', saved_at: 5 },
    ])
  })

  test('many messages may save the same actions at once', async () => {
    const actions = createActions(await stand.open())
    // In opposite orders: on PostgreSQL, rows locked in opposite orders are a deadlock.
    const entries = Array.from({ length: 1_000 }, (_, n): [string, string] => [`id-${n}`, 'text'])
    const messages = Array.from({ length: 8 }, (_, n) => (n % 2 ? entries : entries.toReversed()))
    await Promise.all(messages.map((each, n) => actions.save(new Map(each), n)))
    expect(await actions.load('id-19')).toBe('text')
  })
})
