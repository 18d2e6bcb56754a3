// A view's text → lines: spans become runs, line feeds end lines, code with line feeds stands alone, as typed.
import { type Span, spansOf, type Text } from '../../bot/view.ts'
import { escapeAddress, escapeLine, escapeText } from './escape.ts'
import { isLinked, type Run, type Style } from './style.ts'
import type { Terminal } from './terminal.ts'
import { timeWords } from './time.ts'
import { type Margin, margin, wrap } from './wrap.ts'

// Prose is laid out; verbatim is printed as it is, so that what is copied is what was meant.
type Part =
  | { readonly kind: 'prose'; readonly runs: readonly Run[] }
  | { readonly kind: 'verbatim'; readonly lines: readonly string[] }

/** The lines of a text, wrapped; [] when there is nothing to see. */
export function textLines(
  text: Text,
  base: readonly Style[],
  around: Margin,
  terminal: Terminal,
): readonly string[] {
  const blocks = partsOf(text, base, terminal).map((part) => {
    if (part.kind === 'verbatim') return part.lines
    return paragraphs(part.runs).flatMap((runs, i) => {
      if (isBlank(runs)) return ['']
      return wrap(runs, i === 0 ? around : margin(around.indent), terminal)
    })
  })
  return joinBlocks(blocks)
}

/** Whether a text has code that must keep its own lines. */
export function hasVerbatim(text: Text): boolean {
  return spansOf(text).some(isVerbatim)
}

/** The runs of a text that has one line, such as a title; an address is not printed. */
export function titleRuns(text: Text, base: readonly Style[], terminal: Terminal): readonly Run[] {
  return spansOf(text)
    .map((span) => wordsRun(span, base, terminal))
    .map((run) => ({ ...run, text: escapeLine(run.text) }))
}

/** The addresses a text leads to, escaped, in reading order. */
export function addressesOf(text: Text): readonly string[] {
  return spansOf(text).flatMap((span) =>
    typeof span === 'object' && 'link' in span ? [escapeAddress(span.href)] : [],
  )
}

/** Blocks of lines with one blank line between them; empty ones leave no gap. */
export function joinBlocks(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))
}

function partsOf(text: Text, base: readonly Style[], terminal: Terminal): readonly Part[] {
  const parts: Part[] = []
  let runs: Run[] = []
  for (const span of spansOf(text)) {
    if (isVerbatim(span)) {
      const lines = escapeText(span.code).split('\n')
      const trimmed = lines.map((line) => line.trimEnd())
      parts.push({ kind: 'prose', runs })
      parts.push({ kind: 'verbatim', lines: trimEnds(trimmed, (line) => line === '') })
      runs = []
    } else {
      runs.push(...spanRuns(span, base, terminal))
    }
  }
  return [...parts, { kind: 'prose', runs }]
}

function isVerbatim(span: Span): span is { readonly code: string } {
  return typeof span === 'object' && 'code' in span && escapeText(span.code).includes('\n')
}

function spanRuns(span: Span, base: readonly Style[], terminal: Terminal): readonly Run[] {
  const run = wordsRun(span, base, terminal)
  if (run.href === undefined || isLinked(run.href, terminal)) return [run]
  if (run.href === run.text) return [run]
  return [run, { text: ` (${run.href})`, styles: base }]
}

function wordsRun(span: Span, base: readonly Style[], terminal: Terminal): Run {
  if (typeof span === 'string') return { text: prose(span), styles: base }
  if ('bold' in span) return { text: prose(span.bold), styles: [...base, 'bold'] }
  if ('mark' in span) return { text: prose(span.mark), styles: [...base, 'mark'] }
  if ('code' in span) return { text: escapeText(span.code), styles: [...base, 'typed'] }
  if ('user' in span) return { text: `@${escapeLine(span.user)}`, styles: base }
  if ('time' in span) return { text: timeWords(span.time, span.as, terminal.now), styles: base }
  const href = escapeAddress(span.href)
  const styles = isLinked(href, terminal) ? ([...base, 'link'] as const) : base
  const label = prose(span.link)
  return { text: label.trim() === '' ? href : label, styles, href }
}

// Spaces are the layout's business in prose, but never in code.
function prose(text: string): string {
  return escapeText(text).replace(/ +/g, ' ')
}

// Runs split at their line feeds; no blank line at either end, and never two together.
function paragraphs(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]]
  for (const run of runs) {
    for (const [i, text] of run.text.split('\n').entries()) {
      if (i > 0) lines.push([])
      lines.at(-1)?.push({ ...run, text })
    }
  }
  return trimEnds(lines, isBlank).filter(
    (line, i, all) => !isBlank(line) || !isBlank(all[i - 1] ?? []),
  )
}

function isBlank(line: readonly Run[]): boolean {
  return line.every((run) => run.text.trim() === '')
}

function trimEnds<T>(lines: readonly T[], isEmpty: (line: T) => boolean): readonly T[] {
  const first = lines.findIndex((line) => !isEmpty(line))
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => !isEmpty(line)) + 1)
}
