// Quoting what somebody typed, without quoting all of it.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * The text, or as much of its beginning as leaves room for an ellipsis within `limit` UTF-16 units (2 or more, as platforms
 * count), never ending inside a character as a reader sees it.
 */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = graphemes.segment(text).containing(limit - 1)?.index ?? 0
  // A character of endless combining marks has no end within the limit: it is cut between code points.
  const cut = end > 0 ? text.slice(0, end) : text.slice(0, limit - 1)
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}
