// Every new paper against every follow at once. Follows that say the same are one watch; each watch is looked for under its
// rarest word, so a paper meets only those that have a chance. What it finds is what each query alone would find.
import type { AnalysedPaper } from '../search/analysis.ts'
import { requiredClauses } from '../search/match.ts'
import { printQuery, type Term } from '../search/query.ts'
import { anchorsOf, type Frequency, termAnchors } from './anchors.ts'
import { canonical, type Watch } from './follow.ts'
import { isLike, type Likeness } from './likeness.ts'
import { createNumbers } from './numbers.ts'
import { type Probe, probeOf, type Seen, seenIn } from './probe.ts'

/** What many follow, and how it is found. Follows are told apart by number. */
export type Matcher = {
  /** Looks for a watch in what comes, on behalf of a follow. */
  add(watch: Watch, follow: number): void
  /** The follows a paper satisfies, in no particular order. */
  match(paper: AnalysedPaper): readonly number[]
  /** Different watches. */
  size(): number
}

/** Before the first of a list. */
const end = -1

/** A matcher of nothing yet. `frequency` decides what is rare, and never what matches. */
export function createMatcher(frequency: Frequency): Matcher {
  const conditions = createConditions(frequency)
  const watches = new Map<string, number>()
  /** Where a watch's conditions begin; they end where the next one's do. The last of a clause is written as its complement. */
  const begin = createNumbers()
  const terms = createNumbers()
  const likenesses = new Map<number, Likeness>()
  const follows = createChains()
  const anchored = createChains()
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
      const chain = byKey.get(key) ?? anchored.open()
      byKey.set(key, chain)
      anchored.add(chain, number)
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
      const found: number[] = []
      const take = (follow: number) => void found.push(follow)
      const look = (watch: number): void => {
        if (lookedAt.at(watch) === paperNumber) return
        lookedAt.set(watch, paperNumber)
        if (!holdsAll(watch, seen)) return
        const likeness = likenesses.get(watch)
        if (likeness !== undefined && !isLike(likeness, paper.id, seen.stems)) return
        follows.each(watch, take)
      }
      for (const key of seen.keys) {
        const chain = byKey.get(key)
        if (chain !== undefined) anchored.each(chain, look)
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

/** Many lists of numbers, most of them short. */
function createChains() {
  const latest = createNumbers()
  const values = createNumbers()
  const before = createNumbers()
  return {
    /** A new list. */
    open: () => latest.push(end),
    add(chain: number, value: number): void {
      before.push(latest.at(chain))
      latest.set(chain, values.push(value))
    },
    /** From the latest to the first. */
    each(chain: number, visit: (value: number) => void): void {
      for (let n = latest.at(chain); n !== end; n = before.at(n)) visit(values.at(n))
    },
  }
}
