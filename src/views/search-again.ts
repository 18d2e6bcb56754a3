// A search and the buttons that ask it again, changed.
import type { Block, Button, Press, Text } from '../bot/view.ts'
import type { Day } from '../papers/paper.ts'
import type { Sort } from '../search/engine.ts'
import { type Found, wholeOf } from '../search/find.ts'
import { printQuery } from '../search/query.ts'
import { dayWords } from './paper-lines.ts'

/** A search as it was asked. */
export type SearchOptions = {
  readonly query: string
  readonly sort: Sort
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly page: number
  /** Whether the scores are shown with what made them. */
  readonly why?: boolean
}

/** The press that asks this search; its label is for the caller to give. */
export function searchAgain({ query, sort, since, until, page, why }: SearchOptions): Press {
  const options = {
    query,
    ...(sort === 'relevance' ? {} : { sort }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(page === 1 ? {} : { page }),
    ...(why === true ? { why } : {}),
  }
  return { label: '', invoke: { command: 'search', options }, effect: 'update' }
}

/** Shows what made the scores of a search's answer, or hides it again. */
export function whyButton(asked: SearchOptions): Press {
  const why = asked.why !== true
  return { ...searchAgain({ ...asked, why }), label: why ? 'Why these' : 'Hide numbers' }
}

/** Opens the search as a form, to ask it changed. */
export function changeButton(asked: SearchOptions): Press {
  return { ...searchAgain({ ...asked, page: 1 }), label: 'Change', effect: 'form' }
}

/** The press that asks all of Hugging Face Papers; its label is for the caller to give. */
export function searchEverywhere(query: string, page = 1): Press {
  const options = { query, everywhere: true, ...(page === 1 ? {} : { page }) }
  return { label: '', invoke: { command: 'search', options }, effect: 'update' }
}

/** The press for the query that is offered in place of the one asked, if there is one. */
export function insteadButtons({ instead }: Found, asked: SearchOptions): Button[] {
  if (instead === undefined) return []
  const query = printQuery(instead.query)
  const label = query.length > 50 ? 'Search that instead' : `Search ${query}`
  return [{ ...searchAgain({ ...asked, query, page: 1 }), label }]
}

/** ` for “mamba” since 1 Jan 2025`: what was asked, in words; the days are those meant. */
export function askedWords(query: string, days: AskedDays): string {
  return `${query.trim() === '' ? '' : ` for ${quotedQuery(query)}`}${daysWords(days)}`
}

/** ` since 1 Jan 2025 until 31 Jan 2025`, or as much of it as was asked. */
export function daysWords({ since, until }: AskedDays): string {
  const from = since === undefined ? '' : ` since ${dayWords(since)}`
  return `${from}${until === undefined ? '' : ` until ${dayWords(until)}`}`
}

/** The days a search was limited to, both included. */
export type AskedDays = { readonly since?: Day | undefined; readonly until?: Day | undefined }

/** A query between quotation marks, unless it has some of its own. */
export function quotedQuery(query: string): string {
  const text = query.trim()
  return text.includes('"') ? text : `“${text}”`
}

/** Why these results are not quite what was asked, where they are not. */
export function foundNotes(found: Found, asked: string): Block[] {
  const notes = [explanation(found, asked), alsoSearched(found)]
  return notes.flatMap((text) => (text === undefined ? [] : [{ kind: 'note', text }]))
}

/** What an acronym stands for, or the other way round, where that was searched for too. */
function alsoSearched({ page: { also = [] } }: Found): Text | undefined {
  if (also.length === 0) return undefined
  const names = also.flatMap((name, i) => [i === 0 ? 'Also searched ' : ', ', { bold: name }])
  return [...names, '.']
}

function explanation(found: Found, asked: string): Text | undefined {
  const order = found.order === undefined ? '' : 'They stand in order of relevance.'
  const shown = { bold: printQuery(found.query) }
  if (found.how === 'corrected' && wholeOf(found) > 0)
    return [`Nothing has ${quotedQuery(asked)}. Showing results for `, shown, '.']
  if (found.how === 'corrected') return ['Searched as ', shown, order === '' ? '.' : `. ${order}`]
  if (order !== '') return order
  return found.instead && ['Did you mean ', { bold: printQuery(found.instead.query) }, '?']
}

/** The query that an answer is called by: a mended one where papers have all of it, or else what was typed. */
export function answeredQuery(found: Found, asked: string): string {
  return found.how === 'corrected' && wholeOf(found) > 0 ? printQuery(found.query) : asked
}
