// The papers a message mentions.
import type { Item, View } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { markerOf } from '../search/marks.ts'
import { bestPassage } from '../search/passage.ts'
import { parseQuery } from '../search/query.ts'
import { counted, detailsButton, metaLine, passageText, plural } from './paper-lines.ts'

const passageLength = 160

/** Each paper in the order of the message; `missing` names those nobody has, `more` counts those left out. */
export function mentionedPapersView(
  papers: readonly Paper[],
  missing: readonly string[],
  more: number,
): View {
  return {
    title:
      papers.length === 0
        ? 'I do not have the papers this mentions.'
        : `${plural(papers.length, 'paper')} in this message`,
    blocks: [
      ...papers.map(paperItem),
      ...(missing.length === 0
        ? []
        : [{ kind: 'note' as const, text: `Not to be found: ${missing.join(', ')}.` }]),
      ...(more === 0 ? [] : [{ kind: 'note' as const, text: `And ${counted(more)} more.` }]),
    ],
  }
}

function paperItem(paper: Paper): Item {
  const passage = bestPassage(paper.abstract, markerOf(parseQuery('')), passageLength)
  return {
    kind: 'item',
    title: paper.title,
    ...(passage.text === '' ? {} : { body: passageText(passage) }),
    meta: metaLine(paper),
    button: detailsButton(paper),
  }
}
