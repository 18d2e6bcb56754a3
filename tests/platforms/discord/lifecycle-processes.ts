// Processes of the bot that tests start and stop themselves, on one database and one loopback Discord.
import type { Command } from '../../../src/bot/command.ts'
import { createDiscord, type DiscordOptions } from '../../../src/platforms/discord/adapter.ts'
import { createNotes } from '../../../src/store/notes.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { openDiscord, type DiscordOptions as StandOptions } from '../../stands/discord/discord.ts'
import { textOf } from '../../stands/discord/exchange.ts'
import { until } from '../../stands/discord/until.ts'
import { testWelcome } from '../../stands/on-discord.ts'
import { openStand } from '../../stands/paperboy.ts'

export type Processes = Awaited<ReturnType<typeof openProcesses>>

const open: (() => Promise<unknown>)[] = []

/** Ends every process of a test file, and closes what they used. */
export const closeProcesses = () => Promise.all(open.splice(0).map((close) => close()))

/** Opens the Discord and the database. */
export async function openProcesses({
  stand = {},
  extra = [],
}: {
  readonly stand?: StandOptions
  readonly extra?: readonly Command[]
} = {}) {
  const discord = await openDiscord(stand)
  const paperboy = await openStand(undefined, extra)
  const workspaces = createWorkspaces(paperboy.database)
  const logged: { level: string; details: object; message: string }[] = []
  const at = (level: string) => (details: object, message: string) =>
    void logged.push({ level, details, message })
  const made: ReturnType<typeof createDiscord>[] = []
  open.push(async () => {
    await Promise.all(made.map((adapter) => adapter.stop()))
    await discord.close()
    await paperboy.close()
  })
  /** A process, not started yet. */
  function create(options: Partial<DiscordOptions> = {}) {
    const adapter = createDiscord({
      token: discord.token,
      api: discord.api,
      shards: 'auto',
      workspaces,
      notes: createNotes(paperboy.database),
      welcome: testWelcome,
      now: Date.now,
      log: { info: at('info'), warn: at('warn'), error: at('error') },
      ...options,
    })
    made.push(adapter)
    return adapter
  }
  return {
    discord,
    bot: paperboy.bot,
    workspaces,
    logged,
    create,
    async start(options: Partial<DiscordOptions> = {}) {
      const adapter = create(options)
      await adapter.start(paperboy.bot)
      return adapter
    },
    /** What becomes of a start: nothing, or why it ended. */
    startOf: (adapter: ReturnType<typeof createDiscord>) =>
      adapter.start(paperboy.bot).then(
        () => 'started',
        (error: Error) => error.message,
      ),
    /** The requests so far, by method and path. */
    asked: (method: string, path: RegExp) =>
      discord.requests.filter((request) => request.method === method && path.test(request.path)),
  }
}

/** Starts one process. */
export async function openProcess(given: Parameters<typeof openProcesses>[0] = {}) {
  const processes = await openProcesses(given)
  return { ...processes, adapter: await processes.start() }
}

/** Discord lets one shard identify every five seconds, whichever process it is in. */
export async function identifyPause(): Promise<void> {
  const start = performance.now()
  await until('the pause between two IDENTIFYs', () => performance.now() - start > 4_500)
}

/** The words of the direct messages with a person. */
export const toldTo = ({ discord }: Pick<Processes, 'discord'>, user: string) =>
  discord.messages(discord.dm(user)).map(textOf)

/** Asks something in a guild and waits for the answer: what was sent before has been heard then. */
export async function ask({ discord }: Pick<Processes, 'discord'>, guildId?: string) {
  const exchange = discord.slash(
    { subcommand: 'show', options: { paper: '1706.03762' } },
    {
      ...(guildId !== undefined && { guildId }),
    },
  )
  const answer = textOf(await exchange.reply())
  const first = discord.requests.filter(({ path }) => path.includes(`/${exchange.id}/`))
  return { answer, acknowledged: first.length }
}
