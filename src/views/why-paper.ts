// Why a paper came to somebody, or would; and what they said of it.
import type { Block, Button, View } from '../bot/view.ts'
import type { Follow } from '../follows/follow.ts'
import type { Liking, Wants } from '../follows/taste.ts'
import type { Paper } from '../papers/paper.ts'
import { followingPress } from './follow-lines.ts'
import { feedbackButtons, likingText, type Match, matchText } from './hit-lines.ts'
import { detailsButton, metaLine } from './paper-lines.ts'

/** The follows it satisfies with the reasons, its place among others, and the buttons to say something back. */
export function whyView(paper: Paper, matches: readonly Match[], liking: Liking): View {
  const place = likingText(liking)
  return {
    title: matches.length === 0 ? 'No follow of yours matches this' : 'Why this paper',
    blocks: [
      { kind: 'item', title: paper.title, meta: metaLine(paper), button: detailsButton(paper) },
      ...matches.map((match): Block => ({ kind: 'text', text: matchText(match) })),
      {
        kind: 'note',
        text:
          place ??
          'More like this and Less like this decide what stands first in what comes to you.',
      },
      {
        kind: 'buttons',
        buttons: whyButtons(
          paper,
          matches.map(({ follow }) => follow),
        ),
      },
    ],
  }
}

function whyButtons(paper: Paper, follows: readonly Follow[]): Button[] {
  return [...feedbackButtons(paper, follows), followingPress('What I follow')]
}

/** What somebody said of a paper is noted, and what that changes. */
export function notedView(paper: Paper, wants: Wants, words: readonly string[]): View {
  const other = wants === 'more' ? 'less' : 'more'
  const shown = words.map((word) => ({ mark: word }))
  const list = shown.flatMap((span, n) => [...(n === 0 ? [] : [', ']), span])
  const effect =
    wants === 'more'
      ? 'Papers with these words stand higher in what comes to you: '
      : 'Papers with these words stand lower in what comes to you: '
  return {
    title: wants === 'more' ? 'More like this: noted' : 'Less like this: noted',
    blocks: [
      { kind: 'item', title: paper.title },
      {
        kind: 'text',
        text:
          words.length === 0
            ? 'Too little is known of it to change any order.'
            : [effect, ...list, '.'],
      },
      {
        kind: 'buttons',
        buttons: [
          {
            label: other === 'more' ? 'No, more like this' : 'No, less like this',
            invoke: { command: other, options: { paper: paper.id } },
            effect: 'update',
          },
        ],
      },
    ],
  }
}
