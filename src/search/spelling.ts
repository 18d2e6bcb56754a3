// A query's misspelt words → what was meant. What stands in one paper with the rest of the query goes before what is nearer or
// more frequent.
import type { Mending } from './engine.ts'
import { type Change, joins, type KnownWords, meantBy, type Typed } from './meant.ts'
import type { Clause, Query, Term } from './query.ts'
import { isCommon, type Word, words } from './text.ts'
import { createTogether, haveAllBut, rowsOfAll, type Together } from './together.ts'

/** A word this much commoner than what was typed is offered in its place. */
const muchCommoner = 100
/** Slips that cost more make another word of one that papers use. */
const mostSlips = 1.5
/** What the look at a query costs grows with these. */
const [mostTyped, mostMended, mostTried] = [20, 6, 5]
/** Of shorter queries hardly anything can be told from the other words. */
const contextLength = 3

/**
 * The query with its misspelt words mended: those that stand in no paper; in one, while a near word stands in a hundred
 * times as many; and, when likely ones are wanted too, a word that papers use where that alone brings a paper with the whole
 * query. Words in quotes, names and short words are left as typed. Undefined when nothing changes.
 */
export function correctQuery(query: Query, known: KnownWords, mending: Mending): Query | undefined {
  const typed = typedWords(query, known)
  const places = rarestFirst(typed)
  const mended = strangeMended(places, typed, known)
  const last = mending === 'certain' ? undefined : lastMended(places, typed, mended, known)
  const changes = last === undefined ? mended : [...mended, last]
  return changes.length === 0 ? undefined : rewritten(query, typed, changes)
}

function typedWords(query: Query, known: KnownWords): Typed[] {
  const all = query.clauses.flatMap((terms, clause) =>
    terms.flatMap((term) => {
      if (term.not || term.kind !== 'word') return []
      return pieces(term.text).map((piece) => ({ ...piece, clause, term }))
    }),
  )
  return all
    .filter(({ folded }) => !isCommon(folded))
    .slice(0, mostTyped)
    .map((one) => ({ ...one, papers: known.papersWith(one.folded) }))
}

/** The words of a text; a number with dots is one, as it is part of a name: `qwen 2.5`. */
function pieces(text: string): readonly Word[] {
  if (!/^\d+(?:\.\d+)+$/.test(text)) return words(text)
  return [{ folded: text.replaceAll('.', ''), start: 0, end: text.length }]
}

/** The places of words that may be mended, those that nobody uses first. */
function rarestFirst(typed: readonly Typed[]): number[] {
  return [...typed.keys()]
    .sort((a, b) => (typed[a]?.papers ?? 0) - (typed[b]?.papers ?? 0))
    .slice(0, mostMended)
}

/** The changes for words that no paper has, or a single one whose author may have mistyped it too; one after the other. */
function strangeMended(
  places: readonly number[],
  typed: readonly Typed[],
  known: KnownWords,
): readonly Change[] {
  const changes: Change[] = []
  let together: Together | undefined
  for (const i of places) {
    const one = typed[i] as Typed
    if (one.papers > 1 || changes.some(({ of }) => of.includes(i))) continue
    const isMeant = ({ to, papers }: Change) =>
      one.papers === 0 || (to.length === 1 && papers >= muchCommoner)
    const least = one.papers === 0 ? 1 : muchCommoner
    const tried = meantBy(i, typed, known, least).filter(isMeant).slice(0, mostTried)
    if (tried.length === 0) continue
    // Counting is only begun when there is something to mend.
    together ??= togetherOf(typed, known)
    const change = likeliest(tried, together)
    if (change === undefined) continue
    changes.push(change)
    for (const place of change.of) together.put(place, ...change.to)
  }
  return changes
}

function togetherOf(typed: readonly Typed[], known: KnownWords): Together {
  const together = createTogether(known)
  for (const [i, { folded }] of typed.entries()) together.put(i, folded)
  return together
}

function likeliest(changes: readonly Change[], together: Together): Change | undefined {
  const [first] = changes
    .map((change) => ({ change, with: together.having(change.to, change.of) }))
    .filter(({ with: count }) => count > 0)
    .sort((a, b) => likelihood(b) - likelihood(a))
  return first?.change
}

/** An edit more must bring two more words together: two edits make other words of short ones. */
function likelihood({ change, with: together }: { change: Change; with: number }): number {
  return together - 2 * change.cost
}

/** The change of a word that papers use, if it alone keeps any paper from having the whole query. */
function lastMended(
  places: readonly number[],
  typed: readonly Typed[],
  mended: readonly Change[],
  known: KnownWords,
): Change | undefined {
  if (typed.length < contextLength) return undefined
  const changeAt = (i: number) => mended.find(({ of }) => of.includes(i))
  const isMended = (i: number) => changeAt(i) !== undefined
  const rows = Array.from(typed, ({ folded }, i) => rowsOfAll(changeAt(i)?.to ?? [folded], known))
  const isWhole = (changed: readonly number[], by: readonly string[]) => {
    const others = rows.filter((_, i) => !changed.includes(i))
    return haveAllBut(0, by.length > 0 ? [...others, rowsOfAll(by, known)] : others, known)
  }
  const isNearlyWhole = haveAllBut(1, rows, known)
  if (isNearlyWhole && isWhole([], [])) return undefined
  for (const i of places.filter((place) => !isMended(place))) {
    const changes =
      isNearlyWhole && isWhole([i], []) ? meantBy(i, typed, known) : joins(i, typed, known)
    const brings = ({ of, to, cost }: Change) =>
      cost < mostSlips && !of.some(isMended) && isWhole(of, to)
    const found = changes.slice(0, mostTried).find(brings)
    if (found !== undefined) return found
  }
  return undefined
}

/** The query with its words changed. One made two is written with a hyphen, so that both stand side by side. */
function rewritten(query: Query, typed: readonly Typed[], changes: readonly Change[]): Query {
  const edits = changes.flatMap(({ of, to, text = to.join('-') }) =>
    of.map((place, i) => ({ at: typed[place] as Typed, text: i === 0 ? text : '' })),
  )
  const clauses = query.clauses.map((clause) => clause.map((term) => mended(term, edits)))
  return { ...query, clauses: clauses.map(withoutEmpty).filter((clause) => clause.length > 0) }
}

function mended(term: Term, edits: readonly { at: Typed; text: string }[]): Term {
  const own = edits.filter(({ at }) => at.term === term).sort((a, b) => b.at.start - a.at.start)
  if (term.kind !== 'word' || own.length === 0) return term
  const text = own.reduce(
    (rest, { at, text }) => rest.slice(0, at.start) + text + rest.slice(at.end),
    term.text,
  )
  return { ...term, text }
}

/** Without words that went into their neighbours. */
function withoutEmpty(clause: Clause): Clause {
  return clause.filter((term) => term.kind !== 'word' || term.text !== '')
}
