// How often a related paper is among the first ten like another: ours and plain more-like-this, in one run. What makes papers
// related is kept from every engine: a question that both answer, or three authors that both have.
import MiniSearch from 'minisearch'
import { stem } from 'porter2'
import type { Paper, PaperId } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import { isCommon, words } from '../../src/search/text.ts'
import { createRandom } from '../random.ts'
import type { Row } from '../table.ts'
import { pairedDifference } from './bootstrap.ts'
import type { Collection } from './collection.ts'
import { mean } from './metrics.ts'

/** Papers, and to each that has any its related ones. */
export type Relations = {
  readonly name: string
  readonly papers: readonly Paper[]
  readonly related: ReadonlyMap<PaperId, ReadonlySet<PaperId>>
}

export const similarColumns: Row = [
  'engine',
  'recall@10',
  'any in 10',
  'ours better by',
  '95 % interval',
]

/** Papers asked about at most, evenly drawn. */
const mostAsked = 300
const shown = 10
const seed = 8

/** In a collection, papers that answer the same question are related. */
export function relatedByQuestions({ name, papers, questions }: Collection): Relations {
  return { name, papers, related: joined(questions.map(({ judged }) => [...judged.keys()])) }
}

/** Papers with three authors in common; their authors and keywords are then taken from them. */
export function relatedByAuthors(name: string, papers: readonly Paper[]): Relations {
  const written = new Map<string, PaperId[]>()
  for (const { id, authors } of papers)
    for (const author of new Set(authors)) written.set(author, [...(written.get(author) ?? []), id])
  const shared = new Map<string, number>()
  for (const ids of written.values())
    for (const [i, one] of ids.entries())
      for (const other of ids.slice(i + 1))
        shared.set(`${one} ${other}`, (shared.get(`${one} ${other}`) ?? 0) + 1)
  const pairs = [...shared].flatMap(([pair, count]) => (count >= 3 ? [pair.split(' ')] : []))
  const bare = papers.map(({ keywords: _, ...paper }) => ({ ...paper, authors: [] }))
  return { name, papers: bare, related: joined(pairs) }
}

/** To each member of a group, the others of its groups. */
function joined(groups: readonly (readonly PaperId[])[]): ReadonlyMap<PaperId, Set<PaperId>> {
  const related = new Map<PaperId, Set<PaperId>>()
  for (const group of groups)
    for (const one of group)
      for (const other of group)
        if (one !== other) related.set(one, (related.get(one) ?? new Set()).add(other))
  return related
}

type Alike = (paper: Paper) => Promise<readonly PaperId[]>

/** One row an engine, ours first. */
export async function similarRows({ papers, related }: Relations): Promise<Row[]> {
  const all = papers.filter(({ id }) => related.has(id))
  const asked = all.filter((_, i) => i % Math.ceil(all.length / mostAsked) === 0)
  const recalls = async (alike: Alike) => {
    const each: number[] = []
    for (const paper of asked) {
      const wanted = related.get(paper.id) ?? new Set()
      const found = (await alike(paper)).filter((id) => wanted.has(id)).length
      each.push(found / Math.min(wanted.size, shown))
    }
    return each
  }
  const own = await recalls(await ours(papers))
  const rows = [row('Paperboy', own)]
  for (const [name, create] of Object.entries(peers)) {
    const theirs = await recalls(create(papers))
    const better = pairedDifference(own, theirs, createRandom(seed))
    const interval = `${signed(better.low)} to ${signed(better.high)}`
    rows.push([...row(name, theirs).slice(0, 3), signed(better.mean), interval])
  }
  return rows
}

function row(name: string, each: readonly number[]): string[] {
  const any = each.map((recall) => (recall > 0 ? 1 : 0))
  return [name, mean(each).toFixed(3), mean(any).toFixed(3), '', '']
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}

async function ours(papers: readonly Paper[]): Promise<Alike> {
  const engine = createCompactEngine()
  await engine.add(papers)
  return async ({ id }) => (await engine.similar(id, shown)).map((hit) => hit.id)
}

const peers: Readonly<Record<string, (papers: readonly Paper[]) => Alike>> = {
  'MiniSearch, more like this': moreLikeThis,
  'MiniSearch, by the title': byTitle,
  'tf·idf, cosine': cosine,
}

/** Lucene's MoreLikeThis with its defaults: 25 words by tf·idf, each twice in the text and in five papers, on stemmed MiniSearch. */
function moreLikeThis(papers: readonly Paper[]): Alike {
  const index = stemmed(papers)
  const holders = holdersOf(papers)
  return async (paper) => {
    const telling = [...countsOf(paper)]
      .filter(([word, count]) => count >= 2 && (holders.get(word) ?? 0) >= 5)
      .map(([word, count]) => ({ word, weight: count * rarity(word, holders, papers.length) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 25)
    return firstOf(index, telling.map(({ word }) => word).join(' '), paper)
  }
}

function byTitle(papers: readonly Paper[]): Alike {
  const index = stemmed(papers)
  return async (paper) => firstOf(index, [...termsOf(paper.title)].join(' '), paper)
}

function cosine(papers: readonly Paper[]): Alike {
  const holders = holdersOf(papers)
  const postings = new Map<string, { readonly paper: number; readonly weight: number }[]>()
  const vectors = papers.map((paper) => {
    const entries = [...countsOf(paper)].map(
      ([word, count]) => [word, count * rarity(word, holders, papers.length)] as const,
    )
    const length = Math.hypot(...entries.map(([, weight]) => weight)) || 1
    return entries.map(([word, weight]) => [word, weight / length] as const)
  })
  for (const [paper, vector] of vectors.entries())
    for (const [word, weight] of vector) {
      const list = postings.get(word) ?? []
      list.push({ paper, weight })
      postings.set(word, list)
    }
  const numbers = new Map(papers.map(({ id }, i) => [id, i]))
  return async ({ id }) => {
    const own = numbers.get(id) ?? 0
    const scores = new Float64Array(papers.length)
    for (const [word, weight] of vectors[own] ?? [])
      for (const posting of postings.get(word) ?? [])
        scores[posting.paper] = (scores[posting.paper] ?? 0) + weight * posting.weight
    scores[own] = 0
    const order = Array.from(scores.keys()).filter((i) => (scores[i] ?? 0) > 0)
    order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    return order.slice(0, shown).map((i) => papers[i]?.id ?? '')
  }
}

function stemmed(papers: readonly Paper[]): MiniSearch<Paper> {
  const index = new MiniSearch<Paper>({
    fields: ['title', 'abstract'],
    tokenize: (text) => termsOf(text),
    processTerm: (term) => term,
  })
  index.addAll(papers)
  return index
}

function firstOf(index: MiniSearch<Paper>, query: string, { id }: Paper): readonly PaperId[] {
  const found = index.search(query).filter((result) => result.id !== id)
  return found.slice(0, shown).map((result) => result.id)
}

function termsOf(text: string): string[] {
  const folded = words(text).map((word) => word.folded)
  return folded.filter((word) => !isCommon(word)).map((word) => stem(word))
}

function countsOf({ title, abstract }: Paper): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of termsOf(`${title} ${abstract}`)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function holdersOf(papers: readonly Paper[]): ReadonlyMap<string, number> {
  const holders = new Map<string, number>()
  for (const paper of papers)
    for (const word of countsOf(paper).keys()) holders.set(word, (holders.get(word) ?? 0) + 1)
  return holders
}

function rarity(word: string, holders: ReadonlyMap<string, number>, total: number): number {
  return Math.log(total / Math.max(holders.get(word) ?? 0, 1))
}
