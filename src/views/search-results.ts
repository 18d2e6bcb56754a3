// The answer to a search: five papers, what matched in them, and the way to the rest.
import type { Item, View } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import type { Found } from '../search/find.ts'
import { type Marker, markerOf, marksIn } from '../search/marks.ts'
import { bestPassage } from '../search/passage.ts'
import { printQuery } from '../search/query.ts'
import { followButton } from './follow-lines.ts'
import { pageButtons, pageNote, pastTheEndView } from './pages.ts'
import {
  detailsButton,
  marked,
  metaLine,
  passageText,
  plural,
  problemNotes,
} from './paper-lines.ts'
import {
  type AskedDays,
  askedWords,
  changeButton,
  foundNotes,
  insteadButtons,
  quotedQuery,
  type SearchOptions,
  searchAgain,
  searchEverywhere,
} from './search-again.ts'

/** About three lines of a chat message. */
const passageLength = 240

/** A search that found something. */
export type SearchAnswer = AskedDays & {
  readonly found: Found
  /** The papers of the page, in order. */
  readonly papers: readonly Paper[]
  readonly asked: SearchOptions
  readonly pageSize: number
  /** Whether upstream can be searched for more than the corpus holds. */
  readonly more: 'reachable' | 'none'
}

/** One page of what a search found. */
export function searchResultsView(answer: SearchAnswer): View {
  const { found, papers, asked, pageSize, more } = answer
  const { total } = found.page
  const toPage = (page: number) => searchAgain({ ...asked, page })
  if (papers.length === 0) return pastTheEndView(asked.page, total, 'paper', toPage)
  const marker = markerOf(found.query)
  const isListing = asked.query.trim() === ''
  const wantsMore = more === 'reachable' && !isListing && (total < pageSize || found.how === 'most')
  const everywhere = {
    ...searchEverywhere(asked.query),
    label: 'Search all of Hugging Face Papers',
  }
  const buttons = [
    ...pageButtons(asked.page, pageSize, total, toPage),
    ...insteadButtons(found, asked),
    ...(wantsMore ? [everywhere] : []),
    ...(isListing || found.how === 'most' ? [] : [followButton(printQuery(found.query))]),
    changeButton(asked),
  ]
  return {
    title: titleOf(answer),
    blocks: [
      ...problemNotes(found.query),
      ...foundNotes(found, asked.query),
      ...papers.map((paper) => paperItem(paper, marker)),
      ...pageNote(asked.page, pageSize, total),
      { kind: 'buttons', buttons },
    ],
  }
}

function titleOf({ found, asked, ...days }: SearchAnswer): string {
  const query = found.how === 'corrected' ? printQuery(found.query) : asked.query
  if (found.how === 'most') return `The papers nearest to ${quotedQuery(query)}`
  return `${plural(found.page.total, 'paper')}${askedWords(query, days)}`
}

/** One paper of an answer: title and best passage with the matches marked. */
export function paperItem(paper: Paper, marker: Marker): Item {
  const passage = bestPassage(paper.abstract, marker, passageLength, paper.title)
  return {
    kind: 'item',
    title: marked(paper.title, marksIn(paper.title, marker)),
    ...(passage.text === '' ? {} : { body: passageText(passage) }),
    meta: metaLine(paper),
    ...(paper.thumbnailUrl && { thumbnail: { url: paper.thumbnailUrl, alt: paper.title } }),
    button: detailsButton(paper),
  }
}
