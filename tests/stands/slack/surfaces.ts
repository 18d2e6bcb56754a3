// Where a person acts: a message, a modal, a Home tab as they are shown now, and what was put into their fields.
import { elementIn, valuesOf } from './forms.ts'
import { NotOffered } from './manifest.ts'
import { wireMessage } from './rules-message.ts'
import { type From, shownName } from './scene.ts'
import { type Deed, keyOf, messageOf, type State } from './state.ts'
import { type Block, type Fields, labelsOf, listOf, type Message, type View } from './wire.ts'

export type Shown = Message | View

/** Nothing was put anywhere yet. */
export function createSurfaces(state: State) {
  const entered = new Map<string, Map<string, Fields>>()

  function remember(shown: Shown, block: Block, element: Block, chosen: Fields): void {
    if (element.type === 'button' || element.type === 'overflow') return
    const fields = entered.get(nameOf(shown)) ?? new Map<string, Fields>()
    fields.set(`${block.block_id}/${element.action_id}`, chosen)
    entered.set(nameOf(shown), fields)
  }

  const valuesIn = (shown: Shown) =>
    valuesOf(current(state, shown).blocks, entered.get(nameOf(shown)) ?? new Map())

  /** Where an element stands, as interactions tell it. */
  function surface(shown: Shown, deed: Deed, attachment: Fields | undefined): Fields {
    if (isView(shown)) {
      const { shownTo: _, ...view } = viewShown(state, shown)
      const held = { ...view, state: { values: valuesIn(shown) } }
      return { container: { type: 'view', view_id: view.id }, view: held }
    }
    const message = messageOf(state, shown)
    const { channel, ts, thread_ts, shownTo } = message
    const isEphemeral = shownTo !== undefined
    const where = state.channels.get(channel)
    const card = attachment && {
      type: 'message_attachment',
      attachment_id: attachment.id,
      is_app_unfurl: attachment.is_app_unfurl === true,
      app_unfurl_url: attachment.app_unfurl_url,
    }
    return {
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: isEphemeral,
        ...(thread_ts === undefined ? {} : { thread_ts }),
        ...card,
      },
      channel: { id: channel, name: where === undefined ? '' : shownName(where) },
      // What one person alone sees is kept nowhere.
      ...(isEphemeral ? {} : { message: wireMessage(message) }),
      ...(card === undefined ? {} : { app_unfurl: attachment }),
      state: { values: valuesIn(shown) },
      response_url: deed.responseUrl,
    }
  }

  return { remember, valuesIn, surface }
}

/** Whether it is a modal or a Home tab. */
export const isView = (shown: Shown): shown is View => 'hash' in shown
const nameOf = (shown: Shown) => (isView(shown) ? shown.id : keyOf(shown))

/** A view as it is shown now. */
export function viewShown(state: State, { id }: View) {
  const view = state.views.get(id)
  if (view === undefined) throw new NotOffered('that view is closed')
  return view
}

const current = (state: State, shown: Shown): Shown =>
  isView(shown) ? viewShown(state, shown) : messageOf(state, shown)

/** An element as it is shown now, and the attachment it stands in. */
export function elementShown(state: State, shown: Shown, which: string, from: From) {
  const now = current(state, shown)
  const own = elementIn(now.blocks, which)
  if (own !== undefined) return { ...own, attachment: undefined }
  const attachments = isView(now) ? [] : now.attachments
  for (const attachment of attachments) {
    const found = elementIn(listOf(attachment.blocks), which)
    if (found !== undefined) return { ...found, attachment }
  }
  if (from.force === true) {
    const element: Block = {
      type: 'button',
      action_id: which,
      text: { type: 'plain_text', text: '?' },
    }
    return { element, block: { type: 'actions', block_id: 'old' } as Block, attachment: undefined }
  }
  const blocks = [...now.blocks, ...attachments.flatMap((one) => listOf(one.blocks))]
  throw new NotOffered(
    `there is no ${which}; there is: ${labelsOf({ blocks }).join(', ') || 'nothing'}`,
  )
}
