// What this Slack knows: workspaces, people, channels, messages, views, tokens, what people did, and its clock.
import { randomBytes } from 'node:crypto'
import { refused } from './refusal.ts'
import type { Block, Fields, Message, View } from './wire.ts'

export type Person = {
  readonly id: string
  readonly team: string
  readonly name: string
  readonly role: 'member' | 'admin' | 'owner' | 'guest' | 'single-channel guest'
  readonly timeZone?: string
  /** As Slack writes it: `de-DE`. */
  readonly locale?: string
  readonly isBot?: boolean
  readonly deactivated?: boolean
}

export type Channel = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im' | 'mpim'
  /** Several where it is shared by Slack Connect. */
  readonly teams: readonly string[]
  /** People and bots, by their ids. */
  readonly members: ReadonlySet<string>
  readonly archived?: boolean
}

export type Team = {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly enterprise?: string
  /** The user that the app is here. */
  readonly botUser: string
  readonly botId: string
  /** Whether the app is installed. */
  readonly installed: boolean
}

export type Token = {
  readonly token: string
  readonly kind: 'bot' | 'user' | 'app'
  /** Absent in an install for a whole organisation. */
  readonly team?: string
  readonly enterprise?: string
  readonly scopes: ReadonlySet<string>
  readonly user: string
  readonly expiresAt?: number
  readonly refresh?: string
  readonly revoked?: 'token_revoked' | 'account_inactive'
}

/** Something a person did that the app is told of. */
export type Deed = {
  readonly id: string
  readonly name: string
  readonly at: number
  /** How many messages there were before it. */
  readonly after: number
  readonly team: string
  readonly user: string
  readonly channel?: string
  readonly thread?: string
  readonly trigger?: string
  readonly responseUrl?: string
  /** The message it was done on, and how often that had been changed. */
  readonly source?: { readonly channel: string; readonly ts: string; readonly revision: number }
  /** The view it was done in, and what it was then. */
  readonly view?: { readonly id: string; readonly hash: string }
  ack?: { readonly body: unknown; readonly afterMs: number }
  /** Why the app's answer did not count, in Slack's words. */
  failed?: string
  /** Messages that came of it, oldest first. */
  readonly messages: { readonly channel: string; readonly ts: string }[]
  /** Views that came of it. */
  readonly views: string[]
  readonly deleted: string[]
}

export type State = ReturnType<typeof createState>

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** An id that was never given before. */
export function newId(prefix: string): string {
  const bytes = [...randomBytes(9)]
  return `${prefix}${bytes.map((byte) => letters[byte % letters.length]).join('')}`
}

/** An empty one. */
export function createState(given: { readonly manifest: Fields; readonly historyLagMs: number }) {
  let ahead = 0
  let latest = 0
  const now = () => Date.now() + ahead
  return {
    ...given,
    appId: newId('A'),
    clientId: `${Date.now()}.1`,
    clientSecret: newId('secret'),
    signingSecret: newId('signing'),
    verificationToken: newId('verification'),
    violations: [] as string[],
    teams: new Map<string, Team>(),
    people: new Map<string, Person>(),
    channels: new Map<string, Channel>(),
    tokens: new Map<string, Token>(),
    /** By channel and ts. */
    messages: new Map<string, Message>(),
    /** Their keys, oldest first; deleted ones too. */
    order: [] as string[],
    /** Which deed a message came of, where that is known. */
    cameOf: new Map<string, string>(),
    views: new Map<string, View & { readonly shownTo: string }>(),
    /** The views a person has open, the topmost last. */
    stacks: new Map<string, string[]>(),
    homes: new Map<string, string>(),
    deeds: new Map<string, Deed>(),
    triggers: new Map<string, { readonly deed: string; readonly at: number; used: boolean }>(),
    responses: new Map<string, { readonly deed: string; readonly at: number; uses: number }>(),
    unfurlable: new Map<string, Unfurlable>(),
    unfurls: new Map<string, Fields>(),
    files: new Map<string, StoredFile>(),
    codes: new Map<string, Grant>(),
    /** When something was posted where. */
    posts: [] as { readonly channel: string; readonly at: number }[],
    closedDms: new Set<string>(),
    now,
    advance(ms: number): void {
      ahead += ms
    },
    /** A ts that was never given before, of this moment. */
    ts(): string {
      latest = Math.max(latest + 1, now() * 1000)
      return `${Math.floor(latest / 1e6)}.${String(latest % 1e6).padStart(6, '0')}`
    },
  }
}

/** Links the app was told of and may show something for. */
export type Unfurlable = {
  readonly channel: string
  readonly ts: string
  readonly links: readonly string[]
  readonly source: string
}

export type StoredFile = {
  readonly id: string
  readonly name: string
  readonly length: number
  readonly bytes?: Buffer
  readonly shared: readonly string[]
}

/** What a person granted, to be fetched with a code. */
export type Grant = {
  readonly team?: string
  readonly enterprise?: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
  readonly by: string
}

export const keyOf = ({ channel, ts }: { readonly channel: string; readonly ts: string }) =>
  `${channel}/${ts}`

/** A message as it is shown now, or the refusal. */
export function messageOf(
  state: State,
  at: { readonly channel: string; readonly ts: string },
): Message {
  const message = state.messages.get(keyOf(at))
  if (message === undefined) throw refused('message_not_found')
  return message
}

/** A workspace of this stand. */
export function teamOf(state: State, id: string | undefined): Team {
  const team = state.teams.get(id ?? '')
  if (team === undefined) throw new Error(`there is no workspace ${id}`)
  return team
}

/** Keeps a message; blocks and elements without an id get one, as in Slack. */
export function keep(state: State, message: Message): Message {
  const kept = { ...message, blocks: identified(message.blocks) }
  const key = keyOf(message)
  if (!state.messages.has(key)) state.order.push(key)
  state.messages.set(key, kept)
  return kept
}

/** Takes note that a message came of a deed. */
export function credit(state: State, deed: Deed, { channel, ts }: Message): void {
  deed.messages.push({ channel, ts })
  state.cameOf.set(keyOf({ channel, ts }), deed.id)
}

/** Changes a message that is there. */
export function change(state: State, message: Message, to: Partial<Message>): Message {
  return keep(state, { ...message, ...to, revision: message.revision + 1 })
}

/** Blocks with an id for each that has none, and for each element. */
export function identified(blocks: readonly Block[]): readonly Block[] {
  const name = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(name)
    if (typeof part !== 'object' || part === null) return part
    const inside = Object.fromEntries(Object.entries(part).map(([key, of]) => [key, name(of)]))
    const type = String((part as Fields).type)
    const acts = /^(button|overflow|checkboxes|radio_buttons)$|select$|picker$|input$/.test(type)
    return acts && type !== 'input' ? { action_id: newId('').slice(0, 5), ...inside } : inside
  }
  return blocks.map((block) => ({
    block_id: newId('').slice(0, 5),
    ...(name(block) as Block),
  }))
}
