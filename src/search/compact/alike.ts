// Papers like another one: a search for the words that tell it from others.

import type { PaperId } from '../../papers/paper.ts'
import { likenessTo } from '../alike.ts'
import type { SimilarHit } from '../engine.ts'
import { type DescribedPaper, tellingTerms } from '../similar.ts'
import type { Allowed } from './allowed.ts'
import { orderBy } from './answering.ts'
import { firstOf } from './first.ts'
import type { Index } from './index.ts'
import type { Pausing } from './pausing.ts'
import { ranked } from './ranking.ts'
import { postingOf } from './rows.ts'
import { rarity } from './score.ts'
import type { Scoring } from './wanted.ts'

/** How many of those with the most telling words are compared as a whole. */
const comparedDepth = 100
/** Shared words named for a similar paper. */
const sharedShown = 5

/** The papers most like this one, never itself; none where it is not held. */
export function* similarTo(
  id: PaperId,
  limit: number,
  index: Index,
): Pausing<readonly SimilarHit[]> {
  const { words, papers } = index
  const paper = papers.numberOf(id)
  if (paper === undefined) return []
  const papersWith = (stem: string) => index.counts.text.all[words.find(stem)] ?? 0
  const own = described(paper, index)
  const terms = tellingTerms(own, papers.size(), papersWith)
  const found = Array.from(terms, ([stem, term]) => ({ stem, ...term }))
  const telling = found.map(({ stem, weight, word }) => ({
    weight,
    word,
    stem,
    scoring: scoringOf(stem, weight, index),
  }))
  telling.sort((a, b) => b.scoring.weight - a.scoring.weight || (a.stem < b.stem ? -1 : 1))
  const others: Allowed = {
    levels: { level: papers.columns.alive.all, top: 1 },
    allows: (other) => other !== paper && papers.isAlive(other),
  }
  const scoring = telling.map((one) => one.scoring)
  const best = yield* ranked(index, scoring, others, comparedDepth)
  const stemsOf = (other: number) => papers.stemsOf(other, 'whole', words.stems())
  const likeness = likenessTo(stemsOf(paper), raritiesIn(index))
  const compared = firstOf(best.papers, comparedDepth, orderBy(best.scores, index))
  for (const other of compared) best.scores[other] = likeness(stemsOf(other))
  const hits = firstOf(compared, limit, orderBy(best.scores, index)).map((other) => {
    const shared = telling.filter(({ scoring: { rows } }) => postingOf(rows, other) !== 0)
    shared.sort((a, b) => b.weight - a.weight)
    return {
      id: papers.idOf(other),
      score: best.scores[other] as number,
      shared: shared.slice(0, sharedShown).map(({ word }) => word),
    }
  })
  best.done()
  return hits
}

/** How telling stems are among the papers held; 0 of common ones. */
function raritiesIn({ commonPairs, papers, counts }: Index): (stem: number) => number {
  const common = new Set(commonPairs.stems())
  const all = papers.size() + 1
  const holders = counts.text.all
  return (number) =>
    common.has(number) ? 0 : Math.log(all / Math.max(holders[number] as number, 1))
}

/** The stems and words of a paper that is held. */
function described(paper: number, { words, papers }: Index): DescribedPaper {
  const { title, body } = papers.recordOf(paper)
  const stemText = (word: number) => words.text(words.stemOf(word))
  const spelt = new Set([...title, ...body])
  spelt.delete(0)
  return {
    title: title.map(stemText),
    body: body.map(stemText),
    spelt: Array.from(spelt, words.text),
  }
}

function scoringOf(stem: string, telling: number, index: Index): Scoring {
  const word = index.words.find(stem)
  const weight = telling * rarity(index.papers.size(), index.counts.text.all[word] ?? 0)
  const { text: scale } = index.scales()
  return { word, in: 'text', kind: 'word', rows: index.text.rowsOf(word), weight, scale }
}
