// Lines from runs: breaks by display width, at spaces and between ideographs, and never inside an address.
import stringWidth from 'string-width'
import { paint, plainRun, type Run } from './style.ts'
import { proseColumns, type Terminal } from './terminal.ts'

/** How a paragraph stands: its first line behind `first`, the others behind `indent` spaces. */
export type Margin = { readonly first: readonly Run[]; readonly indent: number }

/** Starts at the left edge. */
export const noMargin: Margin = { first: [], indent: 0 }

/** Every line behind as many spaces. */
export function margin(indent: number): Margin {
  return { first: [plainRun(' '.repeat(indent))], indent }
}

// One grapheme, with the run it came from.
type Cell = { readonly text: string; readonly width: number; readonly run: Run }

// Cells that stay together, and the spaces before them.
type Chunk = { readonly spaces: readonly Cell[]; readonly cells: readonly Cell[] }

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const closing = /^[\p{Pe}\p{Pf}\p{Po}ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u
const opening = /[\p{Ps}\p{Pi}]$/u

/** The lines of a paragraph without line feeds, painted, at most as wide as the terminal's prose; [] when there is nothing to see. */
export function wrap(runs: readonly Run[], around: Margin, terminal: Terminal): readonly string[] {
  const limit = proseColumns(terminal)
  const indent = cellsOf([plainRun(' '.repeat(around.indent))])
  let line: Cell[] = [...cellsOf(around.first)]
  let used = widthOf(line)
  let fresh = true
  const lines = [line]
  const breakLine = () => {
    line = [...indent]
    used = around.indent
    fresh = true
    lines.push(line)
  }
  const put = (cells: readonly Cell[]) => {
    for (const cell of cells) line.push(cell)
    used += widthOf(cells)
  }
  for (const { spaces, cells } of chunksOf(cellsOf(runs))) {
    if (!fresh && used + widthOf(spaces) + widthOf(cells) > limit) breakLine()
    if (!fresh) put(spaces)
    for (const [i, part] of partsOf(cells, limit - used, limit - around.indent).entries()) {
      if (i > 0) breakLine()
      put(part)
    }
    fresh = false
  }
  return lines.map((cells) => paintLine(cells, terminal)).filter((text) => text !== '')
}

/** The columns a text takes. */
export function columnsOf(text: string): number {
  return stringWidth(text)
}

/** A text cut, where it is wider than so many columns, to end with an ellipsis in the last of them. */
export function clipColumns(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let clipped = ''
  for (const { segment } of segments(text)) {
    if (columnsOf(`${clipped}${segment}…`) > columns) break
    clipped += segment
  }
  return `${clipped.trimEnd()}…`
}

// Graphemes are found over the whole paragraph, since a mark may join two runs.
function cellsOf(runs: readonly Run[]): readonly Cell[] {
  const text = runs.map((run) => run.text).join('')
  const ends = runs.map((run) => run.text.length)
  for (let i = 1; i < ends.length; i++) ends[i] = (ends[i] ?? 0) + (ends[i - 1] ?? 0)
  let at = 0
  const cells: Cell[] = []
  for (const { segment, index } of segments(text)) {
    while ((ends[at] ?? 0) <= index) at++
    cells.push({ text: segment, width: stringWidth(segment), run: runs[at] as Run })
  }
  return cells
}

type Segment = { readonly segment: string; readonly index: number }

function segments(text: string): readonly Segment[] {
  if (/^[\x20-\x7e]*$/.test(text)) return Array.from(text, (segment, index) => ({ segment, index }))
  return Array.from(graphemes.segment(text)).flatMap(apartFromSpace)
}

// A letter of the kind that goes before another (Prepend, UAX 29) takes even a space for that other.
function apartFromSpace({ segment, index }: Segment): readonly Segment[] {
  const letters = segment.trimEnd()
  if (letters === '' || letters === segment) return [{ segment, index }]
  const space = { segment: segment.slice(letters.length), index: index + letters.length }
  return [{ segment: letters, index }, space]
}

function chunksOf(cells: readonly Cell[]): readonly Chunk[] {
  const chunks: { spaces: Cell[]; cells: Cell[] }[] = []
  let open: { spaces: Cell[]; cells: Cell[] } = { spaces: [], cells: [] }
  for (const cell of cells) {
    const isSpace = cell.text === ' ' && cell.run.keep === undefined
    const last = open.cells.at(-1)
    if (last !== undefined && (isSpace || breaksBetween(last, cell))) {
      chunks.push(open)
      open = { spaces: [], cells: [] }
    }
    if (isSpace) open.spaces.push(cell)
    else open.cells.push(cell)
  }
  return open.cells.length === 0 ? chunks : [...chunks, open]
}

// Chinese and Japanese are written without spaces; a line may end after any ideograph but before closing marks.
function breaksBetween(a: Cell, b: Cell): boolean {
  if (a.run.keep !== undefined || b.run.keep !== undefined) return false
  return (a.width > 1 || b.width > 1) && !opening.test(a.text) && !closing.test(b.text)
}

// A word longer than a line is cut; an address is not, since half an address leads nowhere.
function partsOf(
  cells: readonly Cell[],
  room: number,
  fullRoom: number,
): readonly (readonly Cell[])[] {
  if (
    widthOf(cells) <= room ||
    cells
      .map((cell) => cell.text)
      .join('')
      .includes('://')
  ) {
    return [cells]
  }
  const parts: Cell[][] = [[]]
  let left = room
  for (const cell of cells) {
    if (cell.width > left) {
      parts.push([])
      left = fullRoom
    }
    parts.at(-1)?.push(cell)
    left -= cell.width
  }
  return parts.filter((part) => part.length > 0)
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0)
}

function paintLine(cells: readonly Cell[], terminal: Terminal): string {
  const end = cells.findLastIndex((cell) => cell.text.trim() !== '') + 1
  const pieces: { run: Run; text: string }[] = []
  for (const cell of cells.slice(0, end)) {
    const last = pieces.at(-1)
    if (last?.run === cell.run) last.text += cell.text
    else pieces.push({ run: cell.run, text: cell.text })
  }
  return pieces.map(({ run, text }) => paint({ ...run, text }, terminal)).join('')
}
