// Titles that have the words typed so far, the last of them perhaps unfinished.
import type { Suggestion } from '../engine.ts'
import { words as wordsIn } from '../text.ts'
import { dayOrder } from './answering.ts'
import { firstOf } from './first.ts'
import type { Index } from './index.ts'
import { inNarrow } from './postings.ts'
import { lengthOf } from './rows.ts'

/** Words typed: those finished, and for each word of the index 1 if the last may become it. */
type Typed = {
  readonly finished: readonly number[]
  readonly endings: readonly number[]
  readonly isEnding: Uint8Array
}

/** The best completions: titles that begin as typed before those that have the words elsewhere, short ones before long ones. */
export function complete(prefix: string, limit: number, index: Index): readonly Suggestion[] {
  const { words, papers } = index
  const folded = wordsIn(prefix).map((word) => word.folded)
  const last = folded.pop()
  if (last === undefined) return []
  const finished = folded.map(words.find)
  const endings = words.startingWith(last)
  if (finished.includes(0) || endings.length === 0) return []
  const isEnding = new Uint8Array(words.count())
  for (const word of endings) isEnding[word] = 1
  const typed = { finished, endings, isEnding }
  const first = shortest(beginningSo(typed, index), limit, index, (title) => begins(title, typed))
  // Most often so many begin as typed that no others are looked for.
  const left = limit - first.length
  const others =
    left === 0
      ? []
      : shortest(
          withWord(typed, index),
          left,
          index,
          (title) => has(title, typed) && !begins(title, typed),
        )
  return [...first, ...others].map((paper) => ({
    id: papers.idOf(paper),
    title: String.fromCharCode(...papers.recordOf(paper).titleUnits),
  }))
}

/** Papers whose titles have the right word in front. */
function beginningSo({ finished, isEnding }: Typed, { papers }: Index): number[] {
  const [wanted] = finished
  const { alive, titleFirst } = papers.columns
  const [isAlive, firstOfTitle] = [alive.all, titleFirst.all]
  const found: number[] = []
  for (let paper = 0; paper < papers.count(); paper++) {
    const word = firstOfTitle[paper] as number
    const isRight = wanted === undefined ? isEnding[word] === 1 : word === wanted
    if (isRight && isAlive[paper] === 1) found.push(paper)
  }
  return found
}

/** Papers that may have the words in their titles: by the rarest finished one if there is one, else by everything the last may become. */
function withWord({ finished, endings }: Typed, { words, papers, text }: Index): number[] {
  const rowsOf = (word: number) => text.rowsOf(words.stemOf(word))
  const [rarest] = finished.map(rowsOf).sort((one, other) => lengthOf(one) - lengthOf(other))
  const rows = rarest ?? [...new Set(endings.map(words.stemOf))].flatMap(text.rowsOf)
  const isLeft = papers.columns.alive.all.slice(0, papers.count())
  const found: number[] = []
  for (const row of rows)
    for (let at = 0; at < row.length; at++) {
      const posting = row[at] as number
      const paper = posting >>> 8
      if ((posting & inNarrow) === 0 || isLeft[paper] !== 1) continue
      isLeft[paper] = 0
      found.push(paper)
    }
  return found
}

/** The first of the papers whose titles pass, the shortest title first; longer ones are not looked into when there are enough. */
function shortest(
  candidates: readonly number[],
  wanted: number,
  index: Index,
  passes: (title: Uint32Array) => boolean,
): number[] {
  const { papers } = index
  const length = papers.columns.titleWords.all
  const byLength = Map.groupBy(candidates, (paper) => length[paper] as number)
  const found: number[] = []
  for (const [, alike] of [...byLength].sort(([one], [other]) => one - other)) {
    if (found.length >= wanted) break
    for (const paper of alike) if (passes(papers.titleOf(paper))) found.push(paper)
  }
  const byDay = dayOrder(index)
  const order = (a: number, b: number) =>
    (length[a] as number) - (length[b] as number) || byDay(a, b)
  return firstOf(found, wanted, order)
}

function has(title: Uint32Array, { finished, isEnding }: Typed): boolean {
  return (
    finished.every((word) => title.includes(word)) && title.some((word) => isEnding[word] === 1)
  )
}

function begins(title: Uint32Array, { finished, isEnding }: Typed): boolean {
  return (
    finished.every((word, i) => title[i] === word) && isEnding[title[finished.length] ?? 0] === 1
  )
}
