// A corpus of any size with the statistics of a real one: its sentences, title words and authors, recombined.
import { addDays, type Day, type Paper } from '../src/papers/paper.ts'
import { between, createRandom, pick, type Random, shuffled } from './random.ts'

/** What is recombined: taken from real papers once. */
type Stock = {
  readonly titles: readonly (readonly string[])[]
  readonly sentences: readonly string[]
  readonly givenNames: readonly string[]
  readonly familyNames: readonly string[]
}

const firstDay: Day = '2023-07-01'
const days = 730
const seed = 20_250_101

/**
 * Papers without end, the same ones each time for the same base. A corpus of real papers keeps growing new
 * words with its size, mostly names of models, so half of the papers name something nobody named before.
 */
export function* generatePapers(base: readonly Paper[]): Generator<Paper> {
  const random = createRandom(seed)
  const stock = stockOf(base)
  const inMonth = new Map<string, number>()
  for (;;) {
    const published = addDays(firstDay, between(random, 0, days - 1))
    const month = published.slice(2, 4) + published.slice(5, 7)
    const number = (inMonth.get(month) ?? 0) + 1
    inMonth.set(month, number)
    // arXiv numbers a month's papers with five digits.
    yield paper(`${month}.${String(number).padStart(5, '0')}`, published, stock, random)
  }
}

/** The first `count` papers. */
export function generated(base: readonly Paper[], count: number): Paper[] {
  return generatePapers(base).take(count).toArray()
}

function stockOf(base: readonly Paper[]): Stock {
  const names = base.flatMap(({ authors }) => authors.map((name) => name.split(' ')))
  return {
    titles: base.map(({ title }) => title.replace(/^[^:]*: /, '').split(' ')),
    sentences: base.flatMap(({ abstract }) => abstract.split(/(?<=[.?!]) (?=[A-Z])/)),
    givenNames: names.flatMap((name) => name.slice(0, -1).join(' ') || []),
    familyNames: names.map((name) => name.at(-1) ?? '').filter((name) => name !== ''),
  }
}

function paper(id: string, published: Day, stock: Stock, random: Random): Paper {
  const name = random() < 0.5 ? inventedName(random) : undefined
  const words = titleWords(stock, random).join(' ')
  return {
    id,
    title: name === undefined ? words : `${name}: ${words}`,
    abstract: abstract(name, stock, random),
    authors: authors(stock, random),
    source: 'jsonl',
    published,
    feedDay: published,
    votes: votes(random),
    comments: between(random, 0, 5),
    ...(random() < 0.35 ? { code: { url: `https://github.com/example/${id}` } } : {}),
  }
}

/** Words of two titles, the first half of each kept and mixed. */
function titleWords(stock: Stock, random: Random): string[] {
  const halves = [pick(random, stock.titles), pick(random, stock.titles)].flatMap((words) =>
    words.slice(0, Math.max(2, Math.ceil(words.length / 2))),
  )
  return shuffled(random, halves)
}

/** Five to nine sentences: about the 1,300 characters of a real abstract. */
function abstract(name: string | undefined, stock: Stock, random: Random): string {
  const count = between(random, 5, 9)
  const sentences = Array.from({ length: count }, () => pick(random, stock.sentences))
  if (name === undefined) return sentences.join(' ')
  const [first = '', ...rest] = sentences
  return [first, `We call it ${name}.`, ...rest, `${name} is available.`].join(' ')
}

/** About nine authors in the mean, few more often than many, never more than forty. */
function authors(stock: Stock, random: Random): string[] {
  const length = Math.min(40, 1 + Math.floor(-8 * Math.log(1 - random())))
  const names = Array.from(
    { length },
    () => `${pick(random, stock.givenNames)} ${pick(random, stock.familyNames)}`,
  )
  return [...new Set(names)]
}

/** Votes as in the feed: half of the papers have 12 or fewer, one in a hundred 100 or more (Pareto). */
function votes(random: Random): number {
  return Math.min(5000, Math.floor(7 * (1 - random()) ** -0.6))
}

const syllables =
  'ar bel cor dan el fi gra hy in jo ka lum mo neu or pi qua ri sol tan ul vi wen xe yo zu ther lex dro phi'.split(
    ' ',
  )

function inventedName(random: Random): string {
  const count = between(random, 3, 4)
  const letters = Array.from({ length: count }, () => pick(random, syllables)).join('')
  const name = `${letters.slice(0, 1).toUpperCase()}${letters.slice(1)}`
  return random() < 0.3 ? `${name}-${between(random, 2, 70)}B` : name
}
