// Nothing found, and never only that.
import type { Block, Button, Text, View } from '../bot/view.ts'
import type { Found } from '../search/find.ts'
import { printQuery } from '../search/query.ts'
import { plural, problemNotes } from './paper-lines.ts'
import {
  type AskedDays,
  askedWords,
  changeButton,
  insteadButtons,
  type SearchOptions,
  searchAgain,
  searchEverywhere,
} from './search-again.ts'

/** A search that found nothing. */
export type NothingFound = AskedDays & {
  readonly found: Found
  readonly asked: SearchOptions
  readonly more: 'reachable' | 'none'
  /** Said when the corpus is only the sample. */
  readonly sample?: Text
}

/** Says so, with the nearest query that finds something and the other places to look. */
export function nothingFoundView(answer: NothingFound): View {
  const { found, asked, sample, more } = answer
  const everywhere = {
    ...searchEverywhere(asked.query),
    label: 'Search all of Hugging Face Papers',
  }
  const buttons: Button[] = [
    ...(found.instead?.dates === 'left out' ? [withoutDates(asked)] : insteadButtons(found, asked)),
    ...(more === 'reachable' && asked.query.trim() !== '' ? [everywhere] : []),
    changeButton(asked),
  ]
  return {
    title: `Nothing found${askedWords(asked.query, answer)}.`,
    blocks: [
      ...problemNotes(found.query),
      ...nearest(found),
      ...(sample === undefined ? [] : [{ kind: 'note' as const, text: sample }]),
      { kind: 'buttons', buttons },
    ],
  }
}

function withoutDates(asked: SearchOptions): Button {
  const { since: _since, until: _until, ...rest } = asked
  return { ...searchAgain({ ...rest, page: 1 }), label: 'Without the dates' }
}

function nearest({ instead }: Found): Block[] {
  if (instead === undefined) return []
  const papers = plural(instead.total, 'paper')
  if (instead.dates === 'left out')
    return [{ kind: 'text', text: `Without the dates there are ${papers}.` }]
  const query = { bold: printQuery(instead.query) }
  return [
    { kind: 'text', text: ['The nearest that finds something: ', query, `, with ${papers}.`] },
  ]
}
