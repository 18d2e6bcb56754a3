// How often a person who has one paper in mind finds it: queries made from titles the way people get titles wrong,
// through the product's own path. `node bench/search/known-item.ts [--collection DIR] [--queries N]`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { titleKey } from '../../src/papers/identity.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { readPapers } from '../corpora.ts'
import { createRandom, pick, type Random, shuffled } from '../random.ts'
import { acronymsOf, type Kinds, kindsFor } from './misremembered.ts'

const collection = fileURLToPath(
  new URL('../../../shared/data/collections/autoscholar30k-dev', import.meta.url),
)
const sample = fileURLToPath(new URL('../../config/sample-corpus.jsonl', import.meta.url))
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

/** Prints success at 1 and at 5 by kind, and over all kinds. */
export function printSuccess(all: readonly Success[], examples: number): void {
  const rate = (n: number, of: number) => (of === 0 ? '  -  ' : (n / of).toFixed(3))
  const row = ({ kind, queries, first, firstFive }: Omit<Success, 'missed'>) =>
    say(
      `${kind.padEnd(26)}${String(queries).padStart(7)}  ${rate(first, queries)}  ${rate(firstFive, queries)}`,
    )
  say(`${'known items'.padEnd(26)}queries  at 1   at 5`)
  for (const one of all) {
    row(one)
    for (const { text, id } of one.missed.slice(0, examples)) say(`    ${id}: ${text}`)
  }
  const sum = (key: 'queries' | 'first' | 'firstFive') => all.reduce((n, one) => n + one[key], 0)
  row({ kind: 'all', queries: sum('queries'), first: sum('first'), firstFive: sum('firstFive') })
  say('Titles that two papers share are left out, and queries with fewer than three telling words.')
}

/** The papers of a collection, with authors made up where it names none; else the sample. */
export async function readKnownPapers(folder: string | undefined): Promise<readonly Paper[]> {
  const names = (await readPapers([sample])).flatMap(({ authors }) => authors)
  const random = createRandom(seed)
  const file = join(folder ?? collection, 'corpus.jsonl')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (folder !== undefined || error.code !== 'ENOENT') throw error
    say('The collection is not here: the sample stands in for it.')
  })
  if (text === undefined) return readPapers([sample])
  const lines = text.trim().split('\n')
  return lines.map((line) => {
    const { _id, title, text: abstract } = JSON.parse(line)
    return { id: _id, title, abstract, authors: madeUp(names, random), source: 'sample' }
  })
}

function madeUp(names: readonly string[], random: Random): string[] {
  const part = (i: 0 | -1) => pick(random, names).split(' ').at(i) ?? ''
  return Array.from({ length: 3 }, () => `${part(0)} ${part(-1)}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const papers = (await readKnownPapers(option('--collection'))).slice(
    0,
    Number(option('--papers') ?? Number.POSITIVE_INFINITY),
  )
  const engine = createCompactEngine()
  await engine.add(papers)
  say(`${papers.length} papers, ${engine.name}`)
  const all = await knownItems(engine, papers, Number(option('--queries') ?? 200))
  printSuccess(all, Number(option('--missed') ?? 0))
}
