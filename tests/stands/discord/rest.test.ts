// The HTTP side of the loopback Discord: nonces, permissions, and requests that go wrong on their way.
import { afterEach, describe, expect, it } from 'vitest'
import { type DiscordOptions, type DiscordStand, openDiscord } from './discord.ts'
import { usualPermissions } from './state.ts'
import { attempt, openTinyBot, type TinyBot } from './tiny-bot.ts'
import { permission } from './wire.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function stand(
  options: DiscordOptions = {},
  client: Parameters<typeof openTinyBot>[1] = {},
): Promise<[DiscordStand, TinyBot]> {
  const discord = await openDiscord(options)
  open.push(discord)
  const bot = await openTinyBot(discord, client)
  open.push(bot)
  return [discord, bot]
}

describe('a nonce', () => {
  it('makes one message of two requests, for a while and in any channel', async () => {
    const [discord, bot] = await stand()
    const first = await bot.post(discord.channelId, { content: 'once' }, 'd1')
    const dm = await bot.client.rest.post('/users/@me/channels', { body: { recipient_id: '5' } })
    const again = await bot.post((dm as { id: string }).id, { content: 'twice' }, 'd1')
    expect(again.id).toBe(first.id)
    expect(discord.messages(discord.channelId)).toMatchObject([{ content: 'once', nonce: 'd1' }])
    await bot.post(discord.channelId, { content: 'another' }, 'd2')
    discord.advance(121_000)
    expect((await bot.post(discord.channelId, { content: 'late' }, 'd1')).id).not.toBe(first.id)
    expect(discord.messages(discord.channelId)).toHaveLength(3)
    expect(await bot.post(discord.channelId, { content: 'x' }, 'n'.repeat(26))).toMatchObject({
      code: 50035,
    })
  })

  it('of a message that was deleted leads nowhere', async () => {
    const [discord, bot] = await stand()
    const { id = '' } = await bot.post(discord.channelId, { content: 'once' }, 'd1')
    discord.deleteMessage(id)
    expect(await bot.post(discord.channelId, { content: 'once' }, 'd1')).toMatchObject({
      code: 10008,
    })
    expect(discord.violations).toEqual([])
  })

  it.each(['create-then-hang', 'create-then-drop', 'create-then-502'] as const)(
    'tells after %s that it was sent',
    async (trouble) => {
      const [discord, bot] = await stand({}, { rest: { timeout: 400 } })
      discord.fault({ method: 'post', path: /messages$/, do: trouble })
      await expect(bot.post(discord.channelId, { content: 'once' }, 'd1')).rejects.toThrow()
      const again = await bot.post(discord.channelId, { content: 'once' }, 'd1')
      expect(discord.messages(discord.channelId).map(({ id }) => id)).toEqual([again.id])
    },
  )
})

describe('trouble', () => {
  it.each(['hang', 'drop', '500', '503'] as const)('%s: nothing is made', async (trouble) => {
    const [discord, bot] = await stand({}, { rest: { timeout: 400 } })
    discord.fault({ path: /messages$/, do: trouble, times: 2 })
    await expect(bot.post(discord.channelId, { content: 'x' })).rejects.toThrow()
    await expect(bot.post(discord.channelId, { content: 'x' })).rejects.toThrow()
    expect(discord.messages(discord.channelId)).toEqual([])
    expect(await bot.post(discord.channelId, { content: 'x' })).toMatchObject({ code: undefined })
  })

  it('429 is waited out, and an error of choice is given', async () => {
    const [discord, bot] = await stand()
    discord.fault({ path: /messages$/, do: '429' })
    await bot.post(discord.channelId, { content: 'x' })
    const posts = discord.requests.filter(({ path }) => path.endsWith('/messages'))
    expect(posts.map(({ status }) => status)).toEqual([429, 200])
    const quota = { status: 400, code: 30007, message: 'Maximum number of webhooks reached' }
    discord.fault({ path: /messages$/, do: quota })
    expect(await bot.post(discord.channelId, { content: 'x' })).toMatchObject({ code: 30007 })
  })

  it('a token that is not known, or not any more', async () => {
    const [discord, bot] = await stand()
    const stranger = { ...discord, token: 'MTIz.abc.def' }
    await expect(openTinyBot(stranger)).rejects.toThrow('invalid token')
    discord.revokeToken()
    expect(await bot.post(discord.channelId, { content: 'x' })).toMatchObject({ code: 0 })
    expect(discord.requests.at(-1)?.status).toBe(401)
  })
})

describe('a channel', () => {
  it('takes what permissions allow', async () => {
    const [discord, bot] = await stand()
    const send = async (channelId = discord.channelId) =>
      (await bot.post(channelId, { content: 'x' })).code
    const before = (await bot.post(discord.channelId, { content: 'here' })).id
    discord.permit(discord.channelId, usualPermissions & ~permission.sendMessages)
    expect(await send()).toBe(50013)
    discord.permit(discord.channelId, usualPermissions & ~permission.readMessageHistory)
    const history = () => bot.client.rest.get(`/channels/${discord.channelId}/messages`)
    expect(await history()).toEqual([])
    discord.permit(discord.channelId, usualPermissions & ~permission.viewChannel)
    expect(await send()).toBe(50001)
    discord.permit(discord.channelId, usualPermissions)
    expect(await history()).toMatchObject([{ id: before }])
    discord.removeChannel(discord.channelId)
    expect(await send()).toBe(10003)
    const guild = discord.addGuild()
    discord.removeGuild(guild.id)
    expect(await send(guild.channels[0]?.id)).toBe(50001)
    expect(discord.violations).toEqual([])
  })

  it('of a person may be closed', async () => {
    const [discord, bot] = await stand()
    const user = await bot.client.users.createDM('42')
    expect(await user.send('hello')).toMatchObject({ channelId: discord.dm('42') })
    discord.closeDm('42')
    expect(await bot.post(discord.dm('42'), { content: 'x' })).toMatchObject({ code: 50007 })
  })

  it('has a thread under a message, once', async () => {
    const [discord, bot] = await stand()
    const { id = '' } = await bot.post(discord.channelId, { content: 'digest' })
    const path = `/channels/${discord.channelId}/messages/${id}/threads` as const
    const start = () => attempt(() => bot.client.rest.post(path, { body: { name: 'Papers' } }))
    expect(await start()).toMatchObject({ id })
    expect(await start()).toMatchObject({ code: 160004 })
    await bot.post(id, { content: 'inside' })
    expect(discord.messages(id)).toMatchObject([{ content: 'inside' }])
  })

  it('shows who added the bot to those who may know', async () => {
    const botPermissions = usualPermissions | permission.viewAuditLog
    const [discord, bot] = await stand({ guilds: [{ botPermissions, addedBy: '9' }, {}] })
    const log = (id = '') => attempt(() => bot.client.rest.get(`/guilds/${id}/audit-logs`))
    expect((await log(discord.guild.id)).code).toBeUndefined()
    const logs = await bot.client.guilds.cache.get(discord.guild.id)?.fetchAuditLogs({ type: 28 })
    expect(logs?.entries.first()?.executorId).toBe('9')
    expect((await log(bot.client.guilds.cache.lastKey())).code).toBe(50013)
  })
})

it('a route that is not there is noted', async () => {
  const [discord, bot] = await stand()
  await expect(bot.client.users.fetch('42')).rejects.toMatchObject({ code: 0 })
  expect(discord.violations).toEqual([expect.stringContaining('GET /users/42: 404')])
})

it('a reply needs something to reply to', async () => {
  const [discord, bot] = await stand()
  const { id = '' } = await bot.post(discord.channelId, { content: 'digest' })
  const reply = (message_id: string) =>
    bot.post(discord.channelId, { content: 'x', message_reference: { message_id } })
  expect((await reply(id)).code).toBeUndefined()
  expect((await reply('1')).words).toContain('UNKNOWN_MESSAGE')
})
