// Initials beside a word, read as somebody's name: `j smith diffusion`, `smith, j.`, `d. p. kingma`, `author:smith j`.
import { isPlainWord } from './plain-words.ts'
import type { Clause, Query } from './query.ts'
import { isCommon, words } from './text.ts'

/**
 * The query with its first initials and the word behind them as an author, then with the word before them; none when it
 * has no initials. Whether anybody has that name is for a search to tell.
 */
export function namesReadIn(query: Query): readonly Query[] {
  const { clauses } = query
  const from = clauses.findIndex((clause) => initialsOf(clause) !== undefined)
  if (from < 0) return []
  const after = clauses.findIndex((clause, i) => i > from && initialsOf(clause) === undefined)
  const to = after < 0 ? clauses.length : after
  const initials = clauses.slice(from, to).flatMap((clause) => initialsOf(clause) ?? [])
  const read = (neighbour: number, start: number, end: number): Query[] => {
    const name = nameOf(clauses[neighbour])
    if (name === undefined) return []
    const author = [{ not: false, kind: 'author', name: [...initials, name].join(' ') }] as const
    return [{ ...query, clauses: [...clauses.slice(0, start), author, ...clauses.slice(end)] }]
  }
  return [...read(to, from, to + 1), ...read(from - 1, from - 1, to)]
}

/** The letters of `j`, `D.P.` or `DP`. */
function initialsOf(clause: Clause): string[] | undefined {
  // Most words are plainly none.
  if (!isPlainWord(clause) || /[a-z]{3}/i.test(clause[0].text)) return undefined
  const parts = words(clause[0].text).map(({ folded }) => folded)
  if (parts.length === 1 && /^\p{Lu}{2}$/u.test(clause[0].text)) return [...(parts[0] ?? '')]
  return parts.length > 0 && parts.every((part) => /^\p{L}$/u.test(part)) ? parts : undefined
}

function nameOf(clause: Clause | undefined): string | undefined {
  const [term] = clause ?? []
  if (clause?.length !== 1 || term === undefined || term.not) return undefined
  if (term.kind === 'author') return term.name.replace(/,$/, '')
  if (term.kind !== 'word' || term.in !== 'any' || isCommon(term.text)) return undefined
  return /^[\p{L}\p{M}'’-]{2,}$/u.test(term.text) ? term.text : undefined
}
