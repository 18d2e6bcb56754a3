// The conditions of a query against the index: as rows that say it all, or as papers to look into. What they mean stands
// in match.ts, and they must never mean anything else.
import { analyseWanted, nameWords } from '../analysis.ts'
import { hasSequence } from '../match.ts'
import type { Condition } from '../query.ts'
import { lookForAuthors, mostNames } from './authors.ts'
import type { Index } from './index.ts'
import { dayNumber, featureBits } from './papers.ts'
import { lookForPhrases } from './phrases.ts'
import { inNarrow, inWide } from './postings.ts'
import type { Rows } from './rows.ts'

/** One way to satisfy a condition. Any of several ways will do. */
export type Way =
  /** The papers of these rows, where a bit of the mask is set. */
  | { readonly rows: Rows; readonly mask: number }
  /**
   * The papers that pass the test: none that does not stand in all the rows does, with a bit of the mask, where there are any,
   * nor one that stands in none of the others.
   */
  | {
      readonly all: readonly Rows[] | undefined
      readonly mask: number
      readonly any?: Several
      readonly passes: (paper: number) => boolean
      /** Of ways in which this is the same, a paper that passes one passes all. */
      readonly alike?: object | undefined
    }

/** A way for which papers are looked into. */
export type LookedInto = Exclude<Way, { rows: Rows }>

/** Rows of many words, which are only looked for when they are wanted, and how many postings they have in all. */
export type Several = { readonly postings: number; rows(): readonly Rows[] }

const anywhere = inNarrow | inWide

/** What several conditions look for in papers, so that each paper is gone through once for all of them. */
export type Sought = {
  readonly phrase: ReturnType<typeof lookForPhrases>
  readonly author: ReturnType<typeof lookForAuthors>
}

/** Nothing sought yet. */
export function nothingSought(index: Index): Sought {
  let phrases: Sought['phrase'] | undefined
  let authors: Sought['author'] | undefined
  return {
    phrase(one) {
      phrases ??= lookForPhrases(index)
      return phrases(one)
    },
    author(names) {
      authors ??= lookForAuthors(index)
      return authors(names)
    },
  }
}

/** The ways to satisfy a condition; none when nothing can. `oneOf` is what it is an alternative in, if that is all it is for. */
export function waysOf(
  condition: Condition,
  index: Index,
  sought: Sought,
  oneOf?: object,
): readonly Way[] {
  const { papers } = index
  const { features, votes } = papers.columns
  switch (condition.kind) {
    case 'word':
    case 'phrase':
      return textWays(condition, index, sought, oneOf)
    case 'author':
      return authorWays(nameWords(condition.name), index, sought)
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
  return { all: undefined, mask: anywhere, passes }
}

function textWays(
  condition: Condition & { kind: 'word' | 'phrase' },
  index: Index,
  sought: Sought,
  oneOf: object | undefined,
): Way[] {
  const { words, text, names } = index
  const { sequence, folded, glued } = analyseWanted(condition)
  const mask = condition.in === 'title' ? inNarrow : anywhere
  const ways: Way[] = []
  const [first] = sequence
  const [name] = folded
  if (glued !== undefined) ways.push({ rows: text.rowsOf(words.find(glued)), mask })
  if (first !== undefined && first !== glued) {
    const part = condition.in === 'title' ? 'title' : 'whole'
    ways.push(
      ...sequenceWays(sequence, index, mask, (wanted) => {
        const { passes, together } = sought.phrase({ sequence: wanted, part, oneOf })
        return { passes, alike: oneOf && together }
      }),
    )
  }
  if (condition.in === 'title' || name === undefined) return ways
  if (folded.length === 1) return [...ways, { rows: names.rowsOf(words.find(name)), mask }]
  const wanted = folded.map(words.find)
  if (wanted.includes(0)) return ways
  const passes = (paper: number) => hasSequence(index.papers.namesOf(paper), wanted)
  return [...ways, { all: [...new Set(wanted)].map(names.rowsOf), mask, passes }]
}

/** Where stems stand side by side: pairs of common ones have rows of their own. */
function sequenceWays(
  sequence: readonly string[],
  { words, text, commonPairs }: Index,
  mask: number,
  look: (sequence: readonly number[]) => Pick<LookedInto, 'passes' | 'alike'>,
): Way[] {
  const wanted = sequence.map(words.find)
  const pairs = sequence.slice(1).map((second, i) => commonPairs.find(sequence[i] ?? '', second))
  const held = pairs.filter((pair) => pair !== undefined)
  if (wanted.includes(0) || held.length < pairs.length) return []
  const [first = 0] = held
  if (held.length === 1 && first > 0) return [{ rows: text.rowsOf(first), mask }]
  const all = new Set([...wanted, ...held.filter((pair) => pair > 0)])
  return [{ all: Array.from(all, text.rowsOf), mask, ...look(wanted) }]
}

/** All the words name one author, in any order; one letter stands for a name that begins with it. */
function authorWays(wanted: readonly string[], index: Index, sought: Sought): Way[] {
  const { words, names } = index
  const distinct = [...new Set(wanted)]
  // Nobody has more names.
  if (distinct.length === 0 || distinct.length > mostNames) return []
  const whole = distinct.filter((word) => word.length > 1)
  const rows = whole.map((word) => names.rowsOf(words.find(word)))
  const [only] = rows
  if (distinct.length === 1 && only !== undefined) return [{ rows: only, mask: inNarrow }]
  const { passes } = sought.author(distinct)
  const mask = inNarrow
  if (rows.length > 0) return [{ all: rows, mask, passes }]
  const several = distinct.map((initial) => namesFrom(initial, index))
  const any = several.reduce((least, other) => (other.postings < least.postings ? other : least))
  return [{ all: undefined, mask, any, passes }]
}

/** The rows of all names that begin with a letter. */
function namesFrom(initial: string, { words, names, counts }: Index): Several {
  const held = words.startingWith(initial).filter((name) => (counts.names.all[name] ?? 0) > 0)
  return {
    postings: held.reduce((sum, name) => sum + (counts.names.all[name] as number), 0),
    rows: () => held.map(names.rowsOf),
  }
}

function organizationWays(wanted: readonly string[], { words, names, papers }: Index): Way[] {
  const numbers = wanted.map(words.find)
  const rows = numbers.map(names.rowsOf)
  if (rows.length === 0) return []
  const passes = (paper: number) => {
    const list = papers.namesOf(paper)
    const organization = list.subarray(0, list.indexOf(0))
    return numbers.every((word) => organization.includes(word))
  }
  const [only] = rows
  return rows.length === 1 && only !== undefined
    ? [{ rows: only, mask: inWide }]
    : [{ all: rows, mask: inWide, passes }]
}
