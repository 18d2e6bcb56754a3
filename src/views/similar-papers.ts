// Papers like another one, and what they share with it.
import type { Item, Text, View } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { between, detailsButton, metaLine } from './paper-lines.ts'

/** The papers nearest to `paper`, with the words each shares with it. */
export function similarPapersView(
  paper: Paper,
  similar: readonly { readonly paper: Paper; readonly shared: readonly string[] }[],
): View {
  const none = 'No other paper here shares enough words with it.'
  return {
    title: `Papers like “${paper.title}”`,
    blocks: [
      ...(similar.length === 0
        ? [{ kind: 'text' as const, text: none }]
        : similar.map(similarItem)),
      {
        kind: 'buttons',
        buttons: [
          {
            label: 'The paper itself',
            invoke: { command: 'show', options: { paper: paper.id } },
            effect: 'reply',
          },
        ],
      },
    ],
  }
}

function similarItem({
  paper,
  shared,
}: {
  readonly paper: Paper
  readonly shared: readonly string[]
}): Item {
  return {
    kind: 'item',
    title: paper.title,
    body: sharedWords(shared),
    meta: metaLine(paper),
    button: detailsButton(paper),
  }
}

function sharedWords(shared: readonly string[]): Text {
  return [
    'Shares ',
    ...between(
      shared.map((word) => ({ mark: word })),
      ', ',
    ),
  ]
}
