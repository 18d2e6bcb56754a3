// Every new paper against every follow at once. Follows that say the same are one watch; each watch is looked for under its
// rarest word, so a paper meets only those that have a chance. What it finds is what each query alone would find.
import type { AnalysedPaper } from '../search/analysis.ts'
import { requiredClauses } from '../search/match.ts'
import { printQuery, type Term } from '../search/query.ts'
import { anchorsOf, type Frequency, termAnchors } from './anchors.ts'
import { canonical, type Watch } from './follow.ts'
import { createGroups } from './groups.ts'
import { isLike, type Likeness } from './likeness.ts'
import { createNumbers } from './numbers.ts'
import { type Probe, probeOf, type Seen, seenIn } from './probe.ts'

/** What many follow, and how it is found. Follows are told apart by number. */
export type Matcher = {
  /** Looks for a watch in what comes, on behalf of a follow. */
  add(watch: Watch, follow: number): void
  /** The follows a paper satisfies, those of one watch together; the lists are good until the next `add`. */
  match(paper: AnalysedPaper): readonly Int32Array[]
  /** Different watches. */
  size(): number
}

/** A matcher of nothing yet. `frequency` decides what is rare, and never what matches. */
export function createMatcher(frequency: Frequency): Matcher {
  const conditions = createConditions(frequency)
  const watches = new Map<string, number>()
  /** Where a watch's conditions begin; they end where the next one's do. The last of a clause is written as its complement. */
  const begin = createNumbers()
  const terms = createNumbers()
  const likenesses = new Map<number, Likeness>()
  const follows = createGroups()
  const anchored = createGroups()
  const byKey = new Map<string, number>()
  const unanchored: number[] = []
  /** The paper a watch was last looked at for: several of its keys may be in one. */
  const lookedAt = createNumbers()
  let paperNumber = 0

  function enter(watch: Watch): number {
    const number = begin.push(terms.size())
    for (const clause of requiredClauses(watch.query))
      for (const [n, term] of clause.entries()) {
        const condition = conditions.numberOf(term)
        terms.push(n === clause.length - 1 ? ~condition : condition)
      }
    if (watch.likeness !== undefined) likenesses.set(number, watch.likeness)
    lookedAt.push(0)
    follows.open()
    const keys = anchorsOf(watch, frequency, (term) => conditions.anchorsOf(term))
    if (keys === undefined) unanchored.push(number)
    for (const key of keys ?? []) {
      const group = byKey.get(key) ?? anchored.open()
      byKey.set(key, group)
      anchored.add(group, number)
    }
    return number
  }

  /** Whether one of each clause holds. */
  function holdsAll(watch: number, seen: Seen): boolean {
    const last = watch + 1 < begin.size() ? begin.at(watch + 1) : terms.size()
    let isMet = false
    for (let n = begin.at(watch); n < last; n++) {
      const term = terms.at(n)
      isMet ||= conditions.holds(term < 0 ? ~term : term, seen, paperNumber)
      if (term >= 0) continue
      if (!isMet) return false
      isMet = false
    }
    return true
  }

  return {
    size: () => watches.size,

    add(watch, follow) {
      const name = nameOf(watch)
      const number = watches.get(name) ?? enter(watch)
      watches.set(name, number)
      follows.add(number, follow)
    },

    match(paper) {
      paperNumber++
      const seen = seenIn(paper)
      const found: Int32Array[] = []
      const look = (watch: number): void => {
        if (lookedAt.at(watch) === paperNumber) return
        lookedAt.set(watch, paperNumber)
        if (!holdsAll(watch, seen)) return
        const likeness = likenesses.get(watch)
        if (likeness !== undefined && !isLike(likeness, paper.id, seen.stems)) return
        found.push(follows.in(watch))
      }
      for (const key of seen.keys) {
        const group = byKey.get(key)
        if (group === undefined) continue
        const some = anchored.in(group)
        for (let n = 0; n < some.length; n++) look(some[n] as number)
      }
      unanchored.forEach(look)
      return found
    },
  }
}

function nameOf({ query, likeness }: Watch): string {
  const text = canonical(query)
  return likeness === undefined ? text : `${JSON.stringify(likeness)} ${text}`
}

/** Terms, each shared by all the watches that have it, with what it said of the paper at hand. */
function createConditions(frequency: Frequency) {
  const numbers = new Map<string, number>()
  const probes: Probe[] = []
  const anchors: (readonly string[] | undefined)[] = []
  const seenFor = createNumbers()
  const answers = createNumbers()

  function numberOf(term: Term): number {
    const text = printQuery({ clauses: [[term]] })
    const known = numbers.get(text)
    if (known !== undefined) return known
    const number = probes.push(probeOf(term)) - 1
    anchors.push(termAnchors(term, frequency))
    seenFor.push(0)
    answers.push(0)
    numbers.set(text, number)
    return number
  }

  return {
    numberOf,
    anchorsOf: (term: Term) => anchors[numberOf(term)],
    holds(number: number, seen: Seen, paperNumber: number): boolean {
      if (seenFor.at(number) !== paperNumber) {
        seenFor.set(number, paperNumber)
        answers.set(number, (probes[number] as Probe)(seen) ? 1 : 0)
      }
      return answers.at(number) === 1
    },
  }
}
