// A view as nothing but words and links: what is still said where a platform does not take it as it was laid out.
import { type Block, type Span, spansOf, type Text, type View } from './view.ts'

/** The title, and a line for each entry and each text; what is pressed, chosen or looked at is left out. */
export function plainWords({ title, blocks }: View): Text {
  const lines: readonly (readonly Span[])[] = [[{ bold: title }], ...blocks.flatMap(linesOf)]
  return lines.flatMap((line, n) => (n === 0 ? line : ['\n', ...line]))
}

function linesOf(block: Block): readonly (readonly Span[])[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [spansOf(block.text)]
    case 'item':
      return [spansOf(block.title)]
    case 'facts':
      return block.facts.map(({ name, value }) => [`${name}: `, ...spansOf(value)])
    case 'buttons':
      return block.buttons.flatMap((button) =>
        'href' in button ? [[{ link: button.label, href: button.href }]] : [],
      )
    case 'image':
    case 'choice':
      return []
    default:
      return block satisfies never
  }
}

/** Words as a platform writes them (`write`, of so many characters as read), as many as leave them within a length. */
export function fittingWords(
  view: View,
  most: number,
  write: (text: Text, limit: number) => string,
): string {
  const words = plainWords(view)
  for (let limit = most; ; limit = Math.floor(limit * 0.8)) {
    const text = write(words, limit) || '…'
    if (text.length <= most) return text
  }
}
