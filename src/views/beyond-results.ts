// What upstream's own search found, beyond the corpus.
import type { View } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { markerOf } from '../search/marks.ts'
import type { Query } from '../search/query.ts'
import { pageButtons, pageNote, pastTheEndView } from './pages.ts'
import { quotedQuery, searchEverywhere } from './search-again.ts'
import { paperItem } from './search-results.ts'

/** One page of what all of Hugging Face Papers has for a query, marked as such. */
export function beyondResultsView(answer: {
  readonly query: Query
  readonly papers: readonly Paper[]
  /** As typed. */
  readonly asked: string
  readonly page: number
  readonly pageSize: number
}): View {
  const { query, papers, asked, page, pageSize } = answer
  const toPage = (to: number) => searchEverywhere(asked, to)
  const shown = papers.slice((page - 1) * pageSize, page * pageSize)
  if (shown.length === 0) return pastTheEndView(page, papers.length, 'paper', toPage)
  const marker = markerOf(query)
  const buttons = pageButtons(page, pageSize, papers.length, toPage)
  const note = 'Found and ordered by Hugging Face; they are in this corpus from now on.'
  return {
    title: `All of Hugging Face Papers for ${quotedQuery(asked)}`,
    blocks: [
      { kind: 'note', text: note },
      ...shown.map((paper) => paperItem(paper, marker)),
      ...pageNote(page, pageSize, papers.length),
      ...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, buttons }]),
    ],
  }
}

/** Said when nothing was found beyond the corpus either. */
export function nothingBeyondView(asked: string): View {
  return { title: `Hugging Face Papers has nothing for ${quotedQuery(asked)} either.`, blocks: [] }
}
