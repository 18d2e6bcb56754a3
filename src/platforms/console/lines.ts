// Pieces of a stream → lines, in bounded memory: what is too long to be a line is cut, not kept.

/** Holds the line begun last. */
export type LineSplitter = {
  /** The lines that a piece completes. */
  push(piece: string): readonly string[]
  /** The last line, when the stream did not end with a line feed. */
  end(): readonly string[]
}

/** Splits at line feeds. A line longer than `longest` characters comes cut, one character longer than that. */
export function createLineSplitter(longest: number): LineSplitter {
  let open = ''
  return {
    push(piece) {
      const lines = piece.split('\n').map((line, i) => cut(i === 0 ? open + line : line, longest))
      open = lines.pop() ?? ''
      return lines
    },
    end() {
      const last = open
      open = ''
      return last === '' ? [] : [last]
    },
  }
}

function cut(line: string, longest: number): string {
  return line.slice(0, longest + 1)
}
