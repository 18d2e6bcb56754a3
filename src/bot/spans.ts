// A view's text made ready for a platform's markup: its characters cleaned, what cannot be shown as meant made plain, clipped.
import { clean, cleanLine } from './clean.ts'
import { clip } from './clip.ts'
import { plainText, type Span, spansOf, type Text } from './view.ts'
import { webAddress } from './web-address.ts'

/** How a text looks: in `bold` everything is, so that words which matched stay as they are. */
export type Weight = 'plain' | 'bold'

/** What a platform makes of a link and of a person: the longest address it takes, and how its ids of people look. */
export type Reading = { readonly maxAddress: number; readonly person: RegExp }

/** What is left of a text's spans: every link leads somewhere, every person is one, every time is a time. */
export type ReadySpan = Exclude<Span, { readonly mark: string }>

// About as many characters as a reader sees of a time or a name.
const atomLength = 12

const maxInstant = 8.64e15

/** The spans of a text, of at most `limit` characters as read, without spaces at their ends. */
export function readySpans(
  text: Text,
  limit: number,
  weight: Weight,
  reading: Reading,
): readonly ReadySpan[] {
  return clipped(trimmed(merged(settled(text, weight, reading))), limit)
}

function settled(text: Text, weight: Weight, reading: Reading): readonly ReadySpan[] {
  const spans = spansOf(text).map(cleaned)
  const marks = spans.filter((span) => typeof span === 'object' && 'mark' in span)
  // Where most words are marked, marks tell nothing and shout.
  const isMarkless = plainText(marks).length * 2 > plainText(spans).length
  return spans.map((span) => {
    if (typeof span === 'string') return span
    if ('mark' in span) return isMarkless ? span.mark : emphasized(span.mark, weight)
    return 'bold' in span ? emphasized(span.bold, weight) : plainUnlessMeant(span, reading)
  })
}

function cleaned(span: Span): Span {
  if (typeof span === 'object' && 'mark' in span) return { mark: clean(span.mark) }
  return changed(span, clean)
}

function emphasized(words: string, weight: Weight): ReadySpan {
  return weight === 'bold' || words.trim() === '' ? words : { bold: words }
}

function plainUnlessMeant(
  span: Exclude<ReadySpan, string>,
  { maxAddress, person }: Reading,
): ReadySpan {
  if ('code' in span) return span.code.trim() === '' ? '' : span
  if ('time' in span) return Math.abs(span.time) <= maxInstant ? span : ''
  if ('user' in span) return person.test(span.user) ? span : `@${cleanLine(span.user)}`
  if (!('link' in span) || webAddress(span.href, maxAddress) !== undefined) return span
  return cleanLine(span.link) || cleanLine(span.href)
}

// Neighbours of one kind become one, so that no mention and no stack of marks can hide in a seam.
function merged(spans: readonly ReadySpan[]): readonly ReadySpan[] {
  const all: ReadySpan[] = []
  for (const span of spans) {
    const last = all.at(-1)
    if (span === '') continue
    if (typeof span === 'string' && typeof last === 'string') all[all.length - 1] = last + span
    else if (isBold(span) && isBold(last)) all[all.length - 1] = { bold: last.bold + span.bold }
    else all.push(span)
  }
  return all.map((span) => changed(span, clean))
}

/** Whether a span is words in bold. */
export function isBold(span: ReadySpan | undefined): span is { readonly bold: string } {
  return typeof span === 'object' && 'bold' in span
}

function trimmed(spans: readonly ReadySpan[]): readonly ReadySpan[] {
  return spans.map((span, i) => {
    if (typeof span !== 'string') return span
    const start = i === 0 ? span.trimStart() : span
    return i === spans.length - 1 ? start.trimEnd() : start
  })
}

function clipped(spans: readonly ReadySpan[], limit: number): readonly ReadySpan[] {
  if (limit < 2) return []
  const kept: ReadySpan[] = []
  let left = limit
  for (const span of spans) {
    const isAtom = typeof span === 'object' && ('time' in span || 'user' in span)
    const length = isAtom ? atomLength : plainText([span]).length
    if (length > left) {
      return [...kept, isAtom || left < 2 ? '…' : changed(span, (words) => clip(words, left))]
    }
    kept.push(span)
    left -= length
  }
  return kept
}

function changed<S extends ReadySpan>(span: S, change: (words: string) => string): ReadySpan
function changed(span: Span, change: (words: string) => string): Span
function changed(span: Span, change: (words: string) => string): Span {
  if (typeof span === 'string') return change(span)
  if ('bold' in span) return { bold: change(span.bold) }
  if ('code' in span) return { code: change(span.code) }
  return 'link' in span ? { ...span, link: change(span.link) } : span
}
