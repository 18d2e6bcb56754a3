// What Slack's JSON looks like on the wire, as far as the stand reads or writes it.

/** A JSON object whose fields nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>

/** A block or an element of one; which fields it has depends on its type. */
export type Block = Fields & {
  readonly type: string
  readonly block_id?: string
  readonly action_id?: string
}

/** A message as it is shown now. */
export type Message = {
  readonly channel: string
  readonly ts: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly attachments: readonly Fields[]
  readonly user: string
  /** Of the app, where it wrote it. */
  readonly bot_id?: string
  /** The workspace whose bot or person wrote it. */
  readonly team: string
  readonly thread_ts?: string
  readonly metadata?: Fields
  readonly files?: readonly Fields[]
  /** Who alone sees it. */
  readonly shownTo?: string
  readonly edited?: boolean
  /** How often it was changed. */
  readonly revision: number
  /** The arguments it was made with. */
  readonly asked: Fields
}

/** A modal or a Home tab as it is shown now. */
export type View = {
  readonly id: string
  readonly team_id: string
  readonly type: 'modal' | 'home'
  readonly callback_id: string
  readonly external_id: string
  readonly private_metadata: string
  readonly blocks: readonly Block[]
  readonly hash: string
  readonly title?: { readonly type: string; readonly text: string }
  readonly submit?: { readonly type: string; readonly text: string } | null
  readonly close?: { readonly type: string; readonly text: string } | null
  readonly clear_on_close: boolean
  readonly notify_on_close: boolean
  readonly previous_view_id: string | null
  readonly root_view_id: string
  readonly [more: string]: unknown
}

export type Choice = { readonly text: string; readonly value: string }

/** Whether something is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON objects in a list; nothing of what is no list. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** Blocks and elements with everything inside them that has a type, in reading order. */
export function everyPart(parts: unknown): readonly Block[] {
  if (Array.isArray(parts)) return parts.flatMap(everyPart)
  if (!isFields(parts)) return []
  const inside = Object.values(parts).flatMap(everyPart)
  return typeof parts.type === 'string' ? [parts as Block, ...inside] : inside
}

/** What a person can act on, in reading order, each with the block it stands in. */
export function actionsOf(
  blocks: readonly Fields[],
): readonly { readonly element: Block; readonly block: Block }[] {
  return blocks.flatMap((block) =>
    everyPart([block.elements, block.accessory, block.element, block.actions, block.child_blocks])
      .filter(({ action_id }) => action_id !== undefined)
      .map((element) => ({ element, block: block as Block })),
  )
}

/** All the words that are shown, in reading order. */
export function wordsOf(blocks: readonly Fields[]): string {
  const texts = everyPart(blocks).flatMap(({ type, text, url }) => {
    if (typeof text === 'string') return [text]
    return type === 'link' && typeof url === 'string' ? [url] : []
  })
  return texts.join('\n')
}

/** All the words a message shows; the text that stands for its blocks only where there are none. */
export function textOf(message: Pick<Message, 'text' | 'blocks' | 'attachments'>): string {
  const attached = message.attachments.map(({ blocks, text, title, pretext }) =>
    [pretext, title, text, wordsOf(listOf(blocks))].filter(Boolean).join('\n'),
  )
  const own = message.blocks.length === 0 ? message.text : wordsOf(message.blocks)
  return [own, ...attached].filter((text) => text !== '').join('\n')
}

/** All the words a modal or Home tab shows. */
export function wordsOfView(view: View): string {
  return [view.title?.text, wordsOf(view.blocks)].filter(Boolean).join('\n')
}

/** The labels of what can be pressed or chosen. */
export function labelsOf(shown: { readonly blocks: readonly Fields[] }): readonly string[] {
  return actionsOf(shown.blocks).flatMap(({ element }) => labelOf(element) ?? [])
}

/** What stands on a button, or in an empty select. */
export function labelOf({ text, placeholder }: Fields): string | undefined {
  const label = isFields(text) ? text.text : isFields(placeholder) ? placeholder.text : undefined
  return typeof label === 'string' ? label : undefined
}
