// What a paper's words are worth to a query: pure arithmetic, no index. One setting for everything that is searched.
// BM25F after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009, section 3.6): mentions in all
// fields add up before they saturate, so that a word in the title is not rewarded twice for what the abstract says as well.

/** How fast the tenth mention of a word stops counting (k), and how much a long text must make up for its length (b). */
export const bm25 = { k: 1.6, b: 0.75 } as const

/** What everything but a plain word in the text is worth; a plain word counts 1. One setting for every collection, chosen where none of three lost by it. */
export const weights = {
  /** A mention in the title, in mentions in the abstract. */
  title: 3,
  /** Another word of the same root (kin.ts): `optimal` for `optimize`. */
  kin: 0.4,
  /** A word that asks rather than names (asking.ts). */
  asking: 0.3,
  /** A hyphenated word of the query, looked for glued together as well. */
  compound: 0.3,
  /** The other way to say an acronym, learnt from the corpus. */
  acronym: 0.1,
  /** Neighbours in the query that are neighbours in the paper, as a share of what both words are worth. */
  adjacency: 0.3,
  /** To be all like the others that answer best (company.ts), as a share of the best score. */
  company: 2,
} as const

/** How far apart two words may stand and still count as neighbours; the further, the less. */
export const adjacencyReach = 3

/** How telling a word is that so many of all papers have: above 0 even for a word in every paper (BM25's own is not). */
export function rarity(papers: number, withWord: number): number {
  return Math.log(1 + (papers - withWord + 0.5) / (withWord + 0.5))
}

/** What mentions in a text of so many words are divided by: 1 in one of the mean length, for a long text must make up for its length. */
export function evenness(words: number, each: number): number {
  return 1 - bm25.b + each * words
}

/** What each word adds to that, where texts have so many in the mean. */
export function perWord(mean: number): number {
  return mean === 0 ? 0 : bm25.b / mean
}

/** The most that `saturated` gives. */
export const most = bm25.k + 1

/** Points go up in steps of this, so small that they tell all papers apart that differ, and so large that 16 bits hold them all. A power of two: to multiply by it loses nothing. */
export const step = 2 ** -14

/** Points for evened out mentions, in steps: for any mention one at least, or a paper that has the word would count as one that has not. */
export function stepsOf(mentions: number): number {
  return Math.ceil(((mentions * most) / (mentions + bm25.k)) * (1 / step))
}

/** Points for evened out mentions, from 0 up to `most`: each further one counts less. */
export function saturated(mentions: number): number {
  return stepsOf(mentions) * step
}

/** The points that two neighbours in the query earn `apart` words from each other (1: side by side); the other way round half. */
export function adjacencyPoints(one: number, other: number, apart: number): number {
  const near = apart > 0 ? 1 / apart : -0.5 / apart
  return Math.abs(apart) > adjacencyReach || apart === 0
    ? 0
    : (weights.adjacency * near * (one + other)) / 2
}

/** How much a paper with these points tells of what the best are about: the nearer to the best, the more by far. */
export function companyShare(points: number, best: number): number {
  return (points / best) ** 5
}

/** The points for being so much, from 0 to 1, like the others that answer best. */
export function companyPoints(likeness: number, best: number): number {
  return weights.company * likeness * best
}
