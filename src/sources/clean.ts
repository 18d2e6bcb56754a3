// Text from outside, made safe to show and to compare: one line, no invisible or direction-turning characters.

/** Most characters (UTF-16 units) or entries kept of each field. Our own choice: far above real papers, low enough to store and show. */
export const limits = {
  title: 1_000,
  abstract: 20_000,
  /** A name, a keyword, an organization, a category. */
  name: 300,
  url: 2_000,
  /** The authors' remark at arXiv: pages, figures, where it appeared. */
  comment: 2_000,
  authors: 5_000,
  keywords: 100,
  categories: 100,
} as const

// Unicode's controls except white space, its bidirectional controls, and characters without width.
const dropped =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g
// A zero-width joiner holds an emoji together (a family, a profession) and is noise anywhere else.
const strayJoiner =
  /(?<!\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu
// U+0085 is a line break to Unicode, but not to \s.
const whiteSpace = /[\s\u0085]+/g

/** The text in NFC on one line: white space collapsed and trimmed, invisible characters gone, broken surrogates replaced. Cleaning twice changes nothing. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(dropped, '')
    .replace(strayJoiner, '')
    .replace(whiteSpace, ' ')
    .trim()
    .normalize('NFC')
}

/** At most `limit` UTF-16 units of the text, never ending inside a character as a reader sees it. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)
  const end = graphemes.containing(limit)?.index ?? limit
  // One character of endless combining marks has no boundary before the limit.
  return (end === 0 ? cutAtCodePoint(text, limit) : text.slice(0, end)).trimEnd()
}

function cutAtCodePoint(text: string, limit: number): string {
  const cut = text.slice(0, limit)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}

/** Clean text of at most `limit` characters, or undefined when nothing readable is left. */
export function cleanOrAbsent(text: string, limit: number): string | undefined {
  const clean = clip(cleanText(text), limit)
  return clean === '' ? undefined : clean
}
