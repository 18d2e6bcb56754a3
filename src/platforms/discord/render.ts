// View → Discord message. Pure and total: any view gives a message that Discord takes, and every button of
// the view is in it. Where there is too much, texts give way.
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIContainerComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import { actionId, sharePress } from '../../bot/action.ts'
import { fittingWords } from '../../bot/plain.ts'
import { type Room, roomiest, tightest, widest } from '../../bot/room.ts'
import { withoutTwins } from '../../bot/twins.ts'
import type { Button, View } from '../../bot/view.ts'
import { buttonRows, type Part } from './components.ts'
import { dense } from './dense.ts'
import { filePart, filesOf, type Upload } from './files.ts'
import { airy, close, type Layout, listed } from './layout.ts'
import { maxComponents, maxRowButtons, maxText } from './limits.ts'
import { stamp } from './stamp.ts'
import { paragraphsOf, personPattern } from './text.ts'

export { renderForm } from './modal.ts'

/** A message as Discord's API takes it. It mentions nobody, whatever it says. */
export type Rendered = {
  readonly flags: MessageFlags.IsComponentsV2
  readonly components: readonly [APIContainerComponent]
  /** To be sent with it. */
  readonly files: readonly Upload[]
  readonly allowed_mentions: { readonly parse: readonly []; readonly users: readonly string[] }
}

/** A message of one text. */
export type Plain = Omit<Rendered, 'components'> & {
  readonly components: readonly [APITextDisplayComponent]
}

// Discord's own amber and red.
const accents = { mistake: 0xf0b232, fault: 0xda373c } as const

/**
 * Lays a view out; `share: 'offer'` adds the button that shows a private answer to everybody, where there is one. `server` is
 * the one whose message it is in direct messages.
 */
export function renderView(
  view: View,
  options: { readonly share: 'offer' | 'none'; readonly server?: string | undefined },
): Rendered {
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
    components: [stamp(container, options.server)],
    files,
    allowed_mentions: { parse: [], users: calledBy(view) },
  }
}

/** A view in words alone: the least a message can be that carries the mark it is found by. */
export function renderPlain(view: View): Plain {
  const content = fittingWords(view, maxText, paragraphsOf)
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.TextDisplay, content }],
    files: [],
    allowed_mentions: { parse: [], users: calledBy(view) },
  }
}

/** Whom the message may call; nobody where that names no person. */
function calledBy({ calls = '' }: View): readonly string[] {
  return personPattern.test(calls) ? [calls] : []
}

type Finish = (parts: readonly Part[]) => readonly Part[]

// The roomiest layout whose components are few enough, with as much text as there is room for.
function fitting(view: View, finish: Finish): readonly Part[] {
  for (const layout of [airy, close, listed] satisfies readonly Layout[]) {
    const at = (room: Room) => finish(layout(view, room))
    if (componentsIn(at(widest)) > maxComponents) continue
    const parts = roomiest(at, isWithin)
    if (parts !== undefined) return parts
  }
  const at = (room: Room) => finish(dense(view, room))
  return roomiest(at, isWithin) ?? finish(dense(view, tightest, maxText))
}

function isWithin(parts: readonly Part[]): boolean {
  return textIn(parts) <= maxText && componentsIn(parts) <= maxComponents
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
