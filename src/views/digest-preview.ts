// Today's edition as it would be, why each paper is in it, and what was left out.
import type { Block, Item, View } from '../bot/view.ts'
import type { Chosen } from '../digests/choose.ts'
import { isLateRiser } from '../digests/edition.ts'
import type { Outlook } from '../digests/outlook.ts'
import type { Subscription } from '../digests/subscription.ts'
import type { Paper } from '../papers/paper.ts'
import { spanWords } from './digest-edition.ts'
import { aboutWords } from './digest-words.ts'
import { dayWords, detailsButton, plural } from './paper-lines.ts'

/** Titles of what was left out are told up to so many. */
const mostTold = 3

/** The edition a digest would have now. */
export function digestPreviewView(digest: Subscription, outlook: Outlook): View {
  const { chosen, window, age, nothing } = outlook
  const span = spanWords(window.from, window.until)
  return {
    title:
      chosen.length === 0
        ? 'Nothing would be posted now'
        : `${plural(chosen.length, 'paper')}${aboutWords(digest)} from ${span}`,
    blocks: [
      ...(nothing === undefined ? [] : [{ kind: 'text' as const, text: nothing }]),
      ...(age === 'stale' && chosen.length > 0
        ? [
            note(
              'So nothing would be posted now. With papers as new as these, it would have been this:',
            ),
          ]
        : []),
      ...(age === 'current' && outlook.asOf !== undefined
        ? [
            {
              kind: 'note' as const,
              text: ['Data as of ', { time: outlook.asOf, as: 'dateTime' as const }, '.'],
            },
          ]
        : []),
      ...chosen.map((one) => chosenItem(one, outlook)),
      ...leftOutNotes(outlook),
      {
        kind: 'buttons',
        buttons: [
          {
            label: 'Post it here as a test',
            invoke: { command: 'digest test', options: { digest: digest.id } },
            effect: 'reply',
          },
          {
            label: 'Settings',
            invoke: { command: 'digest show', options: { digest: digest.id } },
            effect: 'reply',
          },
        ],
      },
    ],
  }
}

/** `42 votes gained, featured 26 Nov 2026: score 42.0`. */
function chosenItem({ paper, ranked }: Chosen, outlook: Outlook): Item {
  const when = isLateRiser(ranked, outlook.window)
    ? `a late riser, featured ${dayWords(ranked.feedDay)}`
    : `featured ${dayWords(ranked.feedDay)}`
  return {
    kind: 'item',
    title: paper.title,
    meta: `${plural(ranked.gained, 'vote')} gained, ${when}: score ${ranked.score.toFixed(1)}`,
    button: detailsButton(paper),
  }
}

function leftOutNotes({ matched, more, shownBefore, withdrawn }: Outlook): Block[] {
  const lines = [
    matched === 0 ? '' : `${plural(matched, 'paper')} fit in all.`,
    toldOf('Shown here before', shownBefore),
    toldOf('Withdrawn', withdrawn),
    more > 0 ? `${plural(more, 'paper')} had fewer votes.` : '',
  ]
  return lines.filter((line) => line !== '').map(note)
}

function toldOf(why: string, papers: readonly Paper[]): string {
  if (papers.length === 0) return ''
  const titles = papers.slice(0, mostTold).map(({ title }) => `“${title}”`)
  const rest = papers.length - titles.length
  return `${why}, so left out: ${titles.join(', ')}${rest > 0 ? ` and ${plural(rest, 'other')}` : ''}.`
}

function note(text: string): Block {
  return { kind: 'note', text }
}
