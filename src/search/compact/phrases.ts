// Words that stand side by side, looked for in the words of papers as they stand: of each phrase its first two words, whose
// stems have small numbers here, so that one table of pairs says of any two neighbours which phrases they begin.
import type { Index } from './index.ts'
import { createLooking, type Group, type Look } from './looking.ts'
import { partsOf } from './packing.ts'
import { numberAt, unitsOf, wide } from './units.ts'

/** Stems in this order, in the title or in title or body. */
export type Phrase = {
  readonly sequence: readonly number[]
  readonly part: 'title' | 'whole'
}

/** Looks for phrases, many at once. */
export function lookForPhrases(index: Index): (phrase: Phrase) => (paper: number) => boolean {
  return createLooking(index, (phrases: Group<Phrase>) => phraseLook(phrases, index))
}

function phraseLook(phrases: Group<Phrase>, { papers, words }: Index): Look {
  const stems = words.stems()
  const { classes, pairs, width } = tableOf(phrases, stems, words.count())
  const all = bitsOf(phrases, () => true)
  const longer = bitsOf(phrases, ({ sequence }) => sequence.length > 2)
  const anywhere = bitsOf(phrases, ({ part }) => part === 'whole')

  /** The phrases among `sought` that stand between two places. */
  function foundIn(units: Uint16Array, from: number, end: number, sought: number): number {
    let found = 0
    let before = 0
    for (let at = from; at < end; at++) {
      const unit = units[at] as number
      const word = unit < wide ? unit : ((unit & 0xfff) << 16) | (units[++at] as number)
      const own = classes[word] as number
      const begun = pairs[before * width + own] as number
      before = own
      if (begun === 0) continue
      found |= begun & ~longer
      if ((begun & longer & ~found) !== 0) found |= goneOn(units, at + 1, end, begun & longer)
      if ((found & sought) === sought) break
    }
    return found & sought
  }

  /** Those of the phrases begun before a place that go on there to their ends. */
  function goneOn(units: Uint16Array, from: number, end: number, begun: number): number {
    let found = 0
    for (const [i, { sequence }] of phrases.entries()) {
      if ((begun & (1 << i)) === 0) continue
      let [at, next] = [from, 2]
      for (; next < sequence.length && at < end; next++) {
        const word = numberAt(units, at)
        if (stems[word] !== sequence[next]) break
        at += unitsOf(word)
      }
      if (next === sequence.length) found |= 1 << i
    }
    return found
  }

  return (paper) => {
    const packed = papers.packedAt(paper)
    const { title, body, names } = partsOf(packed)
    const inTitle = foundIn(packed.units, title, body, all)
    const left = anywhere & ~inTitle
    return left === 0 ? inTitle : inTitle | foundIn(packed.units, body, names, left)
  }
}

/**
 * By word a small number for its stem, 0 where no phrase begins with it; and by two such numbers, the first times `width`, the
 * phrases that begin with the two. A phrase of one word begins with any word before it.
 */
function tableOf(phrases: Group<Phrase>, stems: Uint32Array, count: number) {
  const numbers = new Map<number, number>()
  for (const { sequence } of phrases)
    for (const stem of sequence.slice(0, 2))
      if (!numbers.has(stem)) numbers.set(stem, numbers.size + 1)
  const byStem = new Uint8Array(count)
  for (const [stem, number] of numbers) byStem[stem] = number
  const classes = new Uint8Array(count)
  for (let word = 1; word < count; word++) classes[word] = byStem[stems[word] ?? 0] as number
  const width = numbers.size + 1
  const pairs = new Uint32Array(width * width)
  for (const [i, { sequence }] of phrases.entries()) {
    const [first = 0, second = first] = sequence.map((stem) => numbers.get(stem) ?? 0)
    const from = sequence.length > 1 ? first : 0
    const to = sequence.length > 1 ? first + 1 : width
    for (let before = from; before < to; before++) {
      const at = before * width + second
      pairs[at] = (pairs[at] as number) | (1 << i)
    }
  }
  return { classes, pairs, width }
}

/** The bits of the phrases that are so. */
function bitsOf(phrases: Group<Phrase>, isSo: (phrase: Phrase) => boolean): number {
  return phrases.reduce((bits, phrase, i) => (isSo(phrase) ? bits | (1 << i) : bits), 0)
}
