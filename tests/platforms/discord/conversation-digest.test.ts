// A digest on Discord: set up by command, posted at its hour, and what its members see and press.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDiscord } from '../../../src/platforms/discord/adapter.ts'
import { createNotes } from '../../../src/store/notes.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { type DigestStand, openDigestStand } from '../../stands/digests.ts'
import { type DiscordStand, openDiscord } from '../../stands/discord/discord.ts'
import { componentsOf, type Exchange, textOf } from '../../stands/discord/exchange.ts'
import { usualPermissions } from '../../stands/discord/state.ts'
import { type Message, permission } from '../../stands/discord/wire.ts'
import { isPrivate, testWelcome } from '../../stands/on-discord.ts'
import { samplePapers } from '../../stands/paperboy.ts'
import { outline } from './render-outline.ts'

let discord: DiscordStand
let adapter: ReturnType<typeof createDiscord>
let stand: DigestStand

/** 09:00 in Berlin. */
const nine = Date.parse('2026-06-03T07:00Z')
const inThreads = permission.createPublicThreads | permission.sendMessagesInThreads
const manager = { memberPermissions: permission.manageChannels }
const digest = (
  subcommand: string,
  options: Readonly<Record<string, string | number | boolean>> = {},
) => ({
  command: 'paper',
  group: 'digest',
  subcommand,
  options,
})

beforeAll(async () => {
  discord = await openDiscord()
  stand = await openDigestStand('2026-06-02T08:00Z', {
    platform: 'discord',
    post: (to, view, posting) => adapter.post(to, view, posting),
  })
  adapter = createDiscord({
    token: discord.token,
    api: discord.api,
    shards: 'auto',
    workspaces: createWorkspaces(stand.database),
    notes: createNotes(stand.database),
    welcome: testWelcome,
    now: () => stand.now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await adapter.start(stand.bot)
  discord.permit(discord.channelId, usualPermissions | inThreads)
  const papers = (await samplePapers()).filter(({ abstract, votes }) => abstract && votes)
  await stand.feature('2026-06-02', papers.slice(0, 6), Date.parse('2026-06-03T04:00Z'))
})
afterAll(async () => {
  await adapter.stop()
  await discord.close()
  await stand.close()
})

async function golden(name: string, message: Message): Promise<void> {
  const [container] = message.components
  await expect(`${outline(container as object)}\n`).toMatchFileSnapshot(
    `../../golden/discord/conversation-digest-${name}.txt`,
  )
}

it('is set up by those who manage the channel, after a look at what it comes to', async () => {
  const refused = await discord.slash(digest('set', { zone: 'Berlin' })).reply()
  expect(textOf(refused)).toContain('Manage Channels')
  const asked = discord.slash(digest('set', { time: '9am', zone: 'Berlin', thread: true }), manager)
  const plan = await asked.reply()
  expect(isPrivate(plan)).toBe(true)
  await golden('plan', plan)
  const form = discord.press(plan, 'Change', manager)
  const filled = { count: '3', query: 'model OR network' }
  await (await discord.submit(form, filled, manager)).reply()
  expect(textOf(discord.shown(plan))).toContain('up to 3 papers on “model OR network”')
  await discord.press(plan, 'Save', manager).reply()
  expect(textOf(discord.shown(plan))).toContain('The digest is saved')
  expect(await stand.digests.subscriptions.of(here())).toMatchObject([
    { time: '09:00', zone: 'Europe/Berlin', count: 3, query: 'model OR network', thread: true },
  ])
})

it('completes time zones and digests', async () => {
  const zones = discord.autocomplete(
    { ...digest('set', { zone: 'mun' }), focused: 'zone' },
    manager,
  )
  expect(await zones.choices()).toMatchObject([{ value: 'Europe/Berlin' }])
  const named = discord.autocomplete({ ...digest('show', { digest: 'mod' }), focused: 'digest' })
  expect(await named.choices()).toMatchObject([{ name: '1 · model OR network' }])
})

it('comes at its hour, once, with its abstracts in a thread', async () => {
  const before = discord.messages(discord.channelId).length
  await stand.beat(nine - 60_000)
  expect(discord.messages(discord.channelId)).toHaveLength(before)
  await stand.beat(nine)
  await stand.beat(nine + 60_000)
  const posted = discord.messages(discord.channelId).slice(before)
  expect(posted).toHaveLength(1)
  const [head] = posted
  if (head === undefined) throw new Error('nothing was posted')
  await golden('edition', head)
  const [thread, ...others] = discord.messages(head.id)
  expect(others).toEqual([])
  if (thread === undefined) throw new Error('nothing stands in the thread')
  await golden('thread', thread)
  expect(discord.violations).toEqual([])
})

it('answers whoever presses its buttons, in private, and leaves the message as it was', async () => {
  const head = edition()
  const answers = [
    await aside(discord.press(head, 'Details')),
    await aside(discord.press(head, 'Settings')),
    await aside(saving(head)),
  ]
  expect(answers.every(isPrivate)).toBe(true)
  const [details, settings, saved] = answers.map(textOf)
  expect(details).toContain('Published')
  expect(settings).toContain('**3 Jun 2026** sent')
  expect(saved).toContain('## Saved')
  expect(discord.shown(head)).toEqual(head)
  expect(discord.violations).toEqual([])
})

it('in direct messages is a person’s own', async () => {
  const direct = { guildId: null }
  const plan = await discord.slash(digest('set', { zone: 'UTC', save: true }), direct).reply()
  expect(textOf(plan)).toContain('to you alone, in a direct message')
  await stand.feature('2026-06-03', [{}], Date.parse('2026-06-04T04:00Z'))
  await stand.beat(Date.parse('2026-06-04T09:00Z'))
  const [message] = discord.messages(discord.dm(discord.somebody.id)).slice(-1)
  expect(message && textOf(message)).toContain('1 paper from Wednesday, 3 Jun 2026')
  // There it is found by every command about it.
  for (const [subcommand, words] of [
    ['show', 'The digest on every topic'],
    ['preview', 'would'],
    ['pause', 'paused'],
    ['resume', 'comes again'],
  ] as const)
    expect(textOf(await discord.slash(digest(subcommand), direct).reply())).toContain(words)
})

/** What a press was answered with. */
async function aside(exchange: Exchange): Promise<Message> {
  const { type } = await exchange.ack()
  return type === 6 ? exchange.followUp() : exchange.reply()
}

function edition(): Message {
  const head = discord.messages(discord.channelId).at(-1)
  if (head === undefined) throw new Error('nothing was posted')
  return head
}

function saving(head: Message): Exchange {
  const menu = componentsOf(head).find(({ options }) => options !== undefined)
  return discord.choose(head, menu?.custom_id ?? '', menu?.options?.[0]?.value ?? '')
}

function here() {
  return { platform: 'discord', workspace: discord.guild.id, channel: discord.channelId }
}
