// View → Discord message. Pure and total: any view gives a message that Discord takes, and every button of
// the view is in it. Where there is too much, texts give way.
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIContainerComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import { actionId, sharePress } from '../../bot/action.ts'
import type { Block, Button, View } from '../../bot/view.ts'
import type { Room } from './block-text.ts'
import { buttonRows, type Part } from './components.ts'
import { dense } from './dense.ts'
import { filePart, filesOf, type Upload } from './files.ts'
import { airy, close, type Layout, listed } from './layout.ts'
import { maxComponents, maxRowButtons, maxText } from './limits.ts'

export { renderForm } from './modal.ts'

/** A message as Discord's API takes it. It mentions nobody, whatever it says. */
export type Rendered = {
  readonly flags: MessageFlags.IsComponentsV2
  readonly components: readonly [APIContainerComponent]
  /** To be sent with it. */
  readonly files: readonly Upload[]
  readonly allowed_mentions: { readonly parse: readonly []; readonly users: readonly [] }
}

// Discord's own amber and red.
const accents = { mistake: 0xf0b232, fault: 0xda373c } as const

/** Lays a view out; `share: 'offer'` adds the button that shows a private answer to everybody, where there is one. */
export function renderView(view: View, options: { readonly share: 'offer' | 'none' }): Rendered {
  const { view: once, ids } = withoutTwins(view)
  const press = options.share === 'offer' && view.share ? sharePress(view.share) : undefined
  const share = press === undefined || ids.has(actionId(press)) ? undefined : press
  const files = filesOf(view)
  const finish: Finish = (parts) => {
    const whole = withFiles(parts, files)
    return numbered(share ? withButton(whole, share) : whole)
  }
  const parts = fitting(once, finish)
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    ...(view.tone === undefined ? {} : { accent_color: accents[view.tone] }),
    components: parts.length > 0 ? [...parts] : [{ type: ComponentType.TextDisplay, content: '…' }],
  }
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [container],
    files,
    allowed_mentions: { parse: [], users: [] },
  }
}

type Finish = (parts: readonly Part[]) => readonly Part[]

// Bodies shrink first, then what is said beside them, then titles; what is left of a text below 40 characters is no help.
const widest = 4000
const shorter = Array.from({ length: 64 }, (_, i) => Math.floor(widest * 0.93 ** i)).filter(
  (length) => length >= 40,
)
const rooms: readonly Room[] = [
  ...shorter.map((body) => ({ body, minor: widest, title: widest })),
  ...shorter.map((minor) => ({ body: 40, minor, title: widest })),
  ...shorter.map((title) => ({ body: 40, minor: 40, title })),
  { body: 0, minor: 40, title: 40 },
  { body: 0, minor: 0, title: 40 },
  { body: 0, minor: 0, title: 12 },
]

// The roomiest layout whose components are few enough, with as much text as there is room for.
function fitting(view: View, finish: Finish): readonly Part[] {
  for (const layout of [airy, close, listed] satisfies readonly Layout[]) {
    const at = (room: Room) => finish(layout(view, room))
    if (componentsIn(at(rooms[0] as Room)) > maxComponents) continue
    const parts = longest(at)
    if (parts !== undefined) return parts
  }
  const at = (room: Room) => finish(dense(view, room))
  return longest(at) ?? finish(dense(view, rooms.at(-1) as Room, maxText))
}

// Less room, less text: the roomiest that does is found by halving.
function longest(at: (room: Room) => readonly Part[]): readonly Part[] | undefined {
  let best: readonly Part[] | undefined
  let [from, to] = [0, rooms.length]
  // Nearly every view needs no halving: it fits as it is.
  let middle = 0
  while (from < to) {
    const parts = at(rooms[middle] as Room)
    if (textIn(parts) <= maxText && componentsIn(parts) <= maxComponents) {
      best = parts
      to = middle
    } else from = middle + 1
    middle = (from + to) >> 1
  }
  return best
}

function componentsIn(parts: readonly Part[]): number {
  return 1 + parts.reduce((sum, part) => sum + componentsOf(part), 0)
}

function componentsOf(part: Part): number {
  if (part.type === ComponentType.Section) return part.components.length + 2
  return part.type === ComponentType.ActionRow ? part.components.length + 1 : 1
}

function textIn(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => {
    const texts = part.type === ComponentType.Section ? part.components : [part]
    return sum + texts.reduce((sum, text) => sum + ('content' in text ? text.content.length : 0), 0)
  }, 0)
}

/**
 * The view with every press in it once, since Discord refuses a message that has one id twice: of several buttons that do
 * the same the first stays, and of several options within one menu.
 */
function withoutTwins(view: View): { readonly view: View; readonly ids: ReadonlySet<string> } {
  const ids = new Set<string>()
  const isNew = (button: Button) => {
    if ('href' in button) return true
    const id = actionId(button)
    if (ids.has(id)) return false
    ids.add(id)
    return true
  }
  const blocks = view.blocks.map((block) => onlyNew(block, isNew))
  return { view: { ...view, blocks }, ids }
}

function onlyNew(block: Block, isNew: (button: Button) => boolean): Block {
  if (block.kind === 'buttons') return { ...block, buttons: block.buttons.filter(isNew) }
  if (block.kind === 'item') {
    const { button, ...rest } = block
    return button === undefined || isNew(button) ? block : rest
  }
  if (block.kind !== 'choice') return block
  const { effect, options } = block.choice
  const ids = options.map(({ invoke }) => actionId({ invoke, effect }))
  return {
    ...block,
    choice: { ...block.choice, options: options.filter((_, i) => ids.indexOf(ids[i] ?? '') === i) },
  }
}

// Below what is said, above the buttons that end it.
function withFiles(parts: readonly Part[], files: readonly Upload[]): readonly Part[] {
  const last = parts.at(-1)
  const end = last !== undefined && isButtonRow(last) ? parts.length - 1 : parts.length
  return parts.toSpliced(end, 0, ...files.map(filePart))
}

// Last in the last row of buttons, or in a row of its own.
function withButton(parts: readonly Part[], button: Button): readonly Part[] {
  const at = parts.findLastIndex(isButtonRow)
  const last = parts[at]
  const own = buttonRows([button])
  if (last === undefined || !isButtonRow(last)) return [...parts, ...own]
  if (last.components.length === maxRowButtons) return parts.toSpliced(at + 1, 0, ...own)
  return parts.with(at, {
    ...last,
    components: [...last.components, ...own.flatMap((row) => row.components)],
  })
}

function isButtonRow(part: Part): part is APIActionRowComponent<APIButtonComponent> {
  return (
    part.type === ComponentType.ActionRow &&
    part.components.every(({ type }) => type === ComponentType.Button)
  )
}

// A menu's own id only has to differ from the others: what is chosen is in its value.
function numbered(parts: readonly Part[]): readonly Part[] {
  return parts.map((part, i) => {
    if (part.type !== ComponentType.ActionRow || isButtonRow(part)) return part
    return {
      ...part,
      components: part.components.map((menu) => ({ ...menu, custom_id: `menu/${i}` })),
    }
  })
}
