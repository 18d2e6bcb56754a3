// A search and the buttons that ask it again, changed.
import type { Block, Button, Press, Text } from '../bot/view.ts'
import type { Day } from '../papers/paper.ts'
import type { Sort } from '../search/engine.ts'
import type { Found } from '../search/find.ts'
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
export function askedWords(query: string, { since, until }: AskedDays): string {
  const words = query.trim() === '' ? '' : ` for ${quotedQuery(query)}`
  const from = since === undefined ? '' : ` since ${dayWords(since)}`
  return `${words}${from}${until === undefined ? '' : ` until ${dayWords(until)}`}`
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
  if (found.how === 'corrected') {
    const shown = { bold: printQuery(found.query) }
    const near = nearOnes(found)
    const rest = near === undefined ? '.' : `. ${near}`
    return [`Nothing has ${quotedQuery(asked)}. Showing results for `, shown, rest]
  }
  if (found.how === 'most') {
    const order = found.order === undefined ? '' : ' They stand in order of relevance.'
    return `No paper has all of these words; these have most of them.${order}`
  }
  const near = nearOnes(found)
  if (near !== undefined || found.instead === undefined) return near
  return ['Did you mean ', { bold: printQuery(found.instead.query) }, '?']
}

/** Which of the results have all that was searched, where others come behind them. */
function nearOnes({ exact = 0, page }: Found): string | undefined {
  if (exact === 0 || exact >= page.total) return undefined
  return `${exact === 1 ? 'The first has' : `The first ${exact} have`} all of it; the others come near.`
}
