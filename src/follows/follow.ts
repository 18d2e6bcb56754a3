// A follow: a person and a query, and when and where what is new for it is told.
import { createHash } from 'node:crypto'
import { parseReference } from '../papers/identity.ts'
import type { PaperId } from '../papers/paper.ts'
import type { AnalysedPaper } from '../search/analysis.ts'
import { matcherOf, requiredClauses } from '../search/match.ts'
import {
  type Clause,
  isEmpty,
  parseQuery,
  printQuery,
  type Query,
  type Term,
} from '../search/query.ts'
import { isLike, type Likeness, stemsOf } from './likeness.ts'
import type { Person } from './person.ts'

/** As many follows as one person has. */
export const mostFollows = 50

export const frequencies = ['instant', 'daily', 'weekly'] as const
/** `instant`: as soon as a paper is there. `daily`, `weekly`: together, at the person's hour. */
export type Often = (typeof frequencies)[number]

/** What is looked for in every new paper: both must hold. */
export type Watch = {
  readonly query: Pick<Query, 'clauses'>
  readonly likeness?: Likeness | undefined
}

/** A follow as it stands. Times are epoch milliseconds. */
export type Follow = {
  /** The same for the same query, whoever follows it. */
  readonly id: string
  /** As a person would type it. */
  readonly query: string
  readonly likeness?: Likeness
  readonly often: Often
  /** The channel where it is told, with a mention; absent for direct messages. */
  readonly channel?: string
  /** The zone of the person's times, as it was known when the follow was made. */
  readonly zone?: string
  readonly createdAt: number
  readonly mutedUntil?: number
  /** When the person was told that nothing can be sent to them; until they follow anew. */
  readonly pausedAt?: number
  readonly lastMatchAt?: number
}

/** Follows, each seen by its owner alone. */
export type Follows = {
  /** The oldest first. */
  list(person: Person): Promise<readonly Follow[]>
  /** Adds one, or changes when and where the same query is told. */
  put(person: Person, follow: Follow): Promise<'added' | 'changed' | 'full'>
  /** The follow that was there. */
  remove(person: Person, id: string): Promise<Follow | undefined>
  /** Nothing is told for it until then; `undefined` ends that. Whether there is such a follow. */
  mute(person: Person, id: string, until: number | undefined): Promise<boolean>
  /** Why nothing can be sent to the person; their follows are paused then. Undefined where all is well, or they know. */
  closed(person: Person, now: number): Promise<string | undefined>
  /** Ends all that is told to somebody who has left, in channels too: what waits is dropped, and `closed` says so. */
  left(person: Person, now: number): Promise<void>
}

/** What somebody asked to follow, as it was typed. */
export type Wanted = {
  readonly query: Query
  /** The paper that `like:` names. */
  readonly like?: PaperId
}

/** Reads what is to be followed: a query, in which `like:` may name a paper. Never throws; see `problems`. */
export function readWanted(text: string): Wanted {
  let like: PaperId | undefined
  const problems: string[] = []
  const rest = text.replace(/(^|\s)like:(\S+)/gi, (_, before: string, named: string) => {
    const reference = parseReference(named)
    if (reference?.kind !== 'id') problems.push('like: takes an arXiv id or the address of a paper')
    else if (like !== undefined && like !== reference.id) problems.push('like: names one paper')
    else like = reference.id
    return before
  })
  const query = parseQuery(rest)
  const all = { clauses: query.clauses, problems: [...problems, ...query.problems] }
  return like === undefined ? { query: all } : { query: all, like }
}

/** Whether there is nothing to look for in it. */
export function isNothing({ query, like }: Wanted): boolean {
  return isEmpty(query) && like === undefined
}

/** As a person would type it. */
export function printWanted({ query, like }: Wanted): string {
  return [...(like === undefined ? [] : [`like:${like}`]), printQuery(query)]
    .filter((part) => part !== '')
    .join(' ')
}

/** The id of a follow: eight letters and digits, the same for queries that mean the same. */
export function followId({ query, like }: Wanted): string {
  const text = `${like ?? ''} ${canonical(query)}`
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** One text for all queries that find the same papers by saying the same in another order or case. */
export function canonical(query: Pick<Query, 'clauses'>): string {
  const clauses = requiredClauses(query).map((clause) =>
    clause
      .map((term) => printQuery({ clauses: [[lowerCased(term)]] }))
      .toSorted()
      .join(' OR '),
  )
  return [...new Set(clauses)].toSorted().join(' ')
}

function lowerCased(term: Clause[number]): Term {
  // The case of a TeX command may be what it means.
  if (term.kind === 'word' || term.kind === 'phrase')
    return term.text.includes('\\') ? term : { ...term, text: term.text.toLowerCase() }
  if (term.kind === 'author' || term.kind === 'org')
    return { ...term, name: term.name.toLowerCase() }
  return term
}

/** What a follow looks for. */
export function watchOf({ query, likeness }: Pick<Follow, 'query' | 'likeness'>): Watch {
  return { query: readWanted(query).query, likeness }
}

/** Whether a paper satisfies a watch. All watches at once: match.ts. */
export function satisfies(paper: AnalysedPaper, { query, likeness }: Watch): boolean {
  if (!matcherOf(query)(paper)) return false
  return likeness === undefined || isLike(likeness, paper.id, stemsOf(paper))
}
