// A text's words as numbers of the dictionary, most of them without ever being made strings: this is asked of every word of every paper.
import { compounds, eachWord, mayJoin, type Word } from '../text.ts'
import type { Words } from './words.ts'

/** The words of a text in order, and its compounds written as one word. */
export type Numbered = { readonly plain: number[]; readonly glued: number[] }

/** The same as `words` and `compounds` give, numbered. */
export function numberedWords(text: string, dictionary: Words): Numbered {
  const plain: number[] = []
  const glued: number[] = []
  /** The words that may be joined so far: a compound is looked for only there. */
  let run: Word[] = []
  /** Where the last word stands. */
  let [lastStart, lastEnd] = [0, 0]

  /** Notes a word; when it may belong to the one before, both are put into the run. */
  function note(number: number, start: number, end: number): void {
    if (plain.length > 0 && mayJoin(text, lastEnd, start)) {
      if (run.length === 0) run.push(wordAt(plain.length - 1, lastStart, lastEnd))
      plain.push(number)
      run.push(wordAt(plain.length - 1, start, end))
    } else {
      if (run.length > 0) endRun()
      plain.push(number)
    }
    lastStart = start
    lastEnd = end
  }

  function wordAt(index: number, start: number, end: number): Word {
    return { folded: dictionary.text(plain[index] as number), start, end }
  }

  function endRun(): void {
    for (const { folded } of compounds(text, run)) glued.push(dictionary.add(folded))
    run = []
  }

  eachWord(text, {
    plain: (start, end, units) => note(dictionary.addPlain(units, start, end), start, end),
    odd: (folded, start, end) => note(dictionary.add(folded), start, end),
  })
  if (run.length > 0) endRun()
  return { plain, glued }
}
