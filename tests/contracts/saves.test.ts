// Reading lists, on each engine.
import { expect, test } from 'vitest'
import { mostSaved } from '../../src/follows/saves.ts'
import { createPapers } from '../../src/store/papers.ts'
import { createSaves } from '../../src/store/saves.ts'
import { describeOnEachDatabase } from './databases.ts'

const ada = { platform: 'slack', workspace: 'W1', user: 'U1' }
const elsewhere = { ...ada, workspace: 'W2' }
const noon = Date.parse('2025-07-01T12:00:00Z')

describeOnEachDatabase('reading lists', (stand) => {
  const open = async () => createSaves(await stand.open())

  test('hold a paper once, the latest first', async () => {
    const saves = await open()
    expect(await saves.save(ada, '1706.03762', noon)).toBe('saved')
    expect(await saves.save(ada, '1810.04805', noon + 1)).toBe('saved')
    expect(await saves.save(ada, '1706.03762', noon + 2)).toBe('already')
    expect(await saves.list(ada)).toEqual([
      { paper: '1810.04805', at: noon + 1 },
      { paper: '1706.03762', at: noon },
    ])
    expect(await saves.unsave(ada, '1706.03762')).toBe(true)
    expect(await saves.unsave(ada, '1706.03762')).toBe(false)
    expect(await saves.list(ada)).toHaveLength(1)
  })

  test('of one person are nobody else’s, though their ids are the same', async () => {
    const saves = await open()
    await saves.save(ada, '1706.03762', noon)
    for (const other of [elsewhere, { ...ada, platform: 'discord' }, { ...ada, user: 'U2' }]) {
      expect(await saves.list(other)).toEqual([])
      expect(await saves.unsave(other, '1706.03762')).toBe(false)
    }
    expect(await saves.list(ada)).toHaveLength(1)
  })

  test('are counted within a workspace', async () => {
    const saves = await open()
    await saves.save(ada, '1706.03762', noon)
    await saves.save({ ...ada, user: 'U2' }, '1706.03762', noon)
    await saves.save({ ...ada, user: 'U2' }, '1810.04805', noon)
    await saves.save(elsewhere, '2006.11239', noon)
    expect(await saves.countsIn(ada, ['1706.03762', '1810.04805', '2006.11239'])).toEqual(
      new Map([
        ['1706.03762', 2],
        ['1810.04805', 1],
      ]),
    )
    expect(await saves.countsIn(ada, [])).toEqual(new Map())
  })

  test('follow a paper that is merged into another', async () => {
    const database = await stand.open()
    const papers = createPapers(database)
    const known = { title: 'A Title That Only One Paper Has', abstract: '', authors: ['Ada'] }
    await papers.upsert([{ ...known, id: 'pb-0123456789ab', source: 'page' }], noon)
    const saves = createSaves(database)
    const held = await papers.find('pb-0123456789ab')
    await saves.save(ada, held?.id ?? '', noon)
    await saves.save({ ...ada, user: 'U2' }, held?.id ?? '', noon)
    await papers.upsert([{ ...known, id: '2506.01234', source: 'arxiv' }], noon + 1)
    expect(await saves.list(ada)).toEqual([{ paper: '2506.01234', at: noon }])
    expect(await saves.countsIn(ada, ['2506.01234'])).toEqual(new Map([['2506.01234', 2]]))
    expect(await saves.save(ada, '2506.01234', noon + 2)).toBe('already')
    expect(await saves.unsave(ada, '2506.01234')).toBe(true)
    expect(await saves.list(ada)).toEqual([])
  })

  test('have an end', async () => {
    const database = await stand.open()
    const rows = Array.from({ length: mostSaved }, (_, n) => ({
      platform: 'slack',
      workspace: 'W1',
      person: 'U1',
      paper: `p${n}`,
      saved_at: noon,
    }))
    for (let n = 0; n < rows.length; n += 500)
      await database.db
        .insertInto('saved')
        .values(rows.slice(n, n + 500))
        .execute()
    expect(await createSaves(database).save(ada, 'p0', noon)).toBe('already')
    expect(await createSaves(database).save(ada, 'one-more', noon)).toBe('full')
  })
})
