// A paper in a few lines, under a link to it.
import type { Block, Button, Text, View } from '../bot/view.ts'
import { spansOf } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { markerOf } from '../search/marks.ts'
import { bestPassage } from '../search/passage.ts'
import { parseQuery } from '../search/query.ts'
import { authorsLine, detailsButton, metaLine, passageText } from './paper-lines.ts'

const authorsShown = 3
const passageLength = 200

/** A compact card; `votesLine` draws how its votes went, '' when there is nothing to draw. */
export function linkCardView(paper: Paper, votesLine: string): View {
  const passage = bestPassage(paper.abstract, markerOf(parseQuery('')), passageLength)
  const standing = standingOf(paper, votesLine)
  return {
    title: paper.title,
    blocks: [
      ...textBlock(authorsLine(paper.authors, authorsShown)),
      ...(passage.text === '' ? [] : textBlock(passageText(passage))),
      ...(standing.length === 0 ? [] : [{ kind: 'note' as const, text: standing }]),
      { kind: 'buttons', buttons: [detailsButton(paper), ...pressesOf(paper)] },
    ],
  }
}

/** Date, votes and code, and how the votes went. */
function standingOf(paper: Paper, votesLine: string): Text {
  const line = metaLine({ ...paper, authors: [] })
  return votesLine === '' ? line : [...spansOf(line), ` · ${votesLine}`]
}

function textBlock(text: Text): Block[] {
  return text === '' ? [] : [{ kind: 'text', text }]
}

function pressesOf({ id }: Paper): Button[] {
  const options = { paper: id }
  return [
    { label: 'Similar', invoke: { command: 'similar', options }, effect: 'reply' },
    { label: 'Save', invoke: { command: 'save', options }, effect: 'reply' },
  ]
}
