// What is said of a paper that a follow found, and what can be said back.
import type { Button, Span, Text } from '../bot/view.ts'
import type { Follow } from '../follows/follow.ts'
import type { Liking } from '../follows/taste.ts'
import type { Reason } from '../follows/why.ts'
import type { Paper } from '../papers/paper.ts'
import { followName } from './follow-lines.ts'
import { saveButton } from './saved-papers.ts'

/** A follow that a paper satisfies, and why. */
export type Match = { readonly follow: Follow; readonly reasons: readonly Reason[] }

/** `matched state space model in the abstract; your follow SSM`. */
export function matchText({ follow, reasons }: Match): Span[] {
  const told = reasons.flatMap((reason, n) => [...(n === 0 ? [] : [', ']), ...reasonSpans(reason)])
  const name = { bold: followName(follow) }
  return told.length === 0 ? ['Your follow ', name] : [...told, '; your follow ', name]
}

function reasonSpans(reason: Reason): Span[] {
  if ('holds' in reason) return [reason.holds]
  if ('shares' in reason) return ['shares ', ...markedWords(reason.shares)]
  const where = reason.where === 'authors' ? 'among the authors' : `in the ${reason.where}`
  return ['matched ', ...markedWords(reason.words), ` ${where}`]
}

function markedWords(words: readonly string[]): Span[] {
  return words.flatMap((mark, n) => [...(n === 0 ? [] : [', ']), { mark }])
}

/** Why a paper stands where it stands; undefined where feedback has nothing to do with it. */
export function likingText({ score, wanted, unwanted }: Liking): Text | undefined {
  if (wanted.length === 0 && unwanted.length === 0) return undefined
  const more = wanted.length === 0 ? [] : ['more of ', ...markedWords(wanted.slice(0, 5))]
  const less = unwanted.length === 0 ? [] : ['less of ', ...markedWords(unwanted.slice(0, 5))]
  const and = more.length > 0 && less.length > 0 ? [' and '] : []
  const sum = score > 0 ? `+${score}` : `${score}`
  return ['Its place: you wanted ', ...more, ...and, ...less, ` (${sum})`]
}

/** What one says back to a paper that came. */
export function feedbackButtons(paper: Paper, follows: readonly Follow[]): Button[] {
  const options = { paper: paper.id }
  const [first] = follows
  return [
    { label: 'More like this', invoke: { command: 'more', options }, effect: 'reply' },
    { label: 'Less like this', invoke: { command: 'less', options }, effect: 'reply' },
    saveButton(paper),
    ...(first === undefined
      ? []
      : [
          {
            label: 'Mute topic',
            invoke: { command: 'mute', options: { follow: first.id } },
            effect: 'reply' as const,
          },
        ]),
  ]
}
