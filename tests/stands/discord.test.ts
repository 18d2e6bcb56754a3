// The loopback Discord itself: the real client logs in to it and lives by its rules, and people do in it what Discord's
// client lets them do, and see what they would see.
import { type Interaction, MessageFlags, type RepliableInteraction } from 'discord.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DiscordStand, openDiscord } from './discord/discord.ts'
import { textOf } from './discord/exchange.ts'
import { openTinyBot, type TinyBot } from './discord/tiny-bot.ts'
import { NotOffered } from './discord/typed.ts'
import { until } from './discord/until.ts'

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
const search = { subcommand: 'search', options: { query: 'mamba' } }

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

describe('answering', () => {
  it('a command at once, and everybody sees it', async () => {
    bot.answers(replies('three papers'))
    const reply = await discord.slash(search).reply()
    expect(textOf(reply)).toBe('three papers')
    expect(discord.messages(discord.channelId)).toContainEqual(reply)
    expect(violations()).toEqual([])
  })

  it('a command after a deferral, whose privacy is settled then', async () => {
    bot.answers(async (interaction) => {
      const asked = interaction as RepliableInteraction
      await asked.deferReply({ flags: MessageFlags.Ephemeral })
      await asked.editReply(view('for you'))
      await asked.followUp({ ...view('and this'), flags: [V2, MessageFlags.Ephemeral] })
    })
    const exchange = discord.slash(search)
    expect(await exchange.ack()).toMatchObject({ type: 5, data: { flags: 64 } })
    const reply = await exchange.reply()
    expect(reply.flags).toBe(V2 | 64)
    expect(textOf(await exchange.followUp())).toBe('and this')
    expect(discord.messages(discord.channelId)).not.toContainEqual(reply)
    const path = `/channels/${discord.channelId}/messages/${reply.id}` as const
    await expect(bot.client.rest.get(path)).rejects.toMatchObject({ code: 10008 })
    expect(violations()).toEqual([])
  })

  it('a first follow-up while it is thinking is the answer', async () => {
    bot.answers(async (interaction) => {
      await (interaction as RepliableInteraction).deferReply()
      await (interaction as RepliableInteraction).followUp(view('late'))
    })
    const exchange = discord.slash(search)
    expect(textOf(await exchange.reply())).toBe('late')
    expect(exchange.followUps()).toEqual([])
  })

  it('knows the message that a response came to, and lets it be deleted', async () => {
    bot.answers(async (interaction) => {
      const asked = interaction as RepliableInteraction
      const response = await asked.reply({ ...view('gone soon'), withResponse: true })
      expect(response.resource?.message?.id).toBeDefined()
      await asked.deleteReply()
      await asked.editReply(view('too late'))
    })
    const exchange = discord.slash(search)
    expect(await bot.refusal()).toBe(10008)
    expect(exchange.originalDeleted()).toBe(true)
    await expect(exchange.reply()).rejects.toThrow('deleted')
  })

  it('refuses what comes after three seconds, twice, or after fifteen minutes', async () => {
    bot.answers(replies('late'))
    discord.slash(search, { age: 4_000 })
    expect(await bot.refusal()).toBe(10062)
    expect(violations()).toEqual([])

    bot.answers(async (interaction) => {
      const asked = interaction as RepliableInteraction
      await asked.deferReply()
      await asked.client.rest.post(`/interactions/${asked.id}/${asked.token}/callback`, {
        body: { type: 5 },
        auth: false,
      })
    })
    discord.slash(search)
    expect(await bot.refusal()).toBe(40060)
    expect(violations()).toEqual([expect.stringContaining('40060')])

    let asked: RepliableInteraction | undefined
    bot.answers(async (interaction) => {
      asked = interaction as RepliableInteraction
      await asked.deferReply()
    })
    discord.slash(search)
    await until('the deferral', () => asked?.deferred)
    discord.advance(15 * 60_000 + 1)
    await expect(asked?.editReply(view('much too late'))).rejects.toMatchObject({ code: 50027 })
  })

  it('a first answer whose receipt was lost may be given again', async () => {
    discord.fault({ path: /callback$/, do: 'create-then-502' })
    bot.answers(async (interaction) => {
      const asked = interaction as RepliableInteraction
      await asked.deferReply().catch((error) => expect(error.status).toBe(502))
      await asked.deferReply()
    })
    discord.slash(search)
    expect(await bot.refusal()).toBe(40060)
    expect(violations()).toEqual([])
  })

  it('privacy cannot be had later, nor six follow-ups where only a person brought it along', async () => {
    bot.answers(async (interaction) => {
      const asked = interaction as RepliableInteraction
      await asked.reply(view('for all'))
      await asked.editReply({ ...view('me'), flags: (V2 | 64) as typeof V2 })
      for (let count = 0; count < 6; count++) await asked.followUp(view('more'))
    })
    const exchange = discord.slash(search, { install: 'user' })
    expect(await bot.refusal()).toBe(40094)
    expect(exchange.followUps()).toHaveLength(5)
    expect((await exchange.reply()).flags).toBe(V2)
    expect(violations()).toEqual([
      expect.stringContaining('cannot become ephemeral'),
      expect.stringContaining('40094'),
    ])
  })

  it('notes mentions that were not ruled out', async () => {
    bot.answers((interaction) =>
      (interaction as RepliableInteraction).reply({
        ...view('hey'),
        allowedMentions: { parse: ['users'] },
      }),
    )
    await discord.slash(search).reply()
    await bot.post(discord.channelId, { content: 'hey', allowed_mentions: undefined })
    expect(violations()).toEqual([
      expect.stringContaining('parses users'),
      expect.stringContaining('allowed_mentions is missing'),
    ])
  })
})

describe('components', () => {
  it('pressing updates the message, and only what is shown can be pressed', async () => {
    bot.answers(replies('page 1'))
    const reply = await discord.slash(search).reply()
    bot.answers(async (interaction) => {
      if (!interaction.isButton()) return
      expect(interaction.message.flags.has('IsComponentsV2')).toBe(true)
      await interaction.deferUpdate()
      await interaction.editReply({ components: [text('page 2')] })
    })
    expect(textOf(await discord.press(reply, 'More').reply())).toBe('page 2')
    expect(discord.shown(reply).flags).toBe(V2)
    expect(() => discord.press(reply, 'More')).toThrow(NotOffered)
    bot.answers(replies('that button is old'))
    expect(textOf(await discord.press(reply, 'u/old', { force: true }).reply())).toContain('old')
    expect(violations()).toEqual([])
  })

  it('what one person sees nobody else presses', async () => {
    bot.answers((interaction) =>
      (interaction as RepliableInteraction).reply({ ...view('x'), flags: [V2, 'Ephemeral'] }),
    )
    const reply = await discord.slash(search, { user: { id: '77' } }).reply()
    expect(() => discord.press(reply, 'More', { user: { id: '78' } })).toThrow(NotOffered)
    bot.answers((interaction) =>
      interaction.isButton() ? interaction.update(view('y')) : Promise.reject(),
    )
    expect(textOf(await discord.press(reply, 'More').reply())).toBe('y')
    expect(bot.heard.at(-1)?.user.id).toBe('77')
  })

  it('selects and forms carry what was chosen and written', async () => {
    const select = { type: 3, custom_id: 'pick', options: [{ label: 'One', value: '1' }] }
    const input = { type: 4, custom_id: 'q', style: 1, max_length: 9, value: 'old' }
    bot.answers((interaction) =>
      (interaction as RepliableInteraction).reply({
        flags: V2,
        components: [{ type: 1, components: [select] }],
      }),
    )
    const reply = await discord.slash(search).reply()
    expect(() => discord.choose(reply, 'pick', '2')).toThrow(NotOffered)
    bot.answers(async (interaction) => {
      if (interaction.isStringSelectMenu())
        await interaction.showModal({
          custom_id: `form/${interaction.values}`,
          title: 'Search',
          components: [{ type: 18, label: 'Words', component: input }] as never,
        })
      else if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update({ components: [text(interaction.fields.getTextInputValue('q'))] })
    })
    const form = discord.choose(reply, 'pick', '1')
    expect((await form.modal()).custom_id).toBe('form/1')
    await expect(discord.submit(form, { q: 'far too long' })).rejects.toThrow(NotOffered)
    await expect(discord.submit(form, { other: '' })).rejects.toThrow(NotOffered)
    expect(textOf(await (await discord.submit(form, { q: 'mamba' })).reply())).toBe('mamba')
    expect(violations()).toEqual([])
  })

  it.each([
    ['a form in answer to a form', 9],
    ['suggestions in answer to a command', 8],
    ['an update in answer to a command', 7],
  ])('refuses %s', async (_, type) => {
    bot.answers(async (interaction) => {
      const asked = interaction as RepliableInteraction
      const data = { custom_id: 'f', title: 'F', components: [{ type: 10, content: 'x' }] }
      await asked.client.rest.post(`/interactions/${asked.id}/${asked.token}/callback`, {
        body: { type, data },
        auth: false,
      })
    })
    const exchange = discord.slash(search)
    if (type === 9) await discord.submit(exchange, {})
    expect(await bot.refusal()).toBe(50035)
    expect(violations()).toEqual([expect.stringContaining('type: Value must be one of')])
  })
})
