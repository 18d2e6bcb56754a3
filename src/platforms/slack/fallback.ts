// What a notification shows and a screen reader reads: a view's words alone, and in them nothing that rings but for whom it calls.
import { clean } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import { type Block, type Span, spansOf, type View } from '../../bot/view.ts'
import { escapeText } from './escape.ts'
import { maxFallback } from './limits.ts'
import { isCalled, somebody } from './ringing.ts'
import { timeWords } from './text.ts'

// Stands where the person is named who is called; taken out of all words, where it could not be seen.
const call = '\0'

/** A view's words, of one character at least. They ring for whom the view calls. */
export function fallbackText(view: View): string {
  const parts = [[view.title], ...view.blocks.map(spansIn)].map((spans) => wordsOf(spans, view))
  const words = parts.map(tidied).filter((text) => text !== '')
  const whole = words.join('\n').slice(0, 2 * maxFallback) || '…'
  // An escaped character takes up to five: what was cut to fit as read may not fit as written.
  for (let limit = maxFallback; ; limit = Math.floor(limit * 0.8)) {
    const text = escapeText(clip(whole, limit)).replaceAll(call, `<@${view.calls}>`)
    if (text.length <= maxFallback) return text
  }
}

function tidied(text: string): string {
  return text
    .split(call)
    .map(clean)
    .join(call)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

function spansIn(block: Block): readonly Span[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return spansOf(block.text)
    case 'facts':
      return block.facts.flatMap(({ name, value }) => [`${name}: `, ...spansOf(value), '\n'])
    case 'item':
      return [block.title, block.body, block.meta].flatMap((text = '') => [...spansOf(text), '\n'])
    case 'image':
      return [block.image.alt]
    case 'choice':
      return block.choice.options.map(({ label }) => `${label}\n`)
    // Whoever cannot see a button hears its own words.
    case 'buttons':
      return []
    default:
      return block satisfies never
  }
}

function wordsOf(spans: readonly Span[], view: View): string {
  return spans
    .map((span) => (isCalled(span, view) ? call : spanWords(span).replaceAll(call, '')))
    .join('')
}

function spanWords(span: Span): string {
  if (typeof span === 'string') return span
  if ('bold' in span) return span.bold
  if ('code' in span) return span.code
  if ('mark' in span) return span.mark
  if ('link' in span) return span.link
  if ('user' in span) return somebody
  return timeWords(span.time, span.as)
}
