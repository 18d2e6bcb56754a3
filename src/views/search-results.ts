// The answer to a search: five papers, what matched in them, and the way to the rest.
import { clip } from '../bot/clip.ts'
import type { Block, Item, Text, View } from '../bot/view.ts'
import type { Paper, PaperId } from '../papers/paper.ts'
import type { Explanation } from '../search/engine.ts'
import { type Found, wholeOf } from '../search/find.ts'
import { type Marker, marksIn } from '../search/marks.ts'
import { bestPassage } from '../search/passage.ts'
import { printQuery } from '../search/query.ts'
import { followButton } from './follow-lines.ts'
import { pageButtons, pageNote, pastTheEndView } from './pages.ts'
import {
  counted,
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
  answeredQuery,
  askedWords,
  changeButton,
  daysWords,
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
/** As much of a query as leaves room for what a title says after it; Slack shows 150 characters of one. */
const titleQuery = 70

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
  const wantsMore = more === 'reachable' && !isListing && wholeOf(found) < pageSize
  const everywhere = {
    ...searchEverywhere(asked.query),
    label: 'Search all of Hugging Face Papers',
  }
  const buttons = [
    ...pageButtons(asked.page, pageSize, total, toPage),
    ...insteadButtons(found, asked),
    ...(isListing ? [] : [whyButton(asked)]),
    ...(wantsMore ? [everywhere] : []),
    ...(isListing || wholeOf(found) === 0 ? [] : [followButton(printQuery(found.query))]),
    changeButton(asked),
  ]
  return {
    title: titleOf(answer),
    blocks: [
      ...problemNotes(found.query),
      ...foundNotes(found, asked.query),
      ...whyNotes(answer),
      ...withNearNote(
        papers.map((paper) => ({ ...paperItem(paper, marker), ...whyBody(paper, answer) })),
        answer,
      ),
      ...pageNote(asked.page, pageSize, total),
      { kind: 'buttons', buttons },
    ],
  }
}

/** How many have all of it, which is what was asked, before how many only come near. */
function titleOf({ found, asked, ...days }: SearchAnswer): string {
  const { near = 0 } = found
  const query = answeredQuery(found, asked.query)
  if (near === 0) return `${plural(found.page.total, 'paper')}${askedWords(query, days)}`
  const short = clip(query, titleQuery)
  const whole = `${plural(wholeOf(found), 'paper')}${askedWords(short, days)}`
  if (wholeOf(found) > 0)
    return `${whole}, and ${counted(near)} that ${near === 1 ? 'comes' : 'come'} near`
  const nearest = near === 1 ? 'this one comes nearest' : 'these come nearest'
  return `No paper has all of ${quotedQuery(short)}${daysWords(days)}; ${nearest}`
}

/** The items of a page with a word where those begin that only come near, unless all do, as the title then says. */
function withNearNote(items: readonly Item[], { found, asked, pageSize }: SearchAnswer): Block[] {
  const { near } = found
  const whole = wholeOf(found)
  const before = Math.max(whole - (asked.page - 1) * pageSize, 0)
  if (whole === 0 || before >= items.length) return [...items]
  const text =
    near === 1
      ? 'This one comes near: it has some of it, not all.'
      : 'These come near: they have some of it, not all.'
  return [...items.slice(0, before), { kind: 'note', text }, ...items.slice(before)]
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
