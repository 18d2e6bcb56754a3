// What takes a permission: refused with the name Discord's own settings give it, wherever it is missing, and done where not.
import { PermissionFlagsBits as Bit } from 'discord.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Command, defineCommand } from '../../../src/bot/command.ts'
import { textOf } from '../../stands/discord/exchange.ts'
import type { From } from '../../stands/discord/interactions.ts'
import { isPrivate, type OnDiscord, openOnDiscord } from '../../stands/on-discord.ts'

const done: string[] = []

const demanding = (name: string, demands: Pick<Command, 'may' | 'posts'>) =>
  defineCommand({
    name,
    summary: 'Does what not everybody may',
    examples: [name],
    options: z.object({}),
    visibility: 'public',
    ...demands,
    async run() {
      done.push(name)
      return { title: 'That was done.', blocks: [] }
    },
  })

const extra = [
  demanding('manage', { may: 'manage-channel' }),
  demanding('govern', { may: 'manage-workspace' }),
  demanding('announce', { posts: true }),
  demanding('both', { may: 'manage-channel', posts: true }),
  defineCommand({
    name: 'panel',
    summary: 'Has a button that not everybody may press',
    examples: ['panel'],
    options: z.object({}),
    visibility: 'public',
    run: async () => ({
      title: 'Panel',
      blocks: [
        {
          kind: 'buttons',
          buttons: [{ label: 'Set', invoke: { command: 'manage', options: {} }, effect: 'update' }],
        },
      ],
    }),
  }),
]

let on: OnDiscord
let thread = ''
beforeAll(async () => {
  on = await openOnDiscord({ extra })
  const to = { platform: 'discord', workspace: on.discord.guild.id, channel: on.discord.channelId }
  const digest = { title: 'Digest', blocks: [] }
  const first = await on.adapter.post(to, digest, { key: 'first' })
  if (first.status !== 'sent') throw new Error(`not posted: ${first.reason}`)
  const under = await on.adapter.post(to, digest, { key: 'second', thread: first.receipt })
  if (under.status !== 'sent') throw new Error(`not posted: ${under.reason}`)
  thread = under.receipt.channel
})
afterAll(() => on.close())
afterEach(() => {
  done.length = 0
  expect(on.discord.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
})

const ask = (subcommand: string, from: From) =>
  on.discord.slash({ command: 'paper', subcommand }, from).reply()

async function expectRefusal(subcommand: string, from: From, words: string): Promise<void> {
  const reply = await ask(subcommand, from)
  expect(textOf(reply)).toContain(words)
  expect(isPrivate(reply)).toBe(true)
  expect(done).toEqual([])
}

async function expectDone(subcommand: string, from: From): Promise<void> {
  expect(textOf(await ask(subcommand, from))).toContain('That was done.')
  expect(done).toEqual([subcommand])
}

const inThread = () => ({ channelId: thread })
const member = Bit.ViewChannel | Bit.SendMessages
const usual = member | Bit.EmbedLinks | Bit.SendMessagesInThreads
const foreign: From = { guildId: '700000000000000001', install: 'user' }
const group: From = { context: 2, install: 'user' }
const direct: From = { guildId: null }

describe('changing a channel’s settings', () => {
  const refused = 'That takes the permission Manage Channels, which you do not have here.'

  it.each<[string, () => From]>([
    ['a member', () => ({ memberPermissions: member })],
    ['whoever manages the server alone', () => ({ memberPermissions: member | Bit.ManageGuild })],
    ['a member in a thread', () => ({ ...inThread(), memberPermissions: member })],
    ['a member who brought the bot along', () => ({ ...foreign, memberPermissions: member })],
  ])('is refused to %s', async (_, from) => {
    await expectRefusal('manage', from(), refused)
    await expectRefusal('both', from(), refused)
  })

  it.each<[string, () => From]>([
    ['whoever may manage the channel', () => ({ memberPermissions: member | Bit.ManageChannels })],
    ['an administrator', () => ({ memberPermissions: Bit.Administrator })],
    ['the owner', () => ({ user: { id: on.discord.guild.ownerId } })],
    [
      'an administrator in a thread',
      () => ({ ...inThread(), memberPermissions: Bit.Administrator }),
    ],
    ['a person in their direct messages', () => direct],
  ])('is allowed to %s', async (_, from) => {
    await expectDone('manage', from())
  })

  it('is refused at a button on everybody’s message, which stays as it is', async () => {
    const panel = await ask('panel', {})
    const press = on.discord.press(panel, 'Set', { memberPermissions: member })
    const said = await press.followUp()
    expect(textOf(said)).toContain(refused)
    expect(isPrivate(said)).toBe(true)
    expect(on.discord.shown(panel)).toEqual(panel)
    expect(done).toEqual([])
    const managing = { memberPermissions: member | Bit.ManageChannels }
    const after = await on.discord.press(panel, 'Set', managing).reply()
    expect([after.id, textOf(after)]).toEqual([panel.id, '## That was done.'])
  })
})

describe('changing the settings of a server', () => {
  it.each<[string, From, string]>([
    ['whoever manages its channels', { memberPermissions: Bit.ManageChannels }, 'Manage Server'],
    ['a person in their direct messages', direct, 'That takes a server'],
    ['people in a private channel', group, 'That takes a server'],
  ])('is refused to %s', async (_, from, words) => {
    await expectRefusal('govern', from, words)
  })

  it.each<[string, From]>([
    ['whoever manages the server', { memberPermissions: member | Bit.ManageGuild }],
    ['an administrator', { memberPermissions: Bit.Administrator }],
  ])('is allowed to %s', async (_, from) => {
    await expectDone('govern', from)
  })
})

describe('posting later', () => {
  it.each<[string, () => From, string]>([
    [
      'Send Messages',
      () => ({ appPermissions: usual & ~Bit.SendMessages }),
      'the permission Send Messages.',
    ],
    [
      'Embed Links',
      () => ({ appPermissions: usual & ~Bit.EmbedLinks }),
      'the permission Embed Links.',
    ],
    [
      'two',
      () => ({ appPermissions: Bit.ViewChannel }),
      'the permissions Send Messages and Embed Links.',
    ],
    ['all', () => ({ appPermissions: 0n }), 'View Channel, Send Messages, and Embed Links.'],
    [
      'Send Messages in Threads',
      () => ({ ...inThread(), appPermissions: usual & ~Bit.SendMessagesInThreads }),
      'the permission Send Messages in Threads.',
    ],
  ])('is refused where the bot lacks %s', async (_, from, words) => {
    const asked = { ...from(), memberPermissions: Bit.Administrator }
    await expectRefusal('announce', asked, 'I cannot post in this channel')
    await expectRefusal('both', asked, words)
  })

  it.each<[string, From, string]>([
    ['on a server the bot is not on', foreign, 'an invitation to this server.'],
    ['in a private channel', group, 'I am missing membership of this conversation.'],
  ])('is refused %s', async (_, from, words) => {
    await expectRefusal('announce', { ...from, memberPermissions: Bit.Administrator }, words)
  })

  it.each<[string, () => From]>([
    ['has what it needs', () => ({ appPermissions: usual })],
    ['is an administrator', () => ({ appPermissions: Bit.Administrator })],
    [
      'has what it needs in a thread, though not in channels',
      () => ({ ...inThread(), appPermissions: usual & ~Bit.SendMessages }),
    ],
    ['talks to one person', () => direct],
  ])('is allowed where the bot %s', async (_, from) => {
    await expectDone('announce', from())
  })

  it('follows what the channel allows now', async () => {
    on.discord.permit(on.discord.channelId, Bit.ViewChannel | Bit.SendMessages)
    await expectRefusal('announce', {}, 'the permission Embed Links.')
    on.discord.permit(on.discord.channelId, usual)
    await expectDone('announce', {})
  })
})
