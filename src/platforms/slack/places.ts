// Where an answer stands: told from what somebody did, and kept while they fill in a form.
import { z } from 'zod'
import type { Body } from './parse.ts'
import type { Asker, Place } from './slack.ts'

/** What tells a place. */
export type Placed = Body & {
  readonly response_url?: string
  readonly container?: { readonly channel_id?: string; readonly thread_ts?: string }
  readonly view?:
    | {
        readonly id: string
        readonly type: string
        readonly app_installed_team_id?: string | null
      }
    | undefined
}

/** Where what somebody pressed stands. */
export function placeOf({ view, response_url: url, container }: Placed, asker: Asker): Place {
  if (view?.type === 'home') return { by: 'home' }
  if (view !== undefined) return { by: 'modal', view: view.id }
  if (url === undefined) return { by: 'ephemeral', channel: asker.channel }
  return { by: 'url', url, as: 'replacement', thread: container?.thread_ts }
}

const kept = z.object({
  channel: z.string(),
  place: z.discriminatedUnion('by', [
    z.object({
      by: z.literal('url'),
      url: z.string(),
      as: z.enum(['new', 'replacement']),
      thread: z.string().optional(),
    }),
    z.object({ by: z.literal('message'), channel: z.string(), thread: z.string().optional() }),
    z.object({ by: z.literal('ephemeral'), channel: z.string(), thread: z.string().optional() }),
    z.object({ by: z.literal('home') }),
    z.object({ by: z.literal('modal'), view: z.string() }),
  ]),
})

/** Where the answer to a form stands, and the channel it was opened in; `modal` is the form itself. */
export type Kept = z.output<typeof kept>

/** A form's `private_metadata` (at most 3000 characters). */
export function keptPlace(place: Place, channel: string): string {
  return JSON.stringify({ channel, place } satisfies { channel: string; place: Place })
}

/** What was kept with a form; its asker's own messages where nothing was. */
export function placeKept(metadata: string | undefined, user: string): Kept {
  try {
    return kept.parse(JSON.parse(metadata ?? ''))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error
    return { channel: `@${user}`, place: { by: 'home' } }
  }
}
