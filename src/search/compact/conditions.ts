// The conditions of a query against the index: as rows that say it all, or as papers to look into. What they mean stands
// in match.ts, and they must never mean anything else.
import { analyseWanted, nameWords } from '../analysis.ts'
import type { Condition } from '../query.ts'
import type { Index } from './index.ts'
import { dayNumber, featureBits } from './papers.ts'
import { inNarrow, inWide } from './postings.ts'
import type { Rows } from './rows.ts'
import { finderOf } from './sequence.ts'

/** One way to satisfy a condition. Any of several ways will do. */
export type Way =
  /** The papers of these rows, where a bit of the mask is set. */
  | { readonly rows: Rows; readonly mask: number }
  /** Those among the papers that stand in all the rows (all papers: undefined) that pass the test. */
  | { readonly all: readonly Rows[] | undefined; readonly passes: (paper: number) => boolean }

const anywhere = inNarrow | inWide

/** The ways to satisfy a condition; none when nothing can. */
export function waysOf(condition: Condition, index: Index): readonly Way[] {
  const { papers } = index
  const { features, votes } = papers.columns
  switch (condition.kind) {
    case 'word':
    case 'phrase':
      return textWays(condition, index)
    case 'author':
      return authorWays(nameWords(condition.name), index)
    case 'org':
      return organizationWays(nameWords(condition.name), index)
    case 'has': {
      const bit = featureBits[condition.what]
      return [test((paper) => ((features.all[paper] as number) & bit) !== 0)]
    }
    case 'votes': {
      const { min = 0, max = Number.POSITIVE_INFINITY } = condition
      return [
        test((paper) => {
          const more = votes.all[paper] as number
          return more > 0 && more - 1 >= min && more - 1 <= max
        }),
      ]
    }
    case 'id': {
      const number = papers.numberOf(condition.id)
      return number === undefined
        ? []
        : [{ rows: [Uint32Array.of(number * 256 + 1)], mask: anywhere }]
    }
    default:
      return condition satisfies never
  }
}

/** Papers published within these days, both included; nobody knows when the undated were. */
export function daysWay(index: Index, since: string | undefined, until: string | undefined): Way {
  const { day } = index.papers.columns
  const [from, to] = [dayNumber(since) || 1, dayNumber(until) || Number.POSITIVE_INFINITY]
  return test((paper) => (day.all[paper] as number) >= from && (day.all[paper] as number) <= to)
}

function test(passes: (paper: number) => boolean): Way {
  return { all: undefined, passes }
}

function textWays(condition: Condition & { kind: 'word' | 'phrase' }, index: Index): Way[] {
  const { words, text, names, papers } = index
  const { sequence, folded, glued } = analyseWanted(condition)
  const mask = condition.in === 'title' ? inNarrow : anywhere
  const ways: Way[] = []
  const [first] = sequence
  const [name] = folded
  if (glued !== undefined) ways.push({ rows: text.rowsOf(words.find(glued)), mask })
  if (first !== undefined && first !== glued) {
    const wanted = sequence.map(words.find)
    const part = condition.in === 'title' ? 'title' : 'whole'
    const find = finderOf(wanted, words.stems())
    const passes = (paper: number) => papers.isFound(paper, part, find)
    if (!wanted.includes(0)) ways.push({ all: [...new Set(wanted)].map(text.rowsOf), passes })
  }
  if (condition.in === 'title' || name === undefined) return ways
  if (folded.length === 1) return [...ways, { rows: names.rowsOf(words.find(name)), mask }]
  const wanted = folded.map(words.find)
  if (wanted.includes(0)) return ways
  const passes = (paper: number) => {
    const { authors, organization } = papers.namesOf(paper)
    return [...authors, organization].some((list) => standTogether(list, wanted))
  }
  return [...ways, { all: [...new Set(wanted)].map(names.rowsOf), passes }]
}

/** Names are marked by bits; nobody has more. */
const mostMarks = 31

/** All the words name one author, in any order; one letter stands for a name that begins with it. */
function authorWays(wanted: readonly string[], index: Index): Way[] {
  const { words, names, papers } = index
  const distinct = [...new Set(wanted)]
  const meant = distinct.map((word) =>
    word.length === 1 ? words.startingWith(word) : [words.find(word)],
  )
  const [only] = meant
  if (only === undefined || distinct.length > mostMarks) return []
  if (distinct.length === 1)
    return [...only].map((word) => ({ rows: names.rowsOf(word), mask: inNarrow }))
  const marks = new Uint32Array(words.count())
  for (const [i, any] of meant.entries())
    for (const word of any) marks[word] = (marks[word] as number) | (1 << i)
  marks[0] = 0
  const all = 2 ** distinct.length - 1
  const passes = (paper: number) => papers.hasAuthor(paper, marks, all)
  const whole = distinct.filter((word) => word.length > 1)
  const rows = whole.map((word) => names.rowsOf(words.find(word)))
  return [{ all: rows.length > 0 ? rows : undefined, passes }]
}

function organizationWays(wanted: readonly string[], { words, names, papers }: Index): Way[] {
  const numbers = wanted.map(words.find)
  const rows = numbers.map(names.rowsOf)
  if (rows.length === 0) return []
  const passes = (paper: number) => {
    const { organization } = papers.namesOf(paper)
    return numbers.every((word) => organization.includes(word))
  }
  const [only] = rows
  return rows.length === 1 && only !== undefined
    ? [{ rows: only, mask: inWide }]
    : [{ all: rows, passes }]
}

/** Whether the words stand next to each other, in order. */
function standTogether(list: ArrayLike<number>, wanted: readonly number[]): boolean {
  for (let at = 0; at + wanted.length <= list.length; at++) {
    let i = 0
    while (i < wanted.length && list[at + i] === wanted[i]) i++
    if (i === wanted.length) return true
  }
  return false
}
