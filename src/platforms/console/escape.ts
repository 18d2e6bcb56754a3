// The console's one escape: whatever a text holds, it cannot move the cursor, colour the screen or turn the reading order.

const lineBreaks = /\r\n|[\r\u0085\u2028\u2029]/g

// Controls (C0 but the line feed, DEL, C1), bidi controls, annotation marks, and everything Unicode
// says is shown as nothing; the joiners and selectors that emoji and scripts need are looked at below.
const invisible =
  /[\u200c\u200d]|[\ufe0e\ufe0f]|[^\P{Cc}\n]|\p{Bidi_Control}|[\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu

const emojiEnd = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u
const emojiStart = /^\p{Extended_Pictographic}/u
const selectable = /\p{Emoji}$/u
const letterEnd = /[\p{L}\p{M}]$/u
const letterStart = /^\p{L}/u

/** A text with nothing in it but what can be seen and line feeds; tabs become spaces. Total. */
export function escapeText(text: string): string {
  const lines = text.toWellFormed().replace(lineBreaks, '\n').replaceAll('\t', '    ')
  return lines.replace(invisible, (character, at: number) => keptFormat(character, lines, at))
}

/** The same on one line: runs of white space become single spaces. */
export function escapeLine(text: string): string {
  return escapeText(text).replace(/\s+/g, ' ')
}

/** An address as printable ASCII without spaces, the rest percent-encoded. Total. */
export function escapeAddress(href: string): string {
  return href.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent)
}

// Joiners and selectors change how their neighbours look; anywhere else they are only hidden characters.
function keptFormat(character: string, text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 2), at)
  const after = text.slice(at + 1, at + 3)
  if (character === '\ufe0e' || character === '\ufe0f') {
    return selectable.test(before) ? character : ''
  }
  if (character === '\u200c' || character === '\u200d') {
    const inWord = letterEnd.test(before) && letterStart.test(after)
    const inEmoji = character === '\u200d' && emojiEnd.test(before) && emojiStart.test(after)
    return inWord || inEmoji ? character : ''
  }
  return ''
}
