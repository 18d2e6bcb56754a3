// What styles look like: ANSI sequences and hyperlinks, driven by the terminal alone.
import type { Terminal } from './terminal.ts'

/** `typed` is what a person can type: numbers and code. */
export type Style = 'bold' | 'dim' | 'mark' | 'typed' | 'link' | 'mistake' | 'fault'

// SGR parameters (ECMA-48 8.3.117). Those that may stand inside dim text first undo the dimming.
const parameters = {
  bold: '22;1',
  dim: '2',
  mark: '22;1;33',
  typed: '22;36',
  link: '4',
  mistake: '33',
  fault: '31',
} as const satisfies Record<Style, string>

/** A piece of a line, already escaped, in its styles. */
export type Run = {
  readonly text: string
  readonly styles: readonly Style[]
  /** An escaped address that the piece leads to. */
  readonly href?: string
  /** Spaces in it are no place to break a line. */
  readonly keep?: true
}

/** A run of plain characters. */
export function plainRun(text: string): Run {
  return { text, styles: [] }
}

/** The characters a terminal is sent for a run; every style is closed within it. */
export function paint(run: Run, terminal: Terminal): string {
  if (run.text === '') return ''
  const coloured =
    terminal.colour && run.styles.length > 0
      ? `\x1b[${run.styles.map((style) => parameters[style]).join(';')}m${run.text}\x1b[0m`
      : run.text
  if (run.href === undefined || !isLinked(run.href, terminal)) return coloured
  return `\x1b]8;;${run.href}\x1b\\${coloured}\x1b]8;;\x1b\\`
}

/** Whether the terminal will make an address clickable, so that it need not be printed. */
export function isLinked(href: string, terminal: Terminal): boolean {
  return terminal.links && /^(?:https?|mailto):/i.test(href)
}
