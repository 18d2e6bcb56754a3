// The short lines about a paper that many views share.
import type { Block, Button, Span, Text } from '../bot/view.ts'
import type { Day, Paper } from '../papers/paper.ts'
import type { Mark } from '../search/marks.ts'
import type { Passage } from '../search/passage.ts'

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `2025-03-12` → `12 Mar 2025`. */
export function dayWords(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** `Ada, Grace … and 7 more`; up to `shown` + 1 names are given whole. */
export function authorsLine(authors: readonly string[], shown = 2): string {
  if (authors.length <= 1) return authors[0] ?? ''
  if (authors.length <= shown + 1) return `${authors.slice(0, -1).join(', ')} and ${authors.at(-1)}`
  return `${authors.slice(0, shown).join(', ')} … and ${counted(authors.length - shown)} more`
}

/** A withdrawal, authors, date, votes and code of a paper on one line; what is not known is not mentioned. */
export function metaLine(paper: Paper): Text {
  const day = paper.published ?? paper.feedDay
  const parts: (Span | undefined)[] = [
    paper.withdrawn ? { bold: 'withdrawn' } : undefined,
    authorsLine(paper.authors) || undefined,
    day && dayWords(day),
    paper.votes === undefined ? undefined : `▲ ${counted(paper.votes)}`,
    paper.code && { link: codeWords(paper), href: paper.code.url },
  ]
  return between(
    parts.filter((part) => part !== undefined),
    ' · ',
  )
}

/** `code`, or `code ★ 1,204` when the stars are known. */
export function codeWords(paper: Paper): string {
  const stars = paper.code?.stars
  return stars === undefined ? 'code' : `code ★ ${counted(stars)}`
}

/** 12345 → `12,345`. */
export function counted(n: number): string {
  return n.toLocaleString('en')
}

/** `1 paper`, `2 papers`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${counted(n)} ${n === 1 ? one : many}`
}

/** Spans with a separator between them. */
export function between(spans: readonly Span[], separator: string): Span[] {
  return spans.flatMap((span, i) => (i === 0 ? [span] : [separator, span]))
}

/** A text with its matches marked. */
export function marked(text: string, marks: readonly Mark[]): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const { start, end } of marks) {
    if (start > at) spans.push(text.slice(at, start))
    spans.push({ mark: text.slice(start, end) })
    at = end
  }
  if (at < text.length) spans.push(text.slice(at))
  return spans
}

/** A passage with its matches marked, and an ellipsis where text was left out. */
export function passageText({ text, marks, cut }: Passage): Span[] {
  const spans = marked(text, marks)
  return [...(cut.before ? ['… '] : []), ...spans, ...(cut.after ? [' …'] : [])]
}

/** What of a query had to be left out, a note each. */
export function problemNotes({ problems }: { readonly problems: readonly string[] }): Block[] {
  return problems.map((problem) => ({
    kind: 'note',
    text: `Left out: ${problem}${/[.?]$/.test(problem) ? '' : '.'}`,
  }))
}

/** Opens the paper's card, privately. */
export function detailsButton(paper: Paper): Button {
  return {
    label: 'Details',
    invoke: { command: 'show', options: { paper: paper.id } },
    effect: 'reply',
  }
}
