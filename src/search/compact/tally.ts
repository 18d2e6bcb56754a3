// How many papers satisfy some of several clauses, whichever these are: told from one look at each clause.
import type { Clause } from '../query.ts'
import type { Way } from './conditions.ts'
import type { Index } from './index.ts'
import { eachMatching } from './matching.ts'

/** Each clause is a bit of a number. */
const mostTallied = 31

/** Counts the papers that satisfy all of some clauses, which must be among those given; no more than 31 are. */
export async function tallyOf(
  index: Index,
  clauses: readonly Clause[],
  others: readonly Way[],
): Promise<(some: readonly Clause[]) => number> {
  if (clauses.length > mostTallied) throw new RangeError('so many clauses are not tallied')
  const each = await index.withPauses(() => eachMatching(index, clauses, others))
  const satisfied = new Uint32Array(index.papers.count())
  for (const [i, papers] of each.entries())
    for (const paper of papers) satisfied[paper] = (satisfied[paper] as number) | (1 << i)
  const tally = new Map<number, number>()
  for (const clausesOfPaper of satisfied)
    tally.set(clausesOfPaper, (tally.get(clausesOfPaper) ?? 0) + 1)
  return (some) => {
    const all = some.reduce((bits, clause) => bits | (1 << clauses.indexOf(clause)), 0)
    let total = 0
    for (const [bits, papers] of tally) if ((bits & all) === all) total += papers
    return total
  }
}
