// View → Slack message, Home tab or link preview. Pure and total: any view gives what Slack takes, and every button of the
// view is in it. Where there is too much, texts give way.
import type { HomeView } from '@slack/types'
import { actionId, sharePress } from '../../bot/action.ts'
import { fittingWords } from '../../bot/plain.ts'
import { type Room, roomiest, tightest, widest } from '../../bot/room.ts'
import { withoutTwins } from '../../bot/twins.ts'
import type { Block, Press, View } from '../../bot/view.ts'
import { type Part, sections } from './components.ts'
import { type Capacity, dense, sizeOf } from './dense.ts'
import { fallbackText } from './fallback.ts'
import { airy, close, type Heading, type Layout, listed, tight } from './layout.ts'
import { maxBlocks, maxFallback, maxFields, maxSize, maxText } from './limits.ts'
import { callingOnly } from './ringing.ts'
import { paragraphsOf } from './text.ts'

/** A message as Slack's API takes it: `text` is for notifications and screen readers. */
export type Rendered = { readonly text: string; readonly blocks: Part[] }

/** `share: 'offer'` adds the button that shows a private answer to everybody, where there is one; `to` is who sees it. */
export type Showing = { readonly share: 'offer' | 'none'; readonly to?: 'asker' | 'everybody' }

/** Lays a view out. What everybody sees calls nobody but whom the view does; what the asker alone sees rings for no other. */
export function renderView(view: View, { share, to = 'everybody' }: Showing): Rendered {
  const { view: once, ids } = withoutTwins(to === 'asker' ? view : callingOnly(view))
  const press = share === 'offer' && view.share ? sharePress(view.share) : undefined
  const offered = press === undefined || ids.has(actionId(press)) ? once : withPress(once, press)
  return { text: fallbackText(view), blocks: blocksOf(offered, 'message') }
}

/** A view in words alone. */
export function renderPlain(view: View, to: 'asker' | 'everybody'): { readonly text: string } {
  const quiet = to === 'asker' ? view : callingOnly(view)
  return { text: fittingWords(quiet, maxFallback, paragraphsOf) }
}

/** A person's Home tab, for `views.publish`. */
export function renderHome(view: View): HomeView {
  return { type: 'home', blocks: blocksOf(withoutTwins(view).view, 'view') }
}

/** The blocks of a link's preview, for `chat.unfurl`. */
export function renderUnfurl(view: View): Part[] {
  return blocksOf(withoutTwins(view).view, 'unfurl')
}

/** What stands below the fields of a modal. */
export function renderEstimate(view: View): Part[] {
  return blocksOf(withoutTwins(view).view, 'estimate')
}

type Surface = keyof typeof maxBlocks

const headings = { message: 'header', view: 'header', unfurl: 'bold', estimate: 'bold' } as const

function blocksOf(view: View, surface: Surface): Part[] {
  const capacity = { blocks: maxBlocks[surface], size: maxSize[surface] }
  const parts = fitting(view, headings[surface], capacity)
  return numbered(parts.length > 0 ? parts : sections(['…']))
}

// The roomiest layout whose blocks are few enough, with as much text as there is room for.
function fitting(view: View, heading: Heading, capacity: Capacity): readonly Part[] {
  const isWithin = (parts: readonly Part[]) =>
    parts.length <= capacity.blocks &&
    parts.every(isTextWithin) &&
    sizeOf(numbered(parts)) <= capacity.size
  for (const layout of [airy, close, tight, listed] satisfies readonly Layout[]) {
    const at = (room: Room) => layout(view, room, heading)
    // A layout that is held only by leaving texts out, or not even so, is not tried.
    const isFew = at(widest).length <= capacity.blocks && isWithin(at(tightest))
    const parts = isFew ? roomiest(at, isWithin) : undefined
    if (parts !== undefined) return parts
  }
  return dense(view, tightest, capacity)
}

function isTextWithin(part: Part): boolean {
  if (part.type === 'context')
    return part.elements.every((element) => !('text' in element) || element.text.length <= maxText)
  if (part.type !== 'section') return true
  const isWithin = (part.text?.text.length ?? 0) <= maxText
  return isWithin && (part.fields ?? []).every(({ text }) => text.length <= maxFields.text)
}

// Last in the last row of buttons, or in a row of its own.
function withPress(view: View, press: Press): View {
  const at = view.blocks.findLastIndex(({ kind }) => kind === 'buttons')
  const last = view.blocks[at]
  if (last?.kind !== 'buttons') {
    const row: Block = { kind: 'buttons', buttons: [press] }
    return { ...view, blocks: [...view.blocks, row] }
  }
  const blocks = view.blocks.with(at, { ...last, buttons: [...last.buttons, press] })
  return { ...view, blocks }
}

// What is no press of its own has an id only to differ from the others.
function numbered(parts: readonly Part[]): Part[] {
  let n = 0
  const numberedElement = <E extends object>(element: E): E => {
    if (!('action_id' in element)) return element
    if (element.action_id === '') return { ...element, action_id: `menu/${n++}` }
    return element.action_id === 'link/' ? { ...element, action_id: `link/${n++}` } : element
  }
  return parts.map((part) => {
    if (part.type === 'actions') return { ...part, elements: part.elements.map(numberedElement) }
    if (part.type !== 'section' || part.accessory === undefined) return part
    return { ...part, accessory: numberedElement(part.accessory) }
  })
}
