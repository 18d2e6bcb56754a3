// The answer to a search: five papers, what matched in them, and the way to the rest.
import type { Block, Item, Text, View } from '../bot/view.ts'
import type { Paper, PaperId } from '../papers/paper.ts'
import type { Explanation } from '../search/engine.ts'
import type { Found } from '../search/find.ts'
import { type Marker, marksIn } from '../search/marks.ts'
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
import { scoreText } from './score-lines.ts'
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
  whyButton,
} from './search-again.ts'

/** About three lines of a chat message. */
const passageLength = 240

/** A search that found something. */
export type SearchAnswer = AskedDays & {
  readonly found: Found
  /** The papers of the page, in order. */
  readonly papers: readonly Paper[]
  readonly marker: Marker
  /** What made the papers' scores, where that was asked for. */
  readonly explained?: ReadonlyMap<PaperId, Explanation>
  readonly asked: SearchOptions
  readonly pageSize: number
  /** Whether upstream can be searched for more than the corpus holds. */
  readonly more: 'reachable' | 'none'
}

/** One page of what a search found. */
export function searchResultsView(answer: SearchAnswer): View {
  const { found, papers, asked, pageSize, more, marker } = answer
  const { total } = found.page
  const toPage = (page: number) => searchAgain({ ...asked, page })
  if (papers.length === 0) return pastTheEndView(asked.page, total, 'paper', toPage)
  const isListing = asked.query.trim() === ''
  const wantsMore = more === 'reachable' && !isListing && (total < pageSize || found.how === 'most')
  const everywhere = {
    ...searchEverywhere(asked.query),
    label: 'Search all of Hugging Face Papers',
  }
  const buttons = [
    ...pageButtons(asked.page, pageSize, total, toPage),
    ...insteadButtons(found, asked),
    ...(isListing ? [] : [whyButton(asked)]),
    ...(wantsMore ? [everywhere] : []),
    ...(isListing || found.how === 'most' ? [] : [followButton(printQuery(found.query))]),
    changeButton(asked),
  ]
  return {
    title: titleOf(answer),
    blocks: [
      ...problemNotes(found.query),
      ...foundNotes(found, asked.query),
      ...whyNotes(answer),
      ...papers.map((paper) => ({ ...paperItem(paper, marker), ...whyBody(paper, answer) })),
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

/** How the numbers are to be read. */
function whyNotes({ explained, asked, found }: SearchAnswer): Block[] {
  if (explained === undefined) return []
  const isOrdered = asked.sort === 'relevance' || found.order === 'relevance'
  const order = isOrdered ? '' : ' They do not decide this order.'
  const text = `Points for each word: the more, the rarer it is here and the more of the paper it makes up.${order}`
  return [{ kind: 'note', text }]
}

function whyBody(paper: Paper, { explained, found }: SearchAnswer): { readonly body?: Text } {
  if (explained === undefined) return {}
  const explanation = explained.get(paper.id)
  if (explanation === undefined) return { body: 'Nothing that was asked for gives points.' }
  return { body: scoreText(explanation, found.query, paper) }
}
