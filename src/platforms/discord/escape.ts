// Discord's one escape: whatever a text holds, it shows as its own characters and nothing else.
// It cannot format, mention, link, or turn the reading order.

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
