// Slack blocks as lines that can be read and compared: what they are, what they say and what they do.
import { type Fields, isFields } from './render-parts.ts'

/** One line or more for a block, what is in it indented below. */
export function outline(blocks: readonly object[]): string {
  return blocks.flatMap((block) => linesOf(block as Fields)).join('\n')
}

function linesOf(part: Fields): readonly string[] {
  switch (part.type) {
    case 'header':
      return [`header “${words(part.text)}”`]
    case 'section':
      return ['section', ...indented([...texts(part), ...one(part.accessory)])]
    case 'context':
      return ['context', ...indented(list(part.elements).flatMap(textLines))]
    case 'divider':
      return ['line']
    case 'actions':
      return ['row', ...indented(list(part.elements).flatMap(linesOf))]
    case 'image':
      return [`picture ${part.image_url} “${part.alt_text}”`]
    case 'button':
      return button(part)
    case 'static_select':
      return [`menu “${words(part.placeholder)}” ${part.action_id}`, ...indented(options(part))]
    case 'overflow':
      return [`more ${part.action_id}`, ...indented(options(part))]
    default:
      throw new TypeError(`No outline for a part of type ${part.type}`)
  }
}

function texts({ text, fields }: Fields): readonly string[] {
  const columns = list(fields).map((field) => `▌ ${words(field)}`)
  return [...(isFields(text) ? textLines(text) : []), ...columns]
}

function textLines(text: Fields): readonly string[] {
  return String(text.text)
    .split('\n')
    .map((line) => `│ ${line}`)
}

function button({ text, action_id: id, url, style, confirm }: Fields): readonly string[] {
  const does = url === undefined ? id : `${url} (${id})`
  const looks = style === undefined ? '' : ` ${style}`
  const asks = isFields(confirm)
    ? [`  asks “${words(confirm.text)}” ${words(confirm.confirm)}/${words(confirm.deny)}`]
    : []
  return [`button “${words(text)}”${looks} → ${does}`, ...asks]
}

function options(menu: Fields): readonly string[] {
  return list(menu.options).map(({ text, description, value, url }) => {
    const hint = isFields(description) ? ` (${words(description)})` : ''
    return `“${words(text)}”${hint} → ${url ?? value}`
  })
}

function one(part: unknown): readonly string[] {
  return isFields(part) ? linesOf(part) : []
}

function list(parts: unknown): readonly Fields[] {
  return Array.isArray(parts) ? parts : []
}

function words(text: unknown): string {
  return isFields(text) ? String(text.text) : ''
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}
