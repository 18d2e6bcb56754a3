// Titles that have the words typed so far, the last of them perhaps unfinished.
import type { Suggestion } from '../engine.ts'
import { words as wordsIn } from '../text.ts'
import { orderBy } from './answering.ts'
import { firstOf } from './first.ts'
import type { Index } from './index.ts'
import { inNarrow } from './postings.ts'
import { lengthOf } from './rows.ts'

/** A title that begins as typed goes before one that has the words elsewhere, and a short one before a long one. */
const beginning = 1

/** The best completions. */
export function complete(prefix: string, limit: number, index: Index): readonly Suggestion[] {
  const typed = wordsIn(prefix).map(({ folded }) => folded)
  const last = typed.at(-1)
  if (last === undefined) return []
  const { words, papers, text } = index
  const finished = typed.slice(0, -1).map(words.find)
  const endings = words.startingWith(last)
  if (finished.includes(0) || endings.length === 0) return []
  // Many titles are looked at, and each word of them is: a mark is told sooner than a member of a set.
  const isEnding = new Uint8Array(words.count())
  for (const word of endings) isEnding[word] = 1
  // The rarest way in: a finished word if there is one, else everything the last may become.
  const rowsOf = (word: number) => text.rowsOf(words.stemOf(word))
  const [rarest] = finished.map(rowsOf).sort((one, other) => lengthOf(one) - lengthOf(other))
  const ways = rarest ?? [...new Set(endings.map(words.stemOf))].flatMap(text.rowsOf)
  const scores = new Float64Array(papers.count())
  const found: number[] = []
  for (const row of ways)
    for (let at = 0; at < row.length; at++) {
      const posting = row[at] as number
      const paper = posting >>> 8
      if ((posting & inNarrow) === 0 || scores[paper] !== 0 || !papers.isAlive(paper)) continue
      const score = completes(papers.titleOf(paper), finished, isEnding)
      scores[paper] = score === 0 ? Number.NaN : score
      if (score > 0) found.push(paper)
    }
  return firstOf(found, limit, orderBy(scores, index)).map((paper) => ({
    id: papers.idOf(paper),
    title: String.fromCharCode(...papers.recordOf(paper).titleUnits),
  }))
}

/** How well a title goes on from what was typed; 0 when it does not. */
function completes(title: Uint32Array, finished: readonly number[], isEnding: Uint8Array): number {
  if (!finished.every((word) => title.includes(word))) return 0
  if (!title.some((word) => isEnding[word] === 1)) return 0
  const begins =
    finished.every((word, i) => title[i] === word) && isEnding[title[finished.length] ?? 0] === 1
  return (begins ? beginning : 0) + 1 / (1 + title.length)
}
