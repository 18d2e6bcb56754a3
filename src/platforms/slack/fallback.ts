// What a notification shows and a screen reader reads: a view's words alone, and nothing in them that would ring.
import { clean } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import { type Block, type Span, spansOf, type Text, type View } from '../../bot/view.ts'
import { escapeText } from './escape.ts'
import { maxFallback } from './limits.ts'
import { timeWords } from './text.ts'

/** A view's words, of one character at least. */
export function fallbackText({ title, blocks }: View): string {
  const words = [title, ...blocks.map(blockWords)].map(tidied).filter((text) => text !== '')
  const whole = words.join('\n').slice(0, 2 * maxFallback) || '…'
  // An escaped character takes up to five: what was cut to fit as read may not fit as written.
  for (let limit = maxFallback; ; limit = Math.floor(limit * 0.8)) {
    const text = escapeText(clip(whole, limit))
    if (text.length <= maxFallback) return text
  }
}

function tidied(text: string): string {
  return clean(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

function blockWords(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return words(block.text)
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}: ${words(value)}`).join('\n')
    case 'item':
      return [block.title, block.body ?? '', block.meta ?? ''].map(words).join('\n')
    case 'image':
      return block.image.alt
    case 'choice':
      return block.choice.options.map(({ label }) => label).join('\n')
    // Whoever cannot see a button hears its own words.
    case 'buttons':
      return ''
    default:
      return block satisfies never
  }
}

function words(text: Text): string {
  return spansOf(text).map(spanWords).join('')
}

function spanWords(span: Span): string {
  if (typeof span === 'string') return span
  if ('bold' in span) return span.bold
  if ('code' in span) return span.code
  if ('mark' in span) return span.mark
  if ('link' in span) return span.link
  if ('user' in span) return 'somebody'
  return timeWords(span.time, span.as)
}
