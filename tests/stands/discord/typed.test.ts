// What people can type at the loopback Discord: what is registered, where it is offered, and what the bot hears of it.
import { type Interaction, MessageFlags, type RepliableInteraction } from 'discord.js'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DiscordStand, openDiscord } from './discord.ts'
import { textOf } from './exchange.ts'
import { openTinyBot, type TinyBot } from './tiny-bot.ts'
import { NotOffered } from './typed.ts'

let discord: DiscordStand
let bot: TinyBot
let seen = 0

/** What was noted since the test began. */
const violations = () => discord.violations.slice(seen)
const V2 = MessageFlags.IsComponentsV2

const text = (content: string) => ({ type: 10, content })
const button = (label: string, custom_id: string) => ({
  type: 1,
  components: [{ type: 2, style: 1, label, custom_id }],
})
const view = (content: string) => ({
  flags: V2 as typeof V2,
  components: [text(content), button('More', 'u/more')],
})

/** Answers with a message at once. */
const replies = (content: string) => (interaction: Interaction) =>
  (interaction as RepliableInteraction).reply(view(content))

beforeAll(async () => {
  discord = await openDiscord()
  bot = await openTinyBot(discord)
  await bot.register()
})
beforeEach(() => {
  seen = discord.violations.length
})
afterAll(async () => {
  await bot.close()
  await discord.close()
})

it('suggestions answer autocomplete and nothing else does', async () => {
  bot.answers(async (interaction) => {
    if (!interaction.isAutocomplete()) return
    expect(interaction.options.getFocused()).toBe('mam')
    await interaction.respond([{ name: 'Mamba', value: 'mamba' }])
  })
  const typed = { subcommand: 'search', options: { query: 'mam' }, focused: 'query' }
  expect(await discord.autocomplete(typed).choices()).toEqual([{ name: 'Mamba', value: 'mamba' }])
  bot.answers(async (interaction) => {
    if (interaction.isAutocomplete())
      await interaction.respond([{ name: 'x'.repeat(101), value: '' }])
  })
  discord.autocomplete(typed)
  expect(await bot.refusal()).toBe(50035)
  expect(() => discord.autocomplete({ ...typed, focused: 'sort' })).toThrow(NotOffered)
})

it.each([
  ['an unknown subcommand', { subcommand: 'sing' }],
  ['a missing group', { subcommand: 'list' }],
  ['a subcommand left out', {}],
  ['a required option left out', { subcommand: 'search' }],
  ['an unknown option', { subcommand: 'search', options: { query: 'x', colour: 'red' } }],
  ['an option of another type', { subcommand: 'search', options: { query: 'x', page: 'two' } }],
  ['a number out of bounds', { subcommand: 'search', options: { query: 'x', page: 10 } }],
  ['no choice of the list', { subcommand: 'search', options: { query: 'x', sort: 'old' } }],
  ['another command', { command: 'papers', subcommand: 'search', options: { query: 'x' } }],
])('does not send %s', (_, typed) => {
  expect(() => discord.slash(typed)).toThrow(NotOffered)
})

it('tells where somebody is: a guild, direct messages, a guild the bot is not in', async () => {
  bot.answers(replies('here'))
  const typed = { group: 'follow', subcommand: 'list' }
  await discord.slash(typed, { memberPermissions: 16n, locale: 'de' }).reply()
  const inGuild = bot.heard.at(-1)
  expect(inGuild).toMatchObject({ guildId: discord.guild.id, context: 0, locale: 'de' })
  expect(inGuild?.memberPermissions?.has('ManageChannels')).toBe(true)
  expect(inGuild?.appPermissions.has('SendMessages')).toBe(true)
  expect(Math.abs(Date.now() - (inGuild?.createdTimestamp ?? 0))).toBeLessThan(10_000)

  const dm = await discord.slash(typed, { guildId: null, user: { id: '5' } }).reply()
  expect(bot.heard.at(-1)).toMatchObject({ guildId: null, member: null, context: 1 })
  expect(dm.channel_id).toBe(discord.dm('5'))

  const elsewhere = { guildId: '123456', install: 'user', user: { id: '5' } } as const
  const reply = await discord.slash(typed, elsewhere).reply()
  expect(bot.heard.at(-1)).toMatchObject({ guildId: '123456', guild: null })
  await discord.press(reply, 'More').ack()
  expect(bot.heard.at(-1)?.authorizingIntegrationOwners.userId).toBe('5')
  expect(() => discord.slash(typed, { guildId: '123456' })).toThrow('only a user install')
  expect(violations()).toEqual([])
})

it('a message command brings the message', async () => {
  bot.answers(async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(view(`read: ${interaction.targetMessage.content}`))
  })
  const exchange = discord.messageCommand('Find papers', { content: 'see 2312.00752' })
  expect(textOf(await exchange.reply())).toBe('read: see 2312.00752')
  const inDm = () => discord.messageCommand('Find papers', { content: 'x' }, { guildId: null })
  expect(inDm).toThrow(NotOffered)
})
