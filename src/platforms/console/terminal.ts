// What the console writes on, and how much of its width prose takes.
import type { Instant } from '../../bot/view.ts'
import { width } from './limits.ts'

/** What the other end of the output can show. */
export type Terminal = {
  /** Columns; undefined for a pipe, where nothing is wrapped; 0 when a terminal does not know. */
  readonly width: number | undefined
  /** Whether it understands ANSI colours. */
  readonly colour: boolean
  /** Whether it understands OSC 8 hyperlinks. */
  readonly links: boolean
  /** What relative times are told from. */
  readonly now: Instant
}

/** The columns prose is laid out in; infinite on a pipe. */
export function proseColumns(terminal: Terminal): number {
  if (terminal.width === undefined) return Number.POSITIVE_INFINITY
  const columns = terminal.width > 0 ? terminal.width : width.default
  return Math.min(Math.max(Math.floor(columns), width.min), width.max)
}
