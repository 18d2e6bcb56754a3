// The query language: words, "a phrase", -word, OR, title: author: org: has: votes:, ids and addresses of papers.
// Text → syntax tree and back. Parsing never throws; printing and parsing agree.
import { parseReference } from '../papers/identity.ts'
import { misspeltKey } from './near-word.ts'
import { isCommon } from './text.ts'

/** What is searched, and what is followed: every clause must hold. */
export type Query = {
  readonly clauses: readonly Clause[]
  /** What was wrong with a term that had to be left out, in words for the asker. */
  readonly problems: readonly string[]
}

/** Alternatives, of which one must hold: `mamba OR "state space"`. Most have one. */
export type Clause = readonly Term[]

/** One condition; `not` turns it round. */
export type Term = { readonly not: boolean } & Condition

/** What a term asks of a paper. */
export type Condition =
  /** A word, or several in quotes side by side; in the title alone, or anywhere. Spelt as typed. */
  | { readonly kind: 'word'; readonly text: string; readonly in: 'title' | 'any' }
  | { readonly kind: 'phrase'; readonly text: string; readonly in: 'title' | 'any' }
  | { readonly kind: 'author' | 'org'; readonly name: string }
  | { readonly kind: 'has'; readonly what: Feature }
  /** At least `min` and at most `max` votes. */
  | { readonly kind: 'votes'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'id'; readonly id: string }

/** What `has:` can ask for. */
export const features = ['code', 'project'] as const
/** One of them. */
export type Feature = (typeof features)[number]

type Parsed = Condition | { readonly problem: string } | undefined

/** One token: an optional minus, an optional field, then quotes or a run without white space. */
const tokenPattern =
  /(?<minus>[-−–]*)(?:(?<field>[a-z]+):)?"(?<quoted>[^"]*)(?:"|$)|(?<bare>[^\s"]+)/giu

/**
 * Reads a query. Never throws; what cannot be understood is left out and named in `problems`. `otherKeys` may be typed
 * beside it (`sort:new`): a misspelt one is then no word to search for.
 */
export function parseQuery(text: string, otherKeys: readonly string[] = []): Query {
  const clauses: Term[][] = []
  const problems: string[] = []
  let joinNext = false
  let notNext = false
  for (const { groups = {} } of straightQuotes(text).matchAll(tokenPattern)) {
    const operator = groups.bare === undefined ? undefined : operatorOf(groups.bare)
    if (operator === 'OR') joinNext = clauses.length > 0
    if (operator === 'NOT') notNext = true
    if (operator !== undefined) continue
    const { not, parsed } = readTerm(groups, [...fields, ...otherKeys])
    if (parsed === undefined) continue
    if ('problem' in parsed) problems.push(parsed.problem)
    else {
      // A title says `How NOT to …`, and nobody leaves out what nearly every paper has.
      const isTitle = parsed.kind === 'word' && isCommon(parsed.text)
      const term = { not: not !== (notNext && !isTitle), ...parsed }
      const last = clauses.at(-1)
      if (joinNext && last) last.push(term)
      else clauses.push([term])
    }
    joinNext = false
    notNext = false
  }
  return { clauses, problems }
}

/** Curly, low and angled double quotes become straight ones, as keyboards and chat apps bend them. */
export function straightQuotes(text: string): string {
  return text.replace(/[“”„‟«»″＂]/g, '"')
}

function operatorOf(bare: string): 'OR' | 'AND' | 'NOT' | undefined {
  if (/^[a-z]/.test(bare)) return undefined
  if (bare === '|' || bare === '||') return 'OR'
  if (bare === '&' || bare === '&&') return 'AND'
  // In brackets too: `(NOT video)`. Where a sentence could end behind it, it is a word of a title in capitals: `OR NOT?`.
  const name = /^[^\p{L}\p{N}\\$]*(OR|AND|NOT)[^\p{L}\p{N}\p{M}+#$}?!.,:;…]*$/u.exec(bare)?.[1]
  return name === 'OR' || name === 'AND' || name === 'NOT' ? name : undefined
}

type Groups = Partial<Record<string, string>>

function readTerm(groups: Groups, keys: readonly string[]): { not: boolean; parsed: Parsed } {
  return groups.bare === undefined ? quotedTerm(groups, keys) : bareTerm(groups.bare, keys)
}

function quotedTerm(groups: Groups, keys: readonly string[]): { not: boolean; parsed: Parsed } {
  const not = (groups.minus ?? '') !== ''
  const text = (groups.quoted ?? '').trim().replace(/\s+/g, ' ')
  const field = fieldNamed(groups.field)
  if (groups.field !== undefined && field === undefined)
    return {
      not,
      parsed: misspelt(groups.field, text, keys) ?? phrase(`${groups.field} ${text}`, 'any'),
    }
  return { not, parsed: field === undefined ? phrase(text, 'any') : inField(field, text, 'phrase') }
}

/** A run without quotes: brackets and stray punctuation around it mean nothing. What is left of it is read as if it had been typed so. */
function bareTerm(bare: string, keys: readonly string[]): { not: boolean; parsed: Parsed } {
  // Most are this, and nothing below would make anything else of it.
  if (/^[a-z]+$/i.test(bare)) return { not: false, parsed: { kind: 'word', text: bare, in: 'any' } }
  const start = bare.replace(/^[^\p{L}\p{N}\\$−–-]+/u, '')
  const body = start.replace(/^[^\p{L}\p{N}\\$]+/u, '')
  const not = /^[-−–]/.test(start)
  const reference = parseReference(body) ?? parseReference(trimWord(body))
  if (reference?.kind === 'id') return { not, parsed: { kind: 'id', id: reference.id } }
  const [, name, rest = ''] = /^([a-z]+):(.*)$/isu.exec(body) ?? []
  const field = fieldNamed(name)
  if (field !== undefined) return { not, parsed: inField(field, rest, 'word') }
  return { not, parsed: misspelt(name, rest, keys) ?? word(body, 'any') }
}

const fields = ['title', 'author', 'org', 'has', 'votes'] as const
type Field = (typeof fields)[number]

function fieldNamed(name: string | undefined): Field | undefined {
  const lower = name?.toLowerCase()
  return fields.find((field) => field === lower)
}

/** The problem of `autor:gu`. A key without a value is a word before a colon, as titles have. */
function misspelt(name = '', value: string, keys: readonly string[]): Parsed {
  const meant = hasLetters(value) ? misspeltKey(name, keys) : undefined
  return meant === undefined
    ? undefined
    : { problem: `There is no ${name}:; did you mean ${meant}:?` }
}

function inField(field: Field, value: string, kind: 'word' | 'phrase'): Parsed {
  switch (field) {
    case 'title':
      return kind === 'word' ? word(value, 'title') : phrase(value, 'title')
    case 'author':
    case 'org': {
      const name = value.replace(/\s+/g, ' ').trim()
      return hasLetters(name) ? { kind: field, name } : undefined
    }
    case 'has':
      return has(value)
    case 'votes':
      return votes(value)
    default:
      return field satisfies never
  }
}

function word(typed: string, where: 'title' | 'any'): Parsed {
  const trimmed = trimWord(typed)
  // By itself it would be an operator.
  const text = where === 'any' && operatorOf(trimmed) ? trimmed.toLowerCase() : trimmed
  return hasLetters(text) ? { kind: 'word', text, in: where } : undefined
}

/** Without punctuation around it, but with what names end in: `C++`, `C#`, `$O(n)$`. Linear in the length. */
function trimWord(text: string): string {
  const characters = Array.from(text)
  const start = characters.findIndex((c) => /[\p{L}\p{N}\\$]/u.test(c))
  const end = characters.findLastIndex((c) => /[\p{L}\p{N}\p{M}+#$}]/u.test(c))
  return start < 0 ? '' : characters.slice(start, end + 1).join('')
}

function phrase(text: string, where: 'title' | 'any'): Parsed {
  return hasLetters(text) ? { kind: 'phrase', text: text.trim(), in: where } : undefined
}

function has(value: string): Parsed {
  const lower = value.toLowerCase().replace(/\W/g, '')
  const what = features.find((feature) => feature === lower)
  return what ? { kind: 'has', what } : { problem: `has: can be ${features.join(' or ')}` }
}

/** The largest number the pattern below reads. */
const mostVotes = 999_999_999

function votes(value: string): Parsed {
  const [, operator = '', number = '', to] =
    /^(>=?|<=?|=)?\s*(\d{1,9})(?:\.\.(\d{1,9}))?\+?$/.exec(value.trim()) ?? []
  if (number === '') return { problem: 'votes: takes a number, as in votes:>20 or votes:5..50' }
  const n = Number(number)
  if (to !== undefined)
    return { kind: 'votes', min: Math.min(n, Number(to)), max: Math.max(n, Number(to)) }
  if (operator.startsWith('>'))
    return { kind: 'votes', min: operator === '>' ? Math.min(n + 1, mostVotes) : n }
  if (operator.startsWith('<')) return { kind: 'votes', max: operator === '<' ? n - 1 : n }
  return value.trim().endsWith('+') ? { kind: 'votes', min: n } : { kind: 'votes', min: n, max: n }
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** The query as a person would type it; parsing it gives the same clauses. */
export function printQuery(query: Pick<Query, 'clauses'>): string {
  return query.clauses.map((clause) => clause.map(printTerm).join(' OR ')).join(' ')
}

function printTerm(term: Term): string {
  return (term.not ? '-' : '') + printCondition(term)
}

function printCondition(term: Condition): string {
  switch (term.kind) {
    case 'word':
      return (term.in === 'title' ? 'title:' : '') + term.text
    case 'phrase':
      return `${term.in === 'title' ? 'title:' : ''}"${term.text}"`
    case 'author':
    case 'org':
      return `${term.kind}:${/\s/.test(term.name) ? `"${term.name}"` : term.name}`
    case 'has':
      return `has:${term.what}`
    case 'votes':
      return `votes:${printRange(term)}`
    case 'id':
      return term.id
    default:
      return term satisfies never
  }
}

/** Of two ways to say the same, the one with the rounder number: `>100` and not `>=101`, but `>=20` and not `>19`. */
function printRange({ min, max }: { readonly min?: number; readonly max?: number }): string {
  if (min !== undefined && max !== undefined) return min === max ? `${min}` : `${min}..${max}`
  if (min !== undefined) return isRound(min - 1) ? `>${min - 1}` : `>=${min}`
  const above = (max ?? mostVotes) + 1
  return isRound(above) && above <= mostVotes ? `<${above}` : `<=${max}`
}

function isRound(n: number): boolean {
  return n >= 0 && n % 5 === 0
}

/** Whether a query has anything to look for; `-word` alone has. */
export function isEmpty(query: Query): boolean {
  return query.clauses.length === 0
}
