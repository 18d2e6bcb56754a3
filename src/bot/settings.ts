// What a workspace, a channel or a person may set to their liking, and the port to where it is kept.
import { z } from 'zod'
import { isTimeZone } from './time-zone.ts'

const workspace = z.object({
  /** Who may change a channel's digests, where the platform leaves that to us (Slack). */
  digests: z.enum(['members', 'admins']).default('members'),
  /** Whether links to papers get a card. */
  links: z.boolean().default(true),
  /** Whether a digest says how many of the workspace's people saved a paper. */
  teamSignal: z.boolean().default(false),
})

const channel = z.object({ links: z.boolean().default(true) })

/** `HH:MM` on a 24-hour clock, in the person's own zone. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const person = z.object({
  /** IANA name; where it is not set, the platform's profile or a question says it. */
  timeZone: z.string().refine(isTimeZone).optional(),
  /** When what comes once a day or a week comes. */
  hour: timeOfDay.default('09:00'),
  /** Whether anything comes on Saturdays and Sundays; what would have come then comes on Monday. */
  weekends: z.boolean().default(false),
  /** From when until when nothing comes, over midnight where `to` is earlier; the two are never the same. */
  quiet: z.object({ from: timeOfDay, to: timeOfDay }).optional(),
})

/** Every setting there is, by whose it is; its default is what holds when nobody said anything. */
export const settingsOf = { workspace, channel, person }

export type SettingsKind = keyof typeof settingsOf
export type SettingsOf<K extends SettingsKind> = z.output<(typeof settingsOf)[K]>

/** Whose settings they are: the workspace's own, or those of a channel or a person in it. */
export type Owner<K extends SettingsKind> = {
  readonly platform: string
  readonly workspace: string
} & (K extends 'channel'
  ? { readonly channel: string }
  : K extends 'person'
    ? { readonly user: string }
    : unknown)

/** What was set, by whose it is. */
export type Settings = {
  read<K extends SettingsKind>(kind: K, owner: Owner<K>): Promise<SettingsOf<K>>
  /** Sets some of them; `undefined` goes back to the default. */
  write<K extends SettingsKind>(
    kind: K,
    owner: Owner<K>,
    changes: { readonly [N in keyof SettingsOf<K>]?: SettingsOf<K>[N] | undefined },
  ): Promise<void>
}
