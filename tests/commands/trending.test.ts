// What trends about something: relevance is a gate, and behind it the votes decide.
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { View } from '../../src/bot/view.ts'
import { plainText } from '../../src/bot/view.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { openStand, type Stand } from '../stands/paperboy.ts'

let stand: Stand | undefined
afterEach(async () => {
  await stand?.close()
  stand = undefined
})

function paper(n: number, title: string, votes: number, abstract = ''): Paper {
  return {
    id: `2506.${String(n).padStart(5, '0')}`,
    title,
    abstract,
    authors: [],
    source: 'jsonl',
    published: '2025-06-30',
    feedDay: '2025-06-30',
    votes,
  }
}

async function trending(papers: readonly Paper[], line: string): Promise<View> {
  stand = await openStand(papers)
  return stand.type(line)
}

const titles = ({ blocks }: View) =>
  blocks.flatMap((block) => (block.kind === 'item' ? [plainText(block.title)] : []))
const told = ({ title, blocks }: View) =>
  [
    title,
    ...blocks.flatMap((b) => (b.kind === 'note' || b.kind === 'text' ? [plainText(b.text)] : [])),
  ].join('\n')
const labels = ({ blocks }: View) =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map((b) => b.label) : []))

/** About Mamba; of other things, with the word in passing; and without it. */
const inPassing = `A long story of attention and of much else ${'that goes on and on '.repeat(12)} beside mamba.`
const about = (n: number, votes: number) => paper(n, `Mamba ${n}`, votes, 'Mamba and more mamba.')
const aside = (n: number, votes: number) => paper(n, `Attention ${n}`, votes, inPassing)
const other = (n: number, votes: number) => paper(n, `Robots ${n}`, votes)

test('the hottest paper with the word in passing stays behind the gate', async () => {
  const view = await trending(
    [about(1, 3), about(2, 5), about(3, 4), aside(4, 9_000), other(5, 10_000)],
    'trending mamba',
  )
  expect(titles(view)).toEqual(['Mamba 2', 'Mamba 3', 'Mamba 1'])
})

test('whatever the votes: none below the gate, and those through it in the order they trend', async () => {
  const votes = fc.array(fc.nat(500), { minLength: 5, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(votes, votes, votes, async (good, passing, others) => {
      const papers = [
        ...good.map((count, i) => about(10 + i, count)),
        ...passing.map((count, i) => aside(20 + i, count * 100)),
        ...others.map((count, i) => other(30 + i, count * 100)),
      ]
      const own = await openStand(papers)
      const [all, some] = [await own.type('trending'), await own.type('trending mamba')]
      await own.close()
      const gained = good.filter((count) => count > 0).length
      expect(titles(some)).toHaveLength(gained)
      expect(titles(some).every((title) => title.startsWith('Mamba'))).toBe(true)
      const counts = titles(some).map((title) => good[Number(title.split(' ')[1]) - 10] ?? -1)
      expect(counts).toEqual([...counts].sort((a, b) => b - a))
      // What both lists show stands in the same order in both.
      const both = titles(all).filter((title) => titles(some).includes(title))
      expect(titles(some).filter((title) => both.includes(title))).toEqual(both)
    }),
    { numRuns: 25, endOnFailure: true },
  )
})

test('says when few pass, and shows them', async () => {
  const view = await trending([about(1, 2), other(2, 90), other(3, 80)], 'trending mamba')
  expect(titles(view)).toEqual(['Mamba 1'])
  expect(told(view)).toContain(
    'Only 1 paper about “mamba” gained votes, 2 in all: the order says little.',
  )
})

test('says when none passes, and offers the search that finds them on other days', async () => {
  const old = { ...about(1, 2), feedDay: '2024-01-01', published: '2024-01-01' }
  const view = await trending([old, other(2, 90), other(3, 80)], 'trending mamba')
  expect(titles(view)).toEqual([])
  expect(told(view)).toContain('has no papers about “mamba”')
  expect(labels(view)).toContain('Search all days')
})

test('takes a misspelt word for what it means, and says so', async () => {
  const view = await trending([about(1, 9), about(2, 5), about(3, 4)], 'trending mambba')
  expect(titles(view)).toEqual(['Mamba 1', 'Mamba 2', 'Mamba 3'])
  expect(told(view)).toContain('Nothing has “mambba”. Showing results for mamba.')
})

test('papers that only come near are shown where none has all of it, and told so', async () => {
  const all = [about(1, 9), about(2, 5), about(3, 4)]
  const near = await trending(all, 'trending mamba kites zebras')
  expect(titles(near)).toEqual(['Mamba 1', 'Mamba 2', 'Mamba 3'])
  expect(told(near)).toContain('No paper has all of that; these come near.')
  const whole = paper(4, 'Mamba 4', 3, 'Mamba, kites and zebras.')
  const exact = await trending([...all, whole], 'trending mamba kites zebras')
  expect(titles(exact)).toEqual(['Mamba 4'])
  expect(told(exact)).not.toContain('come near')
})

test('with a choice of words, a rare one does not shut out the papers of the other', async () => {
  const papers = [about(1, 3), other(2, 9), other(3, 8), other(4, 7), aside(5, 6)]
  const view = await trending(papers, 'trending mamba OR robots')
  expect(titles(view)).toEqual(['Robots 2', 'Robots 3', 'Robots 4', 'Attention 5', 'Mamba 1'])
})
