// The answer to a search: five papers, what matched in them, and the way to the rest.
import type { Block, Button, Item, Press, Text, View } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import type { Sort } from '../search/engine.ts'
import type { Found } from '../search/find.ts'
import { bestPassage, type Marker, markerOf, marksIn } from '../search/passage.ts'
import { printQuery } from '../search/query.ts'
import { pageButtons, pageNote } from './pages.ts'
import { detailsButton, marked, metaLine, passageText, plural } from './paper-lines.ts'

/** About three lines of a chat message. */
const passageLength = 240

export type SearchAnswer = {
  readonly found: Found
  /** The papers of the page, in order. */
  readonly papers: readonly Paper[]
  /** What the asker typed, for the buttons that ask again. */
  readonly asked: SearchOptions
  readonly pageSize: number
  /** Said when the corpus is only the sample. */
  readonly sample?: Text
}

export type SearchOptions = {
  readonly query: string
  readonly sort: Sort
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly page: number
}

export function searchResultsView(answer: SearchAnswer): View {
  const { found, papers, asked, pageSize } = answer
  if (found.how === 'nothing' || papers.length === 0) return nothingView(answer)
  const marker = markerOf(found.query)
  const { total } = found.page
  return {
    title: `${found.how === 'most' ? 'The nearest papers to' : `${plural(total, 'paper')} for`} “${shownQuery(found, asked)}”`,
    blocks: [
      ...explained(found, asked),
      ...papers.map((paper) => paperItem(paper, marker)),
      ...pageNote(asked.page, pageSize, total),
      ...buttonsBlock([
        ...pageButtons(asked.page, pageSize, total, (page) => searchAgain({ ...asked, page })),
        ...insteadButtons(found, asked),
      ]),
    ],
  }
}

function shownQuery(found: Found, asked: SearchOptions): string {
  return found.how === 'corrected' ? printQuery(found.query) : asked.query.trim()
}

/** One paper of an answer: title and best passage with the matches marked. */
export function paperItem(paper: Paper, marker: Marker): Item {
  const passage = bestPassage(paper.abstract, marker, passageLength)
  return {
    kind: 'item',
    title: marked(paper.title, marksIn(paper.title, marker)),
    ...(passage.text === '' ? {} : { body: passageText(passage) }),
    meta: metaLine(paper),
    ...(paper.thumbnailUrl && { thumbnail: { url: paper.thumbnailUrl, alt: paper.title } }),
    button: detailsButton(paper),
  }
}

/** Why these results are not quite what was asked, where they are not. */
function explained(found: Found, asked: SearchOptions): Block[] {
  const notes: Text[] = found.query.problems.map((problem) => `Left out: ${problem}.`)
  if (found.how === 'corrected')
    notes.push([
      'Nothing has “',
      asked.query.trim(),
      '”. Showing results for ',
      { bold: printQuery(found.query) },
      '.',
    ])
  if (found.how === 'most') notes.push('No paper has all of these words; these have most of them.')
  if (found.how === 'asked' && found.instead !== undefined)
    notes.push(['Did you mean ', { bold: printQuery(found.instead.query) }, '?'])
  return notes.map((text) => ({ kind: 'note', text }))
}

function insteadButtons(found: Found, asked: SearchOptions): Button[] {
  if (found.instead === undefined) return []
  return [insteadButton(printQuery(found.instead.query), asked)]
}

function insteadButton(query: string, asked: SearchOptions): Press {
  const label = query.length > 50 ? 'Search that instead' : `Search ${query}`
  return { ...searchAgain({ ...asked, query, page: 1 }), label }
}

function searchAgain({ query, sort, since, until, page }: SearchOptions): Press {
  const options = {
    query,
    ...(sort === 'relevance' ? {} : { sort }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(page === 1 ? {} : { page }),
  }
  return { label: '', invoke: { command: 'search', options }, effect: 'update' }
}

function nothingView({ found, asked, sample }: SearchAnswer): View {
  const { instead, page } = found
  const limits = [asked.since && `since ${asked.since}`, asked.until && `until ${asked.until}`]
  const within = limits.filter((limit) => limit !== undefined).join(' ')
  const beyond = page.total > 0 ? `There is no page ${asked.page}: ` : ''
  const found_ = page.total > 0 ? `${plural(page.total, 'paper')} in all.` : 'Nothing found'
  return {
    title:
      beyond === ''
        ? `${found_} for “${asked.query.trim()}”${within && ` ${within}`}.`
        : beyond + found_,
    blocks: [
      ...found.query.problems.map((problem) => ({
        kind: 'note' as const,
        text: `Left out: ${problem}.`,
      })),
      ...(instead === undefined
        ? []
        : [
            {
              kind: 'text' as const,
              text: [
                'The nearest that finds something: ',
                { bold: printQuery(instead.query) },
                `, with ${plural(instead.total, 'paper')}.`,
              ],
            },
          ]),
      ...(sample === undefined ? [] : [{ kind: 'note' as const, text: sample }]),
      ...buttonsBlock([
        ...(page.total > 0 ? [{ ...searchAgain({ ...asked, page: 1 }), label: 'First page' }] : []),
        ...insteadButtons(found, asked),
      ]),
    ],
  }
}

function buttonsBlock(buttons: readonly Button[]): Block[] {
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }]
}
