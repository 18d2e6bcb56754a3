// A view's text → mrkdwn: clipped as characters first, escaped then, so that nothing is ever cut in two.
import { isBold, type Reading, type ReadySpan, readySpans, type Weight } from '../../bot/spans.ts'
import type { Instant, Text } from '../../bot/view.ts'
import { webAddress } from '../../bot/web-address.ts'
import { codeBlock, escapeEntities, escapeText, inlineCode } from './escape.ts'
import { maxLink } from './limits.ts'
import { personId } from './ringing.ts'

const reading: Reading = { maxAddress: maxLink, person: personId }

/** A text on one line, of at most `limit` characters as read; '' when there is nothing to see. */
export function lineOf(text: Text, limit: number, weight: Weight = 'plain'): string {
  return inline(readySpans(text, limit, weight, reading), weight)
    .replace(/\s+/g, ' ')
    .trim()
}

/** A text in paragraphs, code with line breaks in a block of its own. */
export function paragraphsOf(text: Text, limit: number): string {
  const parts: string[] = []
  let prose: ReadySpan[] = []
  const close = () => {
    parts.push(paragraphs(inline(prose, 'plain')))
    prose = []
  }
  for (const span of readySpans(text, limit, 'plain', reading)) {
    if (isCode(span) && span.code.includes('\n')) {
      close()
      parts.push(codeBlock(span.code))
    } else prose.push(span)
  }
  close()
  return parts.filter((part) => part !== '').join('\n')
}

/** A link; its words alone when the address is none a person should be sent to. */
export function linkOf(label: string, href: string): string {
  return lineOf([{ link: label, href }], Number.POSITIVE_INFINITY)
}

function paragraphs(prose: string): string {
  const lines = prose.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n')
  return lines.replace(/\n{3,}/g, '\n\n').trim()
}

// What is written between marks, and what is not.
type Piece = { readonly text: string; readonly isMarked: boolean }

function inline(spans: readonly ReadySpan[], weight: Weight): string {
  return spans.map((span) => pieceOf(span, weight)).reduce(joined, { text: '', isMarked: false })
    .text
}

// Marks count at the edge of a word alone. White space and the marks of a sentence are edges; where there are none, a space
// without width is one.
const edge = '\u200b'
const edgeBefore = /[\s([{"'“‘]$|^$/
const edgeAfter = /^[\s.,;:!?)\]}"'”’…]|^$/

function joined(before: Piece, after: Piece): Piece {
  if (after.text === '') return before
  const ends = before.isMarked && /\S$/.test(before.text) && !edgeAfter.test(after.text)
  const begins = after.isMarked && /^\S/.test(after.text) && !edgeBefore.test(before.text)
  return {
    text: before.text + (ends || begins ? edge : '') + after.text,
    isMarked: after.isMarked,
  }
}

function pieceOf(span: ReadySpan, weight: Weight): Piece {
  const text = spanMarkup(span)
  if (isCode(span)) return { text, isMarked: text !== '' }
  return isBold(span) || weight === 'bold' ? bold(text) : { text, isMarked: false }
}

function isCode(span: ReadySpan): span is { readonly code: string } {
  return typeof span === 'object' && 'code' in span
}

function spanMarkup(span: ReadySpan): string {
  if (typeof span === 'string') return escapeText(span)
  if ('bold' in span) return escapeText(span.bold)
  if ('code' in span) return inlineCode(span.code)
  if ('time' in span) return timeMarkup(span.time, span.as)
  return 'user' in span ? `<@${span.user}>` : linkMarkup(span.link, span.href)
}

function bold(markup: string): Piece {
  const [, start = '', words = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(markup) ?? []
  if (words === '') return { text: markup, isMarked: false }
  return {
    text: `${start}*${words.replace(/\s*\n\s*/g, ' ')}*${end}`,
    isMarked: true,
  }
}

// `{ago}` is for what has been, and a time may be still to come: near ones are told by their day, as Slack does.
const timeForms = {
  date: '{date_short}',
  dateTime: '{date_short} at {time}',
  relative: '{date_short_pretty}',
} as const

// The year 10000: Slack knows no later date, and none before 1970.
const latest = 253_402_300_800_000

function timeMarkup(time: Instant, as: keyof typeof timeForms): string {
  const words = timeWords(time, as)
  if (time < 0 || time >= latest) return escapeText(words)
  return `<!date^${Math.floor(time / 1000)}^${timeForms[as]}|${escapeText(words)}>`
}

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const dateTimes = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** A time in words that need no reader's zone; '' for what is none. */
export function timeWords(time: Instant, as: keyof typeof timeForms): string {
  if (Number.isNaN(new Date(time).valueOf())) return ''
  return as === 'dateTime' ? `${dateTimes.format(time)} UTC` : dates.format(time)
}

function linkMarkup(label: string, href: string): string {
  const address = webAddress(href, maxLink) ?? ''
  const words = label.replace(/\s+/g, ' ').trim() || (URL.parse(address)?.hostname ?? '')
  const shown = words.replace(/^https?:\/\//i, '').replaceAll('|', '¦')
  return `<${escapeEntities(address)}|${escapeText(shown)}>`
}
