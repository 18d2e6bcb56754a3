// The ways to lay a view out that keep its order, from the roomiest to the tightest.
import { actionId } from '../../bot/action.ts'
import type { Room } from '../../bot/room.ts'
import {
  type Block,
  type Button,
  type Choice,
  type Item,
  plainText,
  type Text,
  type View,
} from '../../bot/view.ts'
import { blockText, headingText, lines } from './block-text.ts'
import {
  buttonOf,
  buttonRows,
  divider,
  galleries,
  isDivider,
  type MenuOption,
  menuRows,
  type Part,
  section,
  textDisplays,
  thumbnail,
} from './components.ts'
import { linkOf } from './text.ts'

/** A way to lay a view out. Where it takes too many components, a tighter one has to do. */
export type Layout = (view: View, room: Room) => readonly Part[]

/** Every item with its button beside it, and lines where items are long. */
export const airy: Layout = (view, room) => laidOut(view, room, dividedSections)

/** The same without the lines. */
export const close: Layout = (view, room) => laidOut(view, room, sections)

/** Items that follow one another in one text, their buttons in a menu below it. */
export const listed: Layout = (view, room) => laidOut(view, room, listAndMenu)

type Items = (items: readonly Item[], room: Room) => readonly Part[]

function laidOut(view: View, room: Room, items: Items): readonly Part[] {
  const picture = thumbnail(view.thumbnail)
  const beside = picture === undefined ? [] : shortStart(view.blocks)
  const texts = [headingText(view, room), ...beside.map((block) => blockText(block, room))]
  const top = texts.flatMap(textDisplays)
  const rest = runs(view.blocks.slice(beside.length))
  const parts = [
    ...(picture === undefined || top.length === 0 ? top : [section(top, picture)]),
    ...rest.flatMap((run) => runParts(run, room, items)),
  ]
  return isDivider(parts.at(-1)) ? parts.slice(0, -1) : parts
}

// What may stand beside a view's picture with its title: a section takes three texts, and long ones would become a column.
function shortStart(blocks: readonly Block[]): readonly Block[] {
  const isShort = (block: Block) =>
    (block.kind === 'text' || block.kind === 'note') && plainText(block.text).length <= 320
  const end = blocks.findIndex((block) => !isShort(block))
  return blocks.slice(0, Math.min(2, end < 0 ? 2 : end))
}

// Blocks of one kind that follow one another stand together.
function runs(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const all: Block[][] = []
  for (const block of blocks) {
    if (all.at(-1)?.[0]?.kind === block.kind) all.at(-1)?.push(block)
    else all.push([block])
  }
  return all
}

function runParts(run: readonly Block[], room: Room, items: Items): readonly Part[] {
  switch (run[0]?.kind) {
    case 'item':
      return items(ofKind(run, 'item'), room)
    case 'image':
      return galleries(ofKind(run, 'image').map(({ image }) => image))
    case 'note':
      return textDisplays(lines(run.map((block) => blockText(block, room))))
    case 'choice':
      return ofKind(run, 'choice').flatMap(({ choice }) =>
        menuRows(choice.label, choiceOptions(choice)),
      )
    default:
      return run.flatMap((block) => [
        ...textDisplays(blockText(block, room)),
        ...(block.kind === 'buttons' ? buttonRows(block.buttons) : []),
      ])
  }
}

/** The blocks of one kind. */
export function ofKind<K extends Block['kind']>(
  blocks: readonly Block[],
  kind: K,
): readonly Extract<Block, { kind: K }>[] {
  return blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind)
}

const sections: Items = (items, room) => items.flatMap((item) => itemParts(item, room))

// Items of three lines and more run into one another, and into what follows; short ones do not.
const dividedSections: Items = (items, room) => {
  if (!items.some(({ body, meta }) => body && meta)) return sections(items, room)
  return items.flatMap((item) => [...itemParts(item, room), divider()])
}

function itemParts(item: Item, room: Room): readonly Part[] {
  const texts = textDisplays(blockText(item, room))
  const button = item.button && buttonOf(item.button)
  const beside = button ?? thumbnail(item.thumbnail)
  if (beside !== undefined && texts.length > 0) return [section(texts, beside)]
  return [...texts, ...buttonRows(item.button ? [item.button] : [])]
}

const listAndMenu: Items = (items, room) => {
  const texts = items.map((item) => {
    const { button } = item
    const link = button && 'href' in button && buttonOf(button) ? button : undefined
    return lines([blockText(item, room), link ? linkOf(link.label, link.href) : ''])
  })
  const presses = new Set(items.flatMap(({ button }) => (button ? [button.label] : [])))
  // One menu's name says once what every one of its options would.
  const [label = ''] = presses.size === 1 ? presses : ['Choose']
  const options = items.flatMap((item) => {
    return itemOptions(item, presses.size === 1 ? (item.meta ?? item.body) : item.button?.label)
  })
  return [...textDisplays(lines(texts)), ...menuRows(label, options)]
}

/** An item's press as a line of a menu. */
export function itemOptions({ title, button }: Item, hint: Text = ''): readonly MenuOption[] {
  if (button === undefined || !('invoke' in button)) return []
  return [{ id: actionId(button), label: plainText(title), hint: plainText(hint) }]
}

/** A choice as lines of a menu. */
export function choiceOptions({ effect, options }: Choice): readonly MenuOption[] {
  return options.map(({ label, description = '', invoke }) => ({
    id: actionId({ invoke, effect }),
    label,
    hint: description,
  }))
}

/** Buttons that open nothing but a command, as lines of a menu. */
export function pressOptions(buttons: readonly Button[]): readonly MenuOption[] {
  return buttons.flatMap((button) =>
    'invoke' in button ? [{ id: actionId(button), label: button.label }] : [],
  )
}
