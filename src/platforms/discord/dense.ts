// The last resort: one text, one gallery, and below them every button there is. It holds for any view.

import type { Room } from '../../bot/room.ts'
import type { Block, Button, View } from '../../bot/view.ts'
import { blockText, headingText } from './block-text.ts'
import {
  buttonOf,
  buttonRows,
  galleries,
  type MenuOption,
  menuRows,
  type Part,
  textDisplays,
} from './components.ts'
import { filesOf } from './files.ts'
import { choiceOptions, itemOptions, ofKind, pressOptions } from './layout.ts'
import { maxComponents, maxRowButtons } from './limits.ts'
import { linkOf } from './text.ts'

// The container, its text, and a row for the button that shares.
const taken = 4

/**
 * Commands in menus of 25, links as buttons while there is room and in the text after that. Of a text longer than `most`
 * characters the last pieces are left out. Buttons are lost only beyond 425 commands, or where the addresses of links alone
 * are too long.
 */
export function dense(view: View, room: Room, most = Number.POSITIVE_INFINITY): readonly Part[] {
  const pictures = galleries(ofKind(view.blocks, 'image').map(({ image }) => image)).slice(0, 1)
  const free = maxComponents - taken - pictures.length - filesOf(view).length
  const menus = menuRows('Choose', allOptions(view.blocks)).slice(0, Math.floor(free / 2))
  const links = allLinks(view.blocks)
  const beside = buttonsWithin(free - 2 * menus.length)
  const texts = [headingText(view, room), ...view.blocks.map((block) => blockText(block, room))]
  const below = links.slice(beside).map(({ label, href }) => linkOf(label, href))
  return [
    ...textDisplays(joined(texts, below, most)),
    ...pictures,
    ...buttonRows(links.slice(0, beside)),
    ...menus,
  ]
}

// n buttons take n components and one for each row.
function buttonsWithin(components: number): number {
  const rows = Math.floor(components / (maxRowButtons + 1))
  return rows * maxRowButtons + Math.max(0, (components % (maxRowButtons + 1)) - 1)
}

// Links before words, and whole pieces only: half a piece may be half of its markup.
function joined(texts: readonly string[], links: readonly string[], most: number): string {
  let left = most
  const fits = (piece: string) => {
    if (piece === '' || piece.length + 1 > left) return false
    left -= piece.length + 1
    return true
  }
  const below = links.filter(fits)
  return [...texts.filter(fits), ...below].join('\n')
}

function allOptions(blocks: readonly Block[]): readonly MenuOption[] {
  const options = blocks.flatMap((block) => {
    if (block.kind === 'item') return itemOptions(block, block.button?.label)
    if (block.kind === 'choice') return choiceOptions(block.choice)
    return block.kind === 'buttons' ? pressOptions(block.buttons) : []
  })
  // The first of several that do the same.
  return [
    ...new Map(options.toReversed().map((option) => [option.id, option])).values(),
  ].toReversed()
}

type Link = Extract<Button, { readonly href: string }>

function allLinks(blocks: readonly Block[]): readonly Link[] {
  const buttons = blocks.flatMap((block) => {
    if (block.kind === 'item') return block.button ?? []
    return block.kind === 'buttons' ? block.buttons : []
  })
  return buttons.filter(
    (button): button is Link => 'href' in button && buttonOf(button) !== undefined,
  )
}
