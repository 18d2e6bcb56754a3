// What is trending, and on request the numbers that made it so.
import type { Block, Button, Item, Press, Text, View } from '../bot/view.ts'
import type { Day, Paper } from '../papers/paper.ts'
import { halfLifeDays, type Trend, type TrendingWindow } from '../papers/trending.ts'
import { type Found, wholeOf } from '../search/find.ts'
import { markerOf, marksIn } from '../search/marks.ts'
import { bestPassage } from '../search/passage.ts'
import type { Query } from '../search/query.ts'
import { pageButtons, pageNote, pastTheEndView } from './pages.ts'
import {
  counted,
  dayWords,
  detailsButton,
  marked,
  metaLine,
  passageText,
  plural,
  problemNotes,
} from './paper-lines.ts'
import { answeredQuery, foundNotes, quotedQuery } from './search-again.ts'

const passageLength = 160

/** What a ranking came to. Days are feed days, both included. */
export type TrendingAnswer = {
  readonly window: TrendingWindow
  readonly from: Day
  readonly until: Day
  /** Whether the window ends before the asker's today, because nothing newer is known. */
  readonly age: 'current' | 'stale'
  readonly entries: readonly { readonly paper: Paper; readonly trend: Trend }[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly why: boolean
  /** What the asker filtered by, as typed, how it was understood, and the query that came of it. */
  readonly asked?: string
  readonly found?: Found
  readonly query: Query
  /** Set when so few votes decided the order that it says next to nothing. */
  readonly few?: { readonly votes: number }
}

const windowWords: Readonly<Record<TrendingWindow, string>> = {
  day: 'the day',
  week: 'the week',
  month: 'the month',
}

/** The papers of one page of a ranking. */
export function trendingView(answer: TrendingAnswer): View {
  const { page, pageSize, total } = answer
  if (answer.entries.length === 0)
    return pastTheEndView(page, total, 'paper', (to) => again(answer, { page: to }))
  return {
    title: titleOf(answer),
    blocks: [
      { kind: 'note', text: noteOf(answer) },
      ...problemNotes(answer.query),
      ...aboutNotes(answer),
      ...fewNotes(answer),
      ...answer.entries.map((entry) => trendItem(entry, answer)),
      ...pageNote(page, pageSize, total),
      { kind: 'buttons', buttons: buttonsOf(answer) },
    ],
  }
}

/** Said of a corpus in which no paper was featured on a Daily Papers day. */
export function noFeedDaysView(): View {
  return {
    title: 'Nothing can trend yet.',
    blocks: [
      {
        kind: 'text',
        text: 'No paper here comes from a Daily Papers day, so nobody’s votes are known.',
      },
    ],
  }
}

/** Said instead of a list of zeros. */
export function tooFewVotesView(
  answer: Omit<TrendingAnswer, 'entries' | 'total'> & {
    readonly papers: number
    readonly votes: number
  },
): View {
  const { papers, votes, asked } = answer
  const about = aboutWords(answer)
  const searchInstead: Button[] =
    asked === undefined || answer.found?.how === 'nothing'
      ? []
      : [
          {
            label: 'Search all days',
            invoke: { command: 'search', options: { query: asked } },
            effect: 'reply',
          },
        ]
  return {
    title: `Too few votes to say what was trending${about}.`,
    blocks: [
      {
        kind: 'text',
        text:
          papers === 0
            ? `${spanWords(answer)} has no papers${about}.`
            : `${spanWords(answer)}: ${plural(votes, 'vote')} for ${plural(papers, 'paper')}${about}.`,
      },
      { kind: 'buttons', buttons: [...windowButtons(answer), ...searchInstead] },
    ],
  }
}

function aboutWords({ asked, found }: Pick<TrendingAnswer, 'asked' | 'found'>): string {
  if (asked === undefined) return ''
  return ` about ${quotedQuery(found === undefined ? asked : answeredQuery(found, asked))}`
}

/** What is not quite as asked. */
function aboutNotes({ found, asked = '' }: TrendingAnswer): Block[] {
  if (found === undefined) return []
  const near = 'No paper has all of that; these come near.'
  const isNear = found.how !== 'nothing' && wholeOf(found) === 0
  return [...foundNotes(found, asked), ...(isNear ? [{ kind: 'note' as const, text: near }] : [])]
}

/** Said of a list so short that it is no ranking; without a query there is none. */
function fewNotes(answer: TrendingAnswer): Block[] {
  if (answer.few === undefined) return []
  const { votes } = answer.few
  const some = `Only ${plural(answer.total, 'paper')}${aboutWords(answer)} gained votes`
  return [{ kind: 'note', text: `${some}, ${counted(votes)} in all: the order says little.` }]
}

function titleOf(answer: TrendingAnswer): string {
  const { window, until, from } = answer
  const when = from === until ? dayWords(until) : `${windowWords[window]} to ${dayWords(until)}`
  return `Trending${aboutWords(answer)}, ${when}`
}

function noteOf(answer: TrendingAnswer): Text {
  const ranked = 'Ranked by votes gained, each counting less the longer ago its paper was featured.'
  if (answer.age === 'current') return ranked
  return `${ranked} ${dayWords(answer.until)} is the newest day I have.`
}

function spanWords({ from, until }: { readonly from: Day; readonly until: Day }): string {
  return from === until ? dayWords(until) : `${dayWords(from)} to ${dayWords(until)}`
}

function trendItem(
  { paper, trend }: TrendingAnswer['entries'][number],
  answer: TrendingAnswer,
): Item {
  const marker = markerOf(answer.query)
  const passage = bestPassage(paper.abstract, marker, passageLength, paper.title)
  const body = answer.why ? whyWords(trend, answer.window) : passageText(passage)
  return {
    kind: 'item',
    title: marked(paper.title, marksIn(paper.title, marker)),
    body,
    meta: metaLine(paper),
    ...(paper.thumbnailUrl && { thumbnail: { url: paper.thumbnailUrl, alt: paper.title } }),
    button: detailsButton(paper),
  }
}

/** `18 votes gained × 0.67 (featured 2 days before, half-life 3.5 days) = 12.1`. */
function whyWords({ gained, weight, ageDays, score }: Trend, window: TrendingWindow): Text {
  const half = halfLifeDays[window]
  return [
    `${plural(gained, 'vote')} gained × ${weight.toFixed(2)} (featured ${ageDays === 0 ? 'that day' : `${plural(ageDays, 'day')} before`}, half-life ${counted(half)} ${half === 1 ? 'day' : 'days'}) = `,
    { bold: score.toFixed(1) },
  ]
}

type Asked = Pick<TrendingAnswer, 'window' | 'asked' | 'why'>

function buttonsOf(answer: TrendingAnswer): Button[] {
  const { page, pageSize, total, why } = answer
  return [
    ...pageButtons(page, pageSize, total, (to) => again(answer, { page: to })),
    { ...again(answer, { why: !why, page }), label: why ? 'Hide numbers' : 'Why these' },
    ...windowButtons(answer),
  ]
}

function windowButtons(answer: Asked): Button[] {
  const others = (['day', 'week', 'month'] as const).filter((window) => window !== answer.window)
  return others.map((window) => ({
    ...again(answer, { window }),
    label: window[0]?.toUpperCase() + window.slice(1),
  }))
}

function again(
  { window, asked, why }: Asked,
  change: { readonly window?: TrendingWindow; readonly page?: number; readonly why?: boolean },
): Press {
  const page = change.page ?? 1
  const options = {
    window: change.window ?? window,
    ...(asked === undefined ? {} : { query: asked }),
    ...((change.why ?? why) ? { why: true } : {}),
    ...(page > 1 ? { page } : {}),
  }
  return { label: '', invoke: { command: 'trending', options }, effect: 'update' }
}
