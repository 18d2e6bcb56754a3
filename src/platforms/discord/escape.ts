// Discord's one escape: whatever a text holds, it shows as its own characters and nothing else.
// It cannot format, mention, link, or turn the reading order.

// More than any view shows of one text; what lies beyond is never looked at.
const maxRead = 6000

const lineBreaks = /\r\n?|[\u0085\u2028\u2029\v\f]/g

// Controls, bidi controls, annotation marks, and everything Unicode shows as nothing; but an emoji is kept whole, and so are
// the joiners that scripts other than Latin need within a word.
const invisible =
  /((?=[\p{Emoji}--[0-9]]|.\ufe0f)\p{RGI_Emoji}|(?<=[[\p{L}\p{M}]--\p{Script=Latin}])[\u200c\u200d](?=[\p{L}--\p{Script=Latin}]))|[\p{Cc}--\n]|\p{Bidi_Control}|[\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gv

// Real scripts need three marks on a letter at most; the rest is stacked to be a nuisance.
const stackedMarks = /([\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu

/** A text with nothing in it but what can be seen and line feeds, in NFC. Not yet markdown. Total. */
export function clean(text: string): string {
  return text
    .slice(0, maxRead)
    .toWellFormed()
    .replace(lineBreaks, '\n')
    .replaceAll('\t', '    ')
    .replace(invisible, '$1')
    .normalize('NFC')
    .replace(stackedMarks, '$1')
}

/** The same on one line without spaces at its ends: for labels, which are not markdown. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

// Whatever opens something anywhere: emphasis, code, spoilers, links; mentions, times and emoji between angle brackets;
// a scheme, which would make an address clickable; a name between colons, which would become an emoji.
const active = /[\\*_~|`[\]]|<(?!\s)|@(?=everyone|here)|:(?=\/\/|[\w+~-]+:)/gi

// Whatever opens a heading, subtext, a quote or a list, but only where a line begins.
const lineMarker = /^(\s*)(#{1,6}|-#|[-+]|>+)(?=\s|$)/gm
const lineNumber = /^(\s*\d+)([.)])(?=\s|$)/gm

/** Cleaned text as markdown that shows it. Lines may be put one after another, but not be cut. Total. */
export function escapeText(cleaned: string): string {
  return cleaned
    .replace(active, '\\$&')
    .replace(lineMarker, (_, space: string, marker: string) => space + marker.replace(/./g, '\\$&'))
    .replace(lineNumber, '$1\\$2')
}

// Looks like a backtick and is none.
const lookalike = 'ˋ'

/** Cleaned text as code within a line; '' when there is nothing to see. Total. */
export function inlineCode(cleaned: string): string {
  const code = cleaned.replace(/\s+/g, ' ')
  if (code.trim() === '') return ''
  if (!code.includes('`')) return `\`${code}\``
  if (code.includes('``')) return `\`${code.replaceAll('`', lookalike)}\``
  return `\`\` ${code} \`\``
}

/** Cleaned text as a block of code, fences included; '' when there is nothing to see. Total. */
export function codeBlock(cleaned: string): string {
  const lines = cleaned.split('\n').map((line) => line.trimEnd())
  const code = lines.join('\n').replace(/^\n+|\n+$/g, '')
  if (code === '') return ''
  const closed = code.replace(/`{3,}/g, (run) => lookalike.repeat(run.length))
  return `\`\`\`\n${closed}\n\`\`\``
}
