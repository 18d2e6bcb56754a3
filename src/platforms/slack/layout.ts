// The ways to lay a view out that keep its order, from the roomiest to the tightest.
import { actionId } from '../../bot/action.ts'
import type { Room } from '../../bot/room.ts'
import {
  type Block,
  type Button,
  type Choice,
  type Fact,
  type Item,
  type Press,
  plainText,
  type Text,
  type View,
} from '../../bot/view.ts'
import {
  blockText,
  factText,
  isShortFact,
  itemText,
  lines,
  metaText,
  titleText,
} from './block-text.ts'
import {
  buttonOf,
  buttonRows,
  contexts,
  divider,
  fieldSections,
  header,
  type MenuOption,
  menuRows,
  type Part,
  pictures,
  sections,
  thumbnail,
} from './components.ts'
import { linkOf } from './text.ts'

/** A way to lay a view out. Where it takes too many blocks, a tighter one has to do. */
export type Layout = (view: View, room: Room, heading: Heading) => readonly Part[]

/** How a view's title stands out: in a message of its own, or within somebody else's. */
export type Heading = 'header' | 'bold'

/** Every item with its button beside it and its small print below, and lines where items are long. */
export const airy: Layout = (view, room, heading) => laidOut(view, room, heading, dividedItems)

/** The same without the lines. */
export const close: Layout = (view, room, heading) => laidOut(view, room, heading, spacedItems)

/** Every item with its button, in one block. */
export const tight: Layout = (view, room, heading) => laidOut(view, room, heading, singleItems)

/** Items that follow one another in one text, their buttons in a menu below it. */
export const listed: Layout = (view, room, heading) => laidOut(view, room, heading, listAndMenu)

type Items = (items: readonly Item[], room: Room) => readonly Part[]

function laidOut(view: View, room: Room, heading: Heading, items: Items): readonly Part[] {
  const head = heading === 'header' && view.tone === undefined ? header(view.title) : undefined
  const title = head === undefined ? titleText(view, room) : ''
  const picture = thumbnail(view.thumbnail)
  const beside = picture === undefined && head !== undefined ? [] : firstTexts(view.blocks)
  const top = lines([title, paragraphs(beside.map((block) => blockText(block, room)))])
  const parts = [
    ...(head === undefined ? [] : [head]),
    ...sections([top], picture),
    ...runs(view.blocks.slice(beside.length)).flatMap((run) => runParts(run, room, items)),
  ]
  return parts.at(-1) === divider ? parts.slice(0, -1) : parts
}

// What stands beside a view's picture, or right below a title that is no header: the texts it begins with.
function firstTexts(blocks: readonly Block[]): readonly Block[] {
  const end = blocks.findIndex((block) => block.kind !== 'text')
  return blocks.slice(0, Math.min(2, end < 0 ? 2 : end))
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
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
      return ofKind(run, 'image').flatMap(({ image }) => pictures(image))
    case 'note':
      return contexts(run.map((block) => blockText(block, room)))
    case 'facts':
      return factParts(
        ofKind(run, 'facts').flatMap(({ facts }) => facts),
        room,
      )
    case 'choice':
      return ofKind(run, 'choice').flatMap(({ choice }) =>
        menuRows(choice.label, choiceOptions(choice)),
      )
    default:
      return run.flatMap((block) => [
        ...sections([blockText(block, room)]),
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

// Short values that follow one another stand in columns, the rest in lines.
function factParts(facts: readonly Fact[], room: Room): readonly Part[] {
  const shown = facts.filter((fact) => factText(fact, room) !== '')
  const isShort = (i: number) => shown[i] !== undefined && isShortFact(shown[i])
  const runs: { readonly columns: boolean; readonly texts: string[] }[] = []
  for (const [i, fact] of shown.entries()) {
    const columns = isShort(i) && (isShort(i - 1) || isShort(i + 1))
    if (runs.at(-1)?.columns !== columns) runs.push({ columns, texts: [] })
    runs.at(-1)?.texts.push(factText(fact, room))
  }
  return runs.flatMap(({ columns, texts }) => (columns ? fieldSections(texts) : sections(texts)))
}

const spacedItems: Items = (items, room) =>
  items.flatMap((item) => [
    ...itemParts(item, itemText(item, room)),
    ...contexts([metaText(item, room)]),
  ])

// Items of three lines and more run into one another, and into what follows; short ones do not.
const dividedItems: Items = (items, room) => {
  if (!items.some(({ body, meta }) => body && meta)) return spacedItems(items, room)
  return items.flatMap((item) => [...spacedItems([item], room), divider])
}

const singleItems: Items = (items, room) =>
  items.flatMap((item) => itemParts(item, blockText(item, room)))

function itemParts({ button, thumbnail: picture }: Item, text: string): readonly Part[] {
  if (text === '') return buttonRows(button ? [button] : [])
  return sections([text], (button && buttonOf(button)) ?? thumbnail(picture))
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
  const options = items.flatMap((item) =>
    itemOptions(item, presses.size === 1 ? (item.meta ?? item.body) : item.button?.label),
  )
  return [...sections(texts), ...menuRows(label, options)]
}

/** An item's press as a line of a menu. */
export function itemOptions({ title, button }: Item, hint: Text = ''): readonly MenuOption[] {
  if (button === undefined || !('invoke' in button)) return []
  const option = { id: actionId(button), label: plainText(title), hint: plainText(hint) }
  return [{ ...option, asks: asking(button) }]
}

/** A choice as lines of a menu. */
export function choiceOptions({ effect, options }: Choice): readonly MenuOption[] {
  return options.map(({ label, description = '', invoke }) => ({
    id: actionId({ invoke, effect }),
    label,
    hint: description,
  }))
}

function asking(press: Press): Press | undefined {
  return press.confirm === undefined ? undefined : press
}

/** Buttons that open nothing but a command, as lines of a menu. */
export function pressOptions(buttons: readonly Button[]): readonly MenuOption[] {
  return buttons.flatMap((button) =>
    'invoke' in button ? [{ id: actionId(button), label: button.label, asks: asking(button) }] : [],
  )
}
