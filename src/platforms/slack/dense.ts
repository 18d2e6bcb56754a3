// The last resort: every button there is in menus, and above them as much text as room is left for. It holds for any view.
import type { Room } from '../../bot/room.ts'
import type { Block, Button, View } from '../../bot/view.ts'
import { blockText, titleText } from './block-text.ts'
import {
  buttonOf,
  buttonRows,
  type MenuOption,
  menuRows,
  type Part,
  sections,
} from './components.ts'
import { choiceOptions, itemOptions, ofKind, pressOptions } from './layout.ts'

/** How many blocks, and how many bytes of them. */
export type Capacity = { readonly blocks: number; readonly size: number }

/** Bytes of blocks as they are sent. */
export function sizeOf(parts: readonly object[]): number {
  return Buffer.byteLength(JSON.stringify(parts))
}

// What menus, rows and sections take around what is in them, and the ids they are given at the end.
const frames = 600

/**
 * Commands before links, links before words, and whole pieces only. Buttons are lost only where they alone are more than a
 * message holds.
 */
export function dense(view: View, room: Room, { size }: Capacity): readonly Part[] {
  let left = size - frames
  const fits = (piece: object | string) => {
    const cost = Buffer.byteLength(JSON.stringify(piece)) + 32
    if (cost > left) return false
    left -= cost
    return true
  }
  const options = allOptions(view.blocks).filter((option) =>
    fits(menuRows('', [option])[0]?.elements[0] ?? ''),
  )
  const links = allLinks(view.blocks).filter((link) => fits(buttonOf(link) ?? ''))
  const texts = [titleText(view, room), ...view.blocks.map((block) => blockText(block, room))]
  return [
    ...sections(texts.filter((text) => text.length <= 3000 && fits(text))),
    ...(links.length === 0 ? [] : buttonRows(links)),
    ...menuRows('Choose', options),
  ]
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
  const buttons = [
    ...ofKind(blocks, 'item').flatMap(({ button }) => button ?? []),
    ...ofKind(blocks, 'buttons').flatMap(({ buttons }) => buttons),
  ]
  return buttons.filter(
    (button): button is Link => 'href' in button && buttonOf(button) !== undefined,
  )
}
