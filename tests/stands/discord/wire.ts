// What Discord's JSON looks like on the wire, as far as the stand reads or writes it.

/** A JSON object whose fields nobody has looked at yet. */
export type Fields = Readonly<Record<string, unknown>>

export type SelectOption = {
  readonly label: string
  readonly value: string
  readonly description?: string
  readonly default?: boolean
}

/** A component of a message or a modal; which fields it has depends on its type. */
export type Component = {
  readonly type: number
  readonly id?: number
  readonly custom_id?: string
  readonly label?: string
  readonly description?: string
  readonly style?: number
  readonly url?: string
  readonly disabled?: boolean
  readonly content?: string
  readonly value?: string
  readonly placeholder?: string
  readonly required?: boolean
  readonly min_length?: number
  readonly max_length?: number
  readonly min_values?: number
  readonly max_values?: number
  readonly options?: readonly SelectOption[]
  readonly media?: { readonly url: string }
  readonly items?: readonly { readonly media: { readonly url: string } }[]
  readonly accent_color?: number | null
  readonly components?: readonly Component[]
  readonly accessory?: Component
  readonly component?: Component
}

export type User = {
  readonly id: string
  readonly username: string
  readonly discriminator: string
  readonly global_name: string | null
  readonly avatar: string | null
  readonly bot?: boolean
}

/** A message as it is shown now. */
export type Message = {
  readonly id: string
  readonly channel_id: string
  readonly type: number
  readonly content: string
  readonly author: User
  readonly flags: number
  readonly components: readonly Component[]
  readonly embeds: readonly unknown[]
  readonly attachments: readonly unknown[]
  readonly timestamp: string
  readonly edited_timestamp: string | null
  readonly nonce?: string | number
  readonly message_reference?: Fields
  readonly interaction_metadata?: {
    readonly id: string
    readonly user: User
    readonly authorizing_integration_owners: Readonly<Record<string, string>>
  }
  readonly [more: string]: unknown
}

export type Modal = {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly Component[]
}

export type Choice = { readonly name: string; readonly value: string | number }

export type CommandOption = {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly Choice[]
  readonly options?: readonly CommandOption[]
  readonly min_value?: number
  readonly max_value?: number
  readonly min_length?: number
  readonly max_length?: number
  readonly channel_types?: readonly number[]
}

/** A registered application command. */
export type Command = {
  readonly id: string
  readonly application_id: string
  readonly guild_id?: string
  readonly version: string
  readonly type: number
  readonly name: string
  readonly description: string
  readonly options?: readonly CommandOption[]
  readonly default_member_permissions: string | null
  readonly contexts: readonly number[] | null
  readonly integration_types: readonly number[]
  readonly [more: string]: unknown
}

/** Flags of a message. */
export const flag = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const

/** Permissions the stand asks for or grants. */
export const permission = {
  administrator: 1n << 3n,
  viewAuditLog: 1n << 7n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  manageChannels: 1n << 4n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useApplicationCommands: 1n << 31n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
} as const

/** Whether some permissions hold another; administrators have them all. */
export function permits(held: bigint, wanted: bigint): boolean {
  return (held & permission.administrator) !== 0n || (held & wanted) === wanted
}

/** Who brought the bot along: the person, the guild, or (in direct messages) nobody in particular. */
export function ownersOf(
  byUser: boolean,
  userId: string,
  guildId: string | undefined,
): Readonly<Record<string, string>> {
  return byUser ? { 1: userId } : { 0: guildId ?? '0' }
}

/** Whether something is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The JSON objects in a list; nothing of what is no list. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}
