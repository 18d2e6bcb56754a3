// Titles that have the words typed so far, the last of them perhaps unfinished.
import type { Suggestion } from '../engine.ts'
import { words as wordsIn } from '../text.ts'
import { orderBy } from './answering.ts'
import { firstOf } from './first.ts'
import type { Index } from './index.ts'
import { inNarrow } from './postings.ts'

/** A title that begins as typed goes before one that has the words elsewhere, and a short one before a long one. */
const beginning = 1

/** The best completions. */
export function complete(prefix: string, limit: number, index: Index): readonly Suggestion[] {
  const typed = wordsIn(prefix).map(({ folded }) => folded)
  const last = typed.at(-1)
  if (last === undefined) return []
  const { words, papers, text } = index
  const finished = typed.slice(0, -1).map(words.find)
  const endings = new Set(words.startingWith(last))
  if (finished.includes(0) || endings.size === 0) return []
  // The rarest way in: a finished word if there is one, else everything the last may become.
  const ways = finished.length > 0 ? finished.slice(0, 1) : [...endings]
  const scores = new Float64Array(papers.count())
  const found: number[] = []
  for (const stem of new Set(ways.map(words.stemOf)))
    for (const row of text.rowsOf(stem))
      for (let at = 0; at < row.length; at++) {
        const posting = row[at] as number
        const paper = posting >>> 8
        if ((posting & inNarrow) === 0 || scores[paper] !== 0 || !papers.isAlive(paper)) continue
        const score = completes(papers.titleOf(paper), finished, endings)
        scores[paper] = score === 0 ? Number.NaN : score
        if (score > 0) found.push(paper)
      }
  return firstOf(found, limit, orderBy(scores, index)).map((paper) => ({
    id: papers.idOf(paper),
    title: String.fromCharCode(...papers.recordOf(paper).titleUnits),
  }))
}

/** How well a title goes on from what was typed; 0 when it does not. */
function completes(
  title: readonly number[],
  finished: readonly number[],
  endings: ReadonlySet<number>,
): number {
  const hasAll = finished.every((word) => title.includes(word))
  if (!hasAll || !title.some((word) => endings.has(word))) return 0
  const begins =
    finished.every((word, i) => title[i] === word) && endings.has(title[finished.length] ?? 0)
  return (begins ? beginning : 0) + 1 / (1 + title.length)
}
