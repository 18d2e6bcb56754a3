// Several candidates for what was typed: what of them can be filled in, and how the rest is shown.
import type { Completions } from './complete.ts'
import { clipColumns, columnsOf } from './wrap.ts'

// Columns between two candidates on one line.
const gap = 2

/** What all candidates begin with, when that says more than what was typed and loses none of it. */
export function fillOf([candidates, typed]: Completions): string | undefined {
  const start = commonStart(candidates)
  const keeps = start.toLowerCase().startsWith(typed.toLowerCase())
  return keeps && start.length > typed.length ? start : undefined
}

/** Candidates side by side as far as there is room, else one to a line; none is wider than the terminal. */
export function candidateLines(candidates: readonly string[], columns: number): readonly string[] {
  const labels = candidates.map((label) => clipColumns(label.trimEnd(), columns))
  const cell = Math.max(0, ...labels.map(columnsOf)) + gap
  const across = Math.max(1, Math.floor((columns + gap) / cell))
  const rows = Array.from({ length: Math.ceil(labels.length / across) }, (_, i) =>
    labels.slice(i * across, (i + 1) * across),
  )
  return rows.map((row) =>
    row
      .map((label) => label + ' '.repeat(cell - columnsOf(label)))
      .join('')
      .trimEnd(),
  )
}

function commonStart(texts: readonly string[]): string {
  const [first = [], ...others] = texts.map((text) => Array.from(text))
  const differs = first.findIndex((letter, i) => others.some((other) => other[i] !== letter))
  return first.slice(0, differs < 0 ? first.length : differs).join('')
}
