// What people type, drawn from a corpus's own titles, abstracts and authors: the same for the same corpus each time.
import type { Paper } from '../src/papers/paper.ts'
import { questionWords, stopWords, words } from '../src/search/text.ts'
import { createRandom, pick, type Random } from './random.ts'

/** A query as a person types it to us, and as plain words for an engine without our query language. */
export type TypedQuery = { readonly text: string; readonly plain: string }

/** The kinds of query, as the tables name them, and how each is drawn. */
export const kinds = {
  'one word': oneWord,
  'three words': threeWords,
  'a phrase': phrase,
  '15-word question': question,
  'a typo': typo,
  'author and topic': authorAndTopic,
  'title completion': unfinishedTitle,
  'similar papers': likeAnother,
} as const satisfies Record<string, (papers: readonly Paper[], random: Random) => TypedQuery>

export type Kind = keyof typeof kinds

const seed = 7

/** So many queries of a kind. */
export function drawQueries(kind: Kind, papers: readonly Paper[], count: number): TypedQuery[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => kinds[kind](papers, random))
}

function same(text: string): TypedQuery {
  return { text, plain: text }
}

function oneWord(papers: readonly Paper[], random: Random): TypedQuery {
  return same(pick(random, titleWords(papers, random, 1)))
}

/** Three words of one title, so that something is found, but not always next to each other. */
function threeWords(papers: readonly Paper[], random: Random): TypedQuery {
  return same(titleWords(papers, random, 3).slice(0, 3).join(' '))
}

/** Two or three words that stand next to each other in an abstract. */
function phrase(papers: readonly Paper[], random: Random): TypedQuery {
  const text = pick(random, papers).abstract
  const found = words(text)
  const first = Math.floor(random() * Math.max(1, found.length - 3))
  const last = found[first + (random() < 0.5 ? 1 : 2)] ?? found.at(-1)
  const plain = text.slice(found[first]?.start, last?.end).replaceAll('"', '')
  return { text: `"${plain}"`, plain }
}

/** Words of two papers in a question of fifteen words: most often no paper has them all. */
function question(papers: readonly Paper[], random: Random): TypedQuery {
  const one = titleWords(papers, random, 4).slice(0, 4)
  const other = titleWords(papers, random, 4).slice(0, 4)
  const text = `which papers use ${one.join(' ')} in order to improve ${other.join(' ')}`
  return same(text)
}

/** Three words, one of them with a letter lost or two swapped. */
function typo(papers: readonly Paper[], random: Random): TypedQuery {
  const right = threeWords(papers, random).text.split(' ')
  const longest = right.reduce((a, b) => (b.length > a.length ? b : a))
  const at = 1 + Math.floor(random() * (longest.length - 2))
  const middle = random() < 0.5 ? '' : (longest[at + 1] ?? '') + (longest[at] ?? '')
  const wrong = longest.slice(0, at) + middle + longest.slice(middle === '' ? at + 1 : at + 2)
  return same(right.map((word) => (word === longest ? wrong : word)).join(' '))
}

function authorAndTopic(papers: readonly Paper[], random: Random): TypedQuery {
  const paper = pick(random, papers)
  const family = pick(random, paper.authors.length > 0 ? paper.authors : ['Kingma']).split(' ')
  const name = family.at(-1) ?? ''
  const topic = pick(random, tellingWords(paper.title).concat('model'))
  return { text: `author:${name} ${topic}`, plain: `${name} ${topic}` }
}

/** The beginning of a title, its last word unfinished. */
function unfinishedTitle(papers: readonly Paper[], random: Random): TypedQuery {
  const { title } = pick(random, papers)
  const length = Math.min(title.length, 4 + Math.floor(random() * 16))
  return same(title.slice(0, length))
}

/** A paper's id; an engine that takes only words is given the words of its title. */
function likeAnother(papers: readonly Paper[], random: Random): TypedQuery {
  const { id, title } = pick(random, papers)
  return { text: id, plain: title }
}

/** The telling words of some title that has at least so many. */
function titleWords(papers: readonly Paper[], random: Random, least: number): string[] {
  for (;;) {
    const found = tellingWords(pick(random, papers).title)
    if (found.length >= least) return found
  }
}

function tellingWords(text: string): string[] {
  const folded = words(text).map((word) => word.folded)
  return folded.filter(
    (word) => word.length > 3 && !stopWords.has(word) && !questionWords.has(word),
  )
}
