// What is one person's own, over both wires: gone at their word from every table, and never shown in another workspace.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enqueue } from '../../src/store/enqueue.ts'
import { tablesOfPeople, tablesOfPlaces } from '../../src/store/privacy.ts'
import {
  createWorkspaces,
  tablesOfWorkspaces,
  workspaceGraceMs,
} from '../../src/store/workspaces.ts'
import { componentsOf, textOf as textOnDiscord } from '../stands/discord/exchange.ts'
import type { From as FromDiscord } from '../stands/discord/interactions.ts'
import { until } from '../stands/discord/until.ts'
import type { Message as OnDiscordMessage } from '../stands/discord/wire.ts'
import { openOnDiscord, typedAs } from '../stands/on-discord.ts'
import { openOnSlack, textOf as textOnSlack } from '../stands/on-slack.ts'
import { now, type Stand } from '../stands/paperboy.ts'
import type { Message as OnSlackMessage } from '../stands/slack/wire.ts'

/** What somebody is shown: its words, and the ids of what can be pressed there. */
type Seen = { readonly text: string; readonly ids: readonly string[]; readonly message: unknown }
type Who = 'ada' | 'stranger'

/** Ada's workspace and a stranger's, on one platform. */
type Side = {
  readonly platform: string
  readonly paperboy: Stand
  readonly ada: string
  readonly home: string
  ask(line: string, who?: Who): Promise<Seen>
  /** Presses what need not be shown there. */
  press(on: Seen, id: string, who?: Who): Promise<string>
  /** The text of the file that came last. */
  file(): Promise<string>
  leave(): void
  close(): Promise<void>
}

async function onDiscord(): Promise<Side> {
  const { discord, paperboy, close } = await openOnDiscord({ stand: { guilds: [{}, {}] } })
  const home = discord.guild.id
  const second = discord.addGuild()
  const stranger = { id: '300000000000000009', username: 'stranger' }
  const from = (who: Who): FromDiscord =>
    who === 'ada'
      ? {}
      : { user: stranger, guildId: second.id, channelId: second.channels[0]?.id ?? '' }
  let shown: OnDiscordMessage | undefined
  const seen = (message: OnDiscordMessage): Seen => {
    shown = message
    const ids = componentsOf(message).flatMap(({ type, custom_id, options }) =>
      type === 2 ? (custom_id ?? []) : (options ?? []).map(({ value }) => value),
    )
    return { text: textOnDiscord(message), ids, message }
  }
  return {
    platform: 'discord',
    ...{ paperboy, home, close, ada: discord.somebody.id },
    ask: async (line, who = 'ada') =>
      seen(await discord.slash(typedAs(paperboy.bot, line), from(who)).reply()),
    async press({ message }, id, who = 'ada') {
      const pressed = discord.press(message as OnDiscordMessage, id, { ...from(who), force: true })
      const { type } = await pressed.ack()
      if (type === 9) return JSON.stringify(await pressed.modal())
      return seen(await pressed.reply()).text
    },
    file: async () => ((shown?.attachments ?? []) as { text: string }[])[0]?.text ?? '',
    leave: () => discord.removeGuild(home),
  }
}

async function onSlack(): Promise<Side> {
  const { slack, paperboy, close } = await openOnSlack({
    over: 'http',
    stand: { teams: [{}, { name: 'Elsewhere' }] },
  })
  const [first, second] = slack.teams()
  if (first === undefined || second === undefined) throw new Error('there are no two workspaces')
  const from = (who: Who) => (who === 'ada' ? {} : { team: second.id })
  const seen = (message: OnSlackMessage): Seen => {
    const found = JSON.stringify(message.blocks).matchAll(
      /"(?:action_id|value)":"([a-z][/~][^"]*)"/g,
    )
    return { text: textOnSlack(message), ids: [...found].map(([, id]) => id ?? ''), message }
  }
  const uploads = () => slack.asked('files.completeUploadExternal')
  return {
    platform: 'slack',
    ...{ paperboy, close, home: first.id, ada: slack.userId },
    ask: async (line, who = 'ada') => seen(await slack.slash(line, from(who)).reply()),
    async press({ message }, id) {
      const pressed = slack.press(message as OnSlackMessage, id, { force: true })
      if (id.startsWith('f')) return JSON.stringify(await pressed.modal())
      return seen(await pressed.reply()).text
    },
    async file() {
      const done = await until('the file', () => uploads().at(-1))
      const [file] = (done.body as { files: { id: string }[] }).files
      return String(slack.file(file?.id ?? '')?.bytes)
    },
    leave: () => void slack.uninstall(first.id),
  }
}

const secrets = /kettles|zebra|Attention Is All|Nairobi/

describe.each([
  ['Discord', onDiscord],
  ['Slack', onSlack],
])('on %s', (_, open) => {
  let side: Side
  beforeAll(async () => {
    side = await open()
    for (const line of [
      'settings mine nairobi',
      'follow "zebra kettles" save:yes',
      'follow kettles weekly save:yes',
      'save 1706.03762',
    ])
      await side.ask(line)
    await side.press(await side.ask('privacy'), 'r/more?paper=1706.03762')
    await noteWhatWasSent(side)
  })
  afterAll(() => side.close())

  it('nothing of a workspace shows in another, whichever of its buttons is pressed there', async () => {
    const shown: Seen[] = []
    for (const line of ['following', 'saved', 'home', 'privacy', 'forget-me', 'settings mine'])
      shown.push(await side.ask(line))
    const words = shown.map(({ text }) => text).join()
    for (const secret of ['kettles', 'Attention Is All', 'Nairobi']) expect(words).toContain(secret)
    const own = await side.ask('privacy', 'stranger')
    const tried: string[] = []
    for (const id of shown.flatMap(({ ids }) => ids)) {
      const { options = {} } = (await side.paperboy.bot.press(id))?.invocation ?? {}
      // A paper is everybody's, and what a button carries whoever has it could type.
      if ('paper' in options || secrets.test(JSON.stringify(options))) continue
      // As an answer beside what is shown, not in its place.
      const replayed = id.replace(/^u/, 'r')
      expect(await side.press(own, replayed, 'stranger'), replayed).not.toMatch(secrets)
      tried.push(replayed)
    }
    expect(tried.length).toBeGreaterThan(10)
    expect((await side.ask('following')).text).toContain('zebra kettles')
    expect((await side.ask('saved')).text).toContain('Attention Is All')
  })

  it('forget-me asks, gives a file, and leaves nothing in any table, at once', async () => {
    const rows = () => rowsOf(side, side.ada)
    expect(await rows()).toEqual(
      expect.arrayContaining([...tablesOfPeople, 'delivery', 'shown', 'suspension', 'setting']),
    )
    const question = await side.ask('forget-me')
    expect(question.text).toContain('2 follows')
    expect(await rows()).not.toEqual([])
    const yes = question.ids.find((id) => id.includes('save')) ?? ''
    expect(await side.press(question, yes)).toContain('Forgotten')
    expect(await rows()).toEqual([])
    const file = await side.file()
    for (const word of ['zebra kettles', '1706.03762', 'Africa/Nairobi'])
      expect(file).toContain(word)
    expect((await side.ask('following')).text).toContain('You follow nothing yet')
  })

  it('a workspace that puts the bot out is forgotten seven days later, and no other', async () => {
    await side.ask('follow kettles save:yes')
    await side.ask('follow teapots save:yes', 'stranger')
    const workspaces = createWorkspaces(side.paperboy.database)
    await workspaces.joined({ platform: side.platform, workspace: side.home }, now)
    side.leave()
    await expect.poll(() => workspaces.present(side.platform)).not.toContain(side.home)
    const left = Date.now()
    await workspaces.purge(left + workspaceGraceMs - 60_000)
    expect(await rowsOf(side, side.home)).not.toEqual([])
    await workspaces.purge(left + workspaceGraceMs + 60_000)
    expect(await rowsOf(side, side.home)).toEqual([])
    expect((await side.ask('following', 'stranger')).text).toContain('teapots')
  })
})

/** What deliveries leave behind: a paper that was found, told, and the next one refused. */
async function noteWhatWasSent({ paperboy: { database }, platform, home, ada }: Side) {
  const { db } = database
  const place = { platform, workspace: home, destination: `@${ada}` }
  const hit = { platform, workspace: home, person: ada, follow: 'f', paper: '2006.11239' }
  await db
    .insertInto('hit')
    .values({ ...hit, found_at: now, due_at: null, edition: 'k1' })
    .execute()
  await db
    .insertInto('suspension')
    .values({ ...place, reason: 'refused', since: now, probes: 0, probe_at: null })
    .execute()
  await db.transaction().execute((transaction) =>
    enqueue(
      transaction,
      [
        {
          kind: 'alert',
          to: { platform, workspace: home, user: ada },
          subject: `@${ada}`,
          edition: 'e1',
          dueAt: now,
          expiresAt: now + 1,
          version: 0,
        },
      ],
      now,
    ),
  )
  const { key } = await db.selectFrom('delivery').select('key').executeTakeFirstOrThrow()
  await db
    .insertInto('shown')
    .values({ ...place, paper: '2006.11239', delivery: key })
    .execute()
}

/** The rows that name somebody or a workspace, of every table that may. */
async function rowsOf({ paperboy: { database } }: Side, name: string) {
  const tables = [...new Set([...tablesOfPeople, ...tablesOfPlaces, ...tablesOfWorkspaces])]
  const found: string[] = []
  for (const table of tables) {
    const rows = (await database.db
      .selectFrom(table as 'saved')
      .selectAll()
      .execute()) as object[]
    for (const row of rows) if (JSON.stringify(row).includes(name)) found.push(table)
  }
  return found
}
