// What the console prints as HTML, from the characters a terminal is sent.
import type { View } from '../../src/bot/view.ts'
import { renderView } from '../../src/platforms/console/render.ts'
import { now } from '../../tests/stands/paperboy.ts'
import { element, text } from './html.ts'

/** How a view looks in a terminal of eighty columns. */
export function consoleColumn(view: View): string {
  const { text: printed } = renderView(view, { width: 80, colour: true, links: true, now })
  return element('pre', 'c-window', painted(printed))
}

// A run in its styles, a hyperlink around one, or what is between them.
const pieces = /\x1b\[([\d;]+)m([^\x1b]*)\x1b\[0m|\x1b\]8;;[^\x1b]*\x1b\\|([^\x1b]+)/g

function painted(printed: string): string {
  return [...printed.matchAll(pieces)]
    .map(([, styles, words = '', plain]) => {
      if (plain !== undefined) return text(plain)
      if (styles === undefined) return ''
      const names = styles.split(';').map((style) => `c-${style}`)
      return element('span', names.join(' '), text(words))
    })
    .join('')
}
