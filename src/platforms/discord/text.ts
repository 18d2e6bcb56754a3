// A view's text → Discord markdown: clipped as characters first, escaped then, so that nothing is ever cut in two.
import { isBold, type Reading, type ReadySpan, readySpans, type Weight } from '../../bot/spans.ts'
import type { Instant, Text } from '../../bot/view.ts'
import { webAddress } from '../../bot/web-address.ts'
import { codeBlock, escapeText, inlineCode } from './escape.ts'
import { maxButton } from './limits.ts'

/** A person's id (Discord, Reference: Snowflakes). */
export const personPattern = /^[1-9]\d{16,19}$/

const reading: Reading = { maxAddress: maxButton.url, person: personPattern }

/** A text on one line, of at most `limit` characters as read; '' when there is nothing to see. */
export function lineOf(text: Text, limit: number, weight: Weight = 'plain'): string {
  return inline(readySpans(text, limit, weight, reading), weight)
    .replace(/\s+/g, ' ')
    .trim()
}

/** A text in paragraphs, code with line breaks in a block of its own. */
export function paragraphsOf(text: Text, limit: number): string {
  return partsOf(text, limit).join('\n')
}

/** A text as subtext, which is a matter of every line. */
export function subtextOf(text: Text, limit: number): string {
  const lines = partsOf(text, limit).flatMap((part) => {
    if (part.startsWith('```')) return [part]
    return part.split('\n').flatMap((line) => (line === '' ? [] : [`-# ${line}`]))
  })
  return lines.join('\n')
}

/** A link; its words alone when the address is none a person should be sent to. */
export function linkOf(label: string, href: string): string {
  return lineOf([{ link: label, href }], Number.POSITIVE_INFINITY)
}

// Prose and blocks of code in turn.
function partsOf(text: Text, limit: number): readonly string[] {
  const parts: string[] = []
  let prose: ReadySpan[] = []
  const close = () => {
    parts.push(paragraphs(inline(prose, 'plain')))
    prose = []
  }
  for (const span of readySpans(text, limit, 'plain', reading)) {
    if (typeof span === 'object' && 'code' in span && span.code.includes('\n')) {
      close()
      parts.push(codeBlock(span.code))
    } else prose.push(span)
  }
  close()
  return parts.filter((part) => part !== '')
}

function paragraphs(prose: string): string {
  const lines = prose.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n')
  return lines.replace(/\n{3,}/g, '\n\n').trim()
}

function inline(spans: readonly ReadySpan[], weight: Weight): string {
  return spans.map((span) => weighed(span, weight)).reduce(joined, '')
}

function weighed(span: ReadySpan, weight: Weight): string {
  const markdown = spanMarkdown(span)
  const isCode = typeof span === 'object' && 'code' in span
  // Bold ends at the first two stars after it, in code or not: code stays outside.
  return isBold(span) || (weight === 'bold' && !isCode) ? bold(markdown) : markdown
}

function spanMarkdown(span: ReadySpan): string {
  if (typeof span === 'string') return escapeText(span)
  if ('bold' in span) return escapeText(span.bold)
  if ('code' in span) return inlineCode(span.code)
  if ('time' in span) return timeMarkdown(span.time, span.as)
  return 'user' in span ? `<@${span.user}>` : linkMarkdown(span.link, span.href)
}

// Two stars against two stars would be four, which is neither an end nor a beginning; and so with backticks.
function joined(before: string, after: string): string {
  if (before.endsWith('**') && after.startsWith('**')) return before.slice(0, -2) + after.slice(2)
  if (before.endsWith('`') && after.startsWith('`')) return `${before} ${after}`
  return before + after
}

function bold(markdown: string): string {
  const [, start = '', words = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(markdown) ?? []
  return words === '' ? markdown : `${start}**${words.replace(/\s*\n\s*/g, ' ')}**${end}`
}

function timeMarkdown(time: Instant, as: 'date' | 'dateTime' | 'relative'): string {
  const style = { date: 'D', dateTime: 'f', relative: 'R' }[as]
  return `<t:${Math.floor(time / 1000)}:${style}>`
}

// Brackets within a label end it, escaped or not; and Discord shows no link whose label has a scheme.
function linkMarkdown(label: string, href: string): string {
  const address = webAddress(href, maxButton.url) ?? ''
  const words = label.replace(/\s+/g, ' ').trim() || (URL.parse(address)?.hostname ?? '')
  const shown = words
    .replace(/^https?:\/\//i, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
  return `[${escapeText(shown)}](<${address}>)`
}
