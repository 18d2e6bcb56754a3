// Slack's one escape: whatever a text holds, it shows as its own characters and nothing else.
//
// Texts are mrkdwn, since only a mrkdwn section takes a button or a picture at its side; `plain_text` has no bold and no links,
// and `rich_text` stands alone. mrkdwn has no backslash: besides `&`, `<` and `>`, which have entities, what would be markup
// gives way to a character that looks like it and means nothing, and only where it would be markup. Addresses and names are
// left alone because every text is sent `verbatim`.

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const lookalikes: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  ':': '∶',
  '@': '＠',
  '>': '＞',
}

// Emphasis begins and ends at the edge of a word: within one, and alone, its marks are characters. A backtick is code anywhere.
const emphasis = /(?<![A-Za-z0-9])[*_~](?!\s)|(?<!\s)[*_~](?![A-Za-z0-9])|`/g
// An emoji's name between colons, in whatever script the workspace gave it one.
const emoji = /:(?=[\p{L}\p{M}\p{N}_+'’.-]+:)/gu
// Where `verbatim` is not said, in notifications, these ring.
const everybody = /@(?=channel|here|everyone|group)/gi
// A quote, but only where a line begins; Slack sees one behind an entity, too.
const quote = /^(\s*)>/gm

/** Cleaned text as mrkdwn that shows it. Lines may be put one after another, but not be cut. Total. */
export function escapeText(cleaned: string): string {
  return escapeEntities(
    [emphasis, emoji, everybody].reduce(
      (text, active) => text.replace(active, lookalike),
      cleaned.replace(quote, (_, space: string) => space + lookalike('>')),
    ),
  )
}

/** Cleaned text as code within a line; '' when there is nothing to see. Total. */
export function inlineCode(cleaned: string): string {
  const code = cleaned.replace(/\s+/g, ' ').trim()
  return code === '' ? '' : `\`${escapeEntities(code.replaceAll('`', lookalike))}\``
}

/** Cleaned text as a block of code, fences included; '' when there is nothing to see. Total. */
export function codeBlock(cleaned: string): string {
  const lines = cleaned.split('\n').map((line) => line.trimEnd())
  const code = lines.join('\n').replace(/^\n+|\n+$/g, '')
  const closed = code.replace(/`{3,}|`$/g, (run) => run.replaceAll('`', lookalike))
  return code === '' ? '' : `\`\`\`\n${escapeEntities(closed)}\n\`\`\``
}

/** `&`, `<` and `>` as Slack wants them wherever it reads text. */
export function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character] ?? character)
}

function lookalike(character: string): string {
  return lookalikes[character] ?? character
}
