// How often a person who has one paper in mind finds it: queries made from titles the way people get titles wrong,
// through the product's own path.
import { titleKey } from '../../src/papers/identity.ts'
import type { Paper } from '../../src/papers/paper.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { samplePapers } from '../../tests/search/fixtures.ts'
import { createRandom, pick, shuffled } from '../random.ts'
import { grouped, type Row } from '../table.ts'
import { acronymsOf, type Kinds, kindsFor } from './misremembered.ts'

export const successColumns: Row = ['known items', 'queries', 'at 1', 'at 5']

const seed = 11
const shown = 5

/** One query and the paper it was made from. */
export type KnownItem = { readonly text: string; readonly id: string }

/** How a kind of query fared. */
export type Success = {
  readonly kind: string
  readonly queries: number
  readonly first: number
  readonly firstFive: number
  readonly missed: readonly KnownItem[]
}

/** Draws queries of each kind from papers whose titles are theirs alone, and counts where the papers come. */
export async function knownItems(
  engine: SearchEngine,
  papers: readonly Paper[],
  count: number,
): Promise<Success[]> {
  const kinds = kindsFor(acronymsOf(papers))
  const unique = withOwnTitles(papers)
  const all: Success[] = []
  for (const [kind, make] of Object.entries(kinds)) {
    const missed: KnownItem[] = []
    let [first, firstFive] = [0, 0]
    const drawn = draw(unique, make, count)
    for (const item of drawn) {
      const { page } = await find(engine, parseQuery(item.text), { offset: 0, limit: shown })
      const place = page.hits.findIndex(({ id }) => id === item.id)
      if (place === 0) first += 1
      if (place >= 0) firstFive += 1
      if (place !== 0) missed.push(item)
    }
    all.push({ kind, queries: drawn.length, first, firstFive, missed })
  }
  return all
}

function draw(papers: readonly Paper[], make: Kinds[string], count: number): KnownItem[] {
  const random = createRandom(seed)
  const drawn: KnownItem[] = []
  for (const paper of shuffled(random, papers)) {
    if (drawn.length === count) break
    const text = make(paper, random)
    if (text !== undefined) drawn.push({ text, id: paper.id })
  }
  return drawn
}

function withOwnTitles(papers: readonly Paper[]): Paper[] {
  const byTitle = Map.groupBy(papers, ({ title }) => titleKey(title))
  return papers.filter(({ title }) => byTitle.get(titleKey(title))?.length === 1)
}

/** The kinds as rows, each with some of the queries that did not find their paper first, and all kinds together. */
export function successRows(all: readonly Success[]): Row[] {
  const sum = (key: 'queries' | 'first' | 'firstFive') => all.reduce((n, one) => n + one[key], 0)
  const total = { queries: sum('queries'), first: sum('first'), firstFive: sum('firstFive') }
  return [...all, { kind: 'all', ...total }].map(({ kind, queries, first, firstFive }) => {
    const rates = [first, firstFive].map((n) => (queries === 0 ? '' : (n / queries).toFixed(3)))
    return [kind, grouped(queries), ...rates]
  })
}

/** The papers, with authors made up where a collection names none: names of the sample, put together anew. */
export function withAuthors(papers: readonly Paper[]): readonly Paper[] {
  const names = samplePapers.flatMap(({ authors }) => authors)
  const random = createRandom(seed)
  const part = (i: 0 | -1) => pick(random, names).split(' ').at(i) ?? ''
  const madeUp = () => Array.from({ length: 3 }, () => `${part(0)} ${part(-1)}`)
  return papers.map((paper) => (paper.authors.length > 0 ? paper : { ...paper, authors: madeUp() }))
}
