// The clauses of a query as steps, in the order in which they leave least to look at.
import type { Clause } from '../query.ts'
import { nothingSought, type Sought, type Way, waysOf } from './conditions.ts'
import type { Index } from './index.ts'
import { lengthOf } from './rows.ts'

/** The ways to one of the alternatives of a clause. */
export type Ways = { readonly not: boolean; readonly ways: readonly Way[] }

/** A clause as it is looked for. */
export type Step = readonly Ways[]

/** Clauses beyond this are not looked at: levels have 16 bits, and nobody types so many. */
const mostClauses = 60_000

/** The clauses as steps, each once: what one wants is only looked for in papers that satisfy those before it. */
export function stepsFor(clauses: readonly Clause[], index: Index): readonly Step[] {
  const sought = nothingSought(index)
  // Whatever of it is there, the paper is left out.
  const excluded = {}
  const steps = distinct(clauses)
    .slice(0, mostClauses)
    .map((clause) =>
      isExcluding(clause)
        ? waysOfClause(clause, index, sought, excluded)
        : waysOfClause(clause, index, nothingSought(index)),
    )
  return excludedAtOnce(steps)
}

const isExcluding = (clause: Clause) => clause.some(({ not }) => not)

/** Each clause once, whatever was typed twice. */
function distinct(clauses: readonly Clause[]): readonly Clause[] {
  return [...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values()]
}

/** The ways to each alternative of a clause; `excluded` is what it is one of many of, if all that it does is exclude. */
export function waysOfClause(
  clause: Clause,
  index: Index,
  sought: Sought,
  excluded?: object,
): Step {
  const alone = clause.length === 1 ? excluded : undefined
  return clause.map((term) => ({
    not: term.not,
    ways: waysOf(term, index, sought, term.not ? alone : clause),
  }))
}

/** What is excluded by clauses of its own as one clause: that none of it may be there. */
function excludedAtOnce(steps: readonly Step[]): readonly Step[] {
  const excluding = steps.filter(([term, ...others]) => term?.not && others.length === 0)
  if (excluding.length < 2) return steps
  const ways = excluding.flat().flatMap((term) => term.ways)
  return [...steps.filter((terms) => !excluding.includes(terms)), [{ not: true, ways }]]
}

/** The clauses that leave least to look at first. */
export function byCost(steps: readonly Step[]): readonly Step[] {
  const costs = new Map(steps.map((terms) => [terms, costOf(terms)]))
  return steps.toSorted((a, b) => (costs.get(a) as number) - (costs.get(b) as number))
}

/** About how much work a clause is when it comes first: rows to go through, and much more for papers to look into. */
export function costOf(terms: Step): number {
  let cost = 0
  for (const { not, ways } of terms) {
    if (not) cost += 1e9
    for (const way of ways) {
      if ('rows' in way) cost += lengthOf(way.rows)
      else
        cost +=
          way.all === undefined
            ? 1e8 + (way.any?.postings ?? 1e8)
            : 1e6 + Math.min(...way.all.map(lengthOf))
    }
  }
  return cost
}

/** A way as a clause of its own. */
export const onlyWay = (way: Way): Step => [{ not: false, ways: [way] }]
