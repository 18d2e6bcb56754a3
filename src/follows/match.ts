// Every new paper against every follow at once. Follows that say the same are one watch; each watch is looked for under its
// rarest word, so a paper meets only those that have a chance. What it finds is what each query alone would find.
import type { AnalysedPaper } from '../search/analysis.ts'
import { requiredClauses, type Test, termTest } from '../search/match.ts'
import { printQuery, type Term } from '../search/query.ts'
import { anchorsOf, type Frequency, keysOf, termAnchors } from './anchors.ts'
import { canonical, type Watch } from './follow.ts'
import { isLike, type Likeness, stemsOf } from './likeness.ts'

/** What many follow, and how it is found. Follows are told apart by number. */
export type Matcher = {
  /** Looks for a watch in what comes, on behalf of a follow. */
  add(watch: Watch, follow: number): void
  /** The follows a paper satisfies, those of one watch together, in no particular order; the lists are the matcher's own. */
  match(paper: AnalysedPaper): readonly (readonly number[])[]
  /** Different watches. */
  size(): number
}

/** A watch, ready to be tested. */
type Entry = {
  readonly clauses: readonly (readonly Condition[])[]
  readonly likeness: Likeness | undefined
  readonly follows: number[]
  /** The paper it was last looked at for: several of its keys may be in one. */
  seen: number
}

/** A term, shared by all the watches that have it, with what it said of the paper at hand. */
type Condition = {
  readonly test: Test
  /** Keys of which a paper must have one for it; undefined where there are none such. */
  readonly keys: readonly string[] | undefined
  seen: number
  holds: boolean
}

/** A matcher of nothing yet. `frequency` decides what is rare, and never what matches. */
export function createMatcher(frequency: Frequency): Matcher {
  const entries = new Map<string, Entry>()
  const byKey = new Map<string, Entry[]>()
  const unanchored: Entry[] = []
  const conditions = new Map<string, Condition>()
  let paperNumber = 0

  function conditionOf(term: Term): Condition {
    const text = printQuery({ clauses: [[term]] })
    const known = conditions.get(text)
    if (known !== undefined) return known
    const made = { test: termTest(term), keys: termAnchors(term, frequency), seen: 0, holds: false }
    conditions.set(text, made)
    return made
  }

  function enter({ query, likeness }: Watch, follow: number): Entry {
    const clauses = requiredClauses(query).map((clause) => clause.map(conditionOf))
    const entry = { clauses, likeness, follows: [follow], seen: 0 }
    const keys = anchorsOf({ query, likeness }, frequency)
    if (keys === undefined) unanchored.push(entry)
    for (const key of keys ?? []) {
      const list = byKey.get(key)
      if (list === undefined) byKey.set(key, [entry])
      else list.push(entry)
    }
    return entry
  }

  function holds(condition: Condition, paper: AnalysedPaper, keys: ReadonlySet<string>): boolean {
    if (condition.seen !== paperNumber) {
      condition.seen = paperNumber
      const isPossible = condition.keys?.some((key) => keys.has(key)) ?? true
      condition.holds = isPossible && condition.test(paper)
    }
    return condition.holds
  }

  return {
    size: () => entries.size,

    add(watch, follow) {
      const name = nameOf(watch)
      const known = entries.get(name)
      if (known === undefined) entries.set(name, enter(watch, follow))
      else known.follows.push(follow)
    },

    match(paper) {
      paperNumber++
      const found: (readonly number[])[] = []
      const keys = keysOf(paper)
      const stems = stemsOf(paper)
      const look = (entry: Entry): void => {
        if (entry.seen === paperNumber) return
        entry.seen = paperNumber
        const { clauses, likeness, follows } = entry
        for (const clause of clauses)
          if (!clause.some((condition) => holds(condition, paper, keys))) return
        if (likeness !== undefined && !isLike(likeness, paper.id, stems)) return
        found.push(follows)
      }
      for (const key of keys) byKey.get(key)?.forEach(look)
      unanchored.forEach(look)
      return found
    },
  }
}

function nameOf({ query, likeness }: Watch): string {
  const text = canonical(query)
  return likeness === undefined ? text : `${JSON.stringify(likeness)} ${text}`
}
