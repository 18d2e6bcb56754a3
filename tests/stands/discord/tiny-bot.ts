// A real client logged in to the stand, that answers each interaction as a test tells it. What its answers were refused
// with is kept.
import {
  Client,
  type ClientOptions,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
} from 'discord.js'
import type { DiscordStand } from './discord.ts'
import { until } from './until.ts'

export type TinyBot = Awaited<ReturnType<typeof openTinyBot>>

/** The commands it registers. */
export const tinyCommands = [
  {
    name: 'paper',
    description: 'Research papers',
    contexts: [0, 1, 2],
    integration_types: [0, 1],
    options: [
      {
        type: 1,
        name: 'search',
        description: 'Find papers',
        options: [
          { type: 3, name: 'query', description: 'What', required: true, autocomplete: true },
          {
            type: 3,
            name: 'sort',
            description: 'Order',
            choices: [{ name: 'Newest', value: 'new' }],
          },
          { type: 4, name: 'page', description: 'Which', min_value: 1, max_value: 9 },
          { type: 5, name: 'everywhere', description: 'Or here' },
        ],
      },
      {
        type: 2,
        name: 'follow',
        description: 'Follows',
        options: [{ type: 1, name: 'list', description: 'All of them' }],
      },
    ],
  },
  { name: 'Find papers', type: 3, contexts: [0] },
] as const

/** Logs it in and waits until it is ready. */
export async function openTinyBot(discord: DiscordStand, options: Partial<ClientOptions> = {}) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    enforceNonce: true,
    allowedMentions: { parse: [] },
    ...options,
    rest: { api: discord.api, version: '10', retries: 0, ...options.rest },
  })
  const heard: Interaction[] = []
  const refusals: unknown[] = []
  let answer: (interaction: Interaction) => Promise<unknown> = async () => {}
  client.on(Events.Error, (error) => refusals.push(error))
  client.on(Events.InteractionCreate, (interaction) => {
    heard.push(interaction)
    answer(interaction).catch((error) => refusals.push(error))
  })
  await client.login(discord.token)
  await until('the client to be ready', () => client.isReady())
  return {
    client,
    /** Every interaction that arrived. */
    heard,
    /** What is to be done with the next ones. */
    answers(next: (interaction: Interaction) => Promise<unknown>): void {
      answer = next
    },
    /** The code the latest answer was refused with; forgets it. */
    async refusal(): Promise<number | string> {
      const error = await until('a refusal', () => refusals.shift())
      if (error instanceof DiscordAPIError) return error.code
      throw error
    },
    register: () =>
      client.rest.put(`/applications/${client.application?.id}/commands`, { body: tinyCommands }),
    /** Posts a message with the bot's token; gives the code of a refusal, or the message's id. */
    async post(channelId: string, body: object, nonce?: string) {
      const given = { allowed_mentions: { parse: [] }, ...body }
      const once = nonce === undefined ? {} : { nonce, enforce_nonce: true }
      return attempt(() =>
        client.rest.post(`/channels/${channelId}/messages`, { body: { ...given, ...once } }),
      )
    },
    close: () => client.destroy(),
  }
}

/** What a request came to: the id of what it made, or the code and words it was refused with. */
export async function attempt(request: () => Promise<unknown>) {
  try {
    const made = (await request()) as { readonly id?: string } | undefined
    return { id: made?.id, code: undefined, words: '' }
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error
    return { id: undefined, code: error.code, words: JSON.stringify(error.rawError) }
  }
}
