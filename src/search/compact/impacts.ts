// What postings are worth by themselves, worked out once for the words that nearly every query has: the division it takes costs
// more than all else that is done with a posting (Anh and Moffat, "Pruned Query Evaluation Using Pre-Computed Impacts", SIGIR 2006).
import type { Work } from './pausing.ts'
import { mentionsOf, type Scale } from './points.ts'
import { stepsOf } from './score.ts'
import type { Scoring } from './wanted.ts'

/** Of each row of a word, what its postings are worth, in steps (score.ts); undefined where that is not kept. */
export type Impacts = readonly (Uint16Array | undefined)[]

/** Those of a row of a word. */
export type ImpactsOf = (
  one: Pick<Scoring, 'word' | 'in'>,
  row: Uint32Array,
  work: Work,
) => Uint16Array | undefined

/** For one query, by the scale of texts as it is now. What is given must be used before the scale changes. */
export type KeptImpacts = (scale: Scale) => ImpactsOf

/** So many are kept, in two bytes each: those of a few hundred words. */
const mostKept = 2 ** 22
/** Shorter rows are gone through in no time. */
const longRow = 4096
/** Working out an impact takes as long as going through so many. */
const impactCost = 3

/** None kept yet; those of a row are when they are first asked for, while there is `room`. Only those of words in texts are. */
export function createImpacts(room = mostKept): KeptImpacts {
  let all = new Uint16Array(0)
  let used = 0
  let isFull = false
  let [perNarrow, perWide] = [0, 0]
  /** By the buffer of a sealed piece, whose rows never change, and by word. */
  let known = new WeakMap<ArrayBufferLike, Map<number, Uint16Array>>()

  function forget(): void {
    // A query that is interrupted may still go by those that filled it.
    if (isFull) all = new Uint16Array(0)
    known = new WeakMap()
    used = 0
    isFull = false
  }

  function worth(row: Uint32Array, scale: Scale): Uint16Array {
    if (all.length === 0) all = new Uint16Array(room)
    const impacts = all.subarray(used, used + row.length)
    used += row.length
    for (let i = 0; i < row.length; i++) impacts[i] = stepsOf(mentionsOf(scale, row[i] as number))
    return impacts
  }

  return (scale) => {
    const [narrow, wide] = [scale.perNarrow.at(-1) as number, scale.perWide.at(-1) as number]
    if (isFull || narrow !== perNarrow || wide !== perWide) forget()
    perNarrow = narrow
    perWide = wide
    return ({ word, in: where }, row, work) => {
      if (where !== 'text' || row.length < longRow) return undefined
      const rows = known.get(row.buffer) ?? new Map<number, Uint16Array>()
      if (rows.size === 0) known.set(row.buffer, rows)
      const found = rows.get(word)
      if (found !== undefined) return found
      isFull ||= used + row.length > room
      if (isFull) return undefined
      const impacts = worth(row, scale)
      rows.set(word, impacts)
      work.postings += impactCost * row.length
      return impacts
    }
  }
}
