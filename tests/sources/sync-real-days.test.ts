// Real days, replayed through a loopback Hugging Face, against the same files read directly; they are not ours to publish.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day, Paper } from '../../src/papers/paper.ts'
import { readCorpusFile } from '../../src/sources/files.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type LiveStand, openLiveStand } from '../stands/live.ts'

const folder = new URL('../../../shared/data/huggingface-daily/', import.meta.url)
const here = existsSync(folder)

describe.skipIf(!here)('127 real days (skipped where ../shared/data is absent)', () => {
  const texts = new Map<Day, string>(
    here
      ? readdirSync(folder).map((name) => [
          name.slice(0, 10),
          readFileSync(new URL(name, folder), 'utf8'),
        ])
      : [],
  )
  const spanned = [...texts.keys()].sort()
  const [first = '', last = ''] = [spanned[0], spanned.at(-1)]
  let database: Database
  let stand: LiveStand
  beforeAll(async () => {
    database = await openDatabase('sqlite::memory:')
    stand = await openLiveStand(database, { now: Date.parse('2026-01-10T17:00:00Z') })
    for (const [day, text] of texts) stand.days.set(day, JSON.parse(text))
  })
  afterAll(async () => {
    await stand.close()
    await database.close()
  })

  it('give exactly the papers and votes that are in the files', async () => {
    const expected = [...texts].flatMap(([day, text]) => readCorpusFile(`${day}.json`, text).papers)
    expect(expected).toHaveLength(1_822)
    const steps = await Array.fromAsync(stand.sync.span(first, last, ['hugging-face']))
    expect(steps.filter(({ failure }) => failure !== undefined)).toEqual([])
    expect(steps.flatMap(({ problems }) => problems)).toEqual([])
    expect(steps.reduce((all, { added }) => all + added, 0)).toBe(expected.length)
    const held = await stand.held()
    const gist = ({ id, title, abstract, votes, comments, feedDay }: Paper) => {
      return { id, title, abstract, votes, comments, feedDay }
    }
    expect([...held.values()].map(gist)).toEqual(
      expected.map(gist).sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  it('change nothing when read once more, but for weekdays without papers are not read at all', async () => {
    const before = await stand.papers.revision()
    const asked = stand.huggingFace.asked.length
    const again = await Array.fromAsync(stand.sync.span(first, last, ['hugging-face']))
    expect(again.every(({ day, added, changed }) => !texts.has(day) && added + changed === 0)).toBe(
      true,
    )
    expect(stand.huggingFace.asked.length - asked).toBe(again.length)
    expect(await Array.fromAsync(stand.sync.span(first, last, ['hugging-face']))).toEqual([])
    expect(await stand.papers.revision()).toBe(before)
  })
})
