// Saying what nobody asked for: once, whatever happens on the way, and with an outcome that tells what to do next.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome, Posting } from '../../../src/bot/adapter.ts'
import type { Address } from '../../../src/bot/address.ts'
import type { View } from '../../../src/bot/view.ts'
import { createPoster } from '../../../src/platforms/discord/poster.ts'
import { textOf } from '../../stands/discord/exchange.ts'
import type { Trouble } from '../../stands/discord/faults.ts'
import { usualPermissions } from '../../stands/discord/state.ts'
import { until } from '../../stands/discord/until.ts'
import { flag, permission } from '../../stands/discord/wire.ts'
import { type OnDiscord, openOnDiscord } from '../../stands/on-discord.ts'

let on: OnDiscord
let channel: string
let free: string[]
let keys = 0

beforeAll(async () => {
  const channels = Array.from({ length: 60 }, (_, n) => ({ name: `channel-${n}` }))
  on = await openOnDiscord({ stand: { guilds: [{ channels, ownerId: '9000' }] } })
  // Nothing else is posted from here on.
  await until('the welcome', () => on.discord.messages(on.discord.dm('9000'))[0])
  free = on.discord.guild.channels.map(({ id }) => id)
})
beforeEach(() => {
  channel = newChannel()
})
afterAll(() => on.close())

/** A channel nobody wrote in yet. */
function newChannel(botPermissions = usualPermissions): string {
  const id = free.pop()
  if (id === undefined) throw new Error('there are no more channels')
  on.discord.permit(id, botPermissions)
  return id
}

const digest: View = { title: 'Papers of the day', blocks: [{ kind: 'text', text: 'Three.' }] }
const newKey = () => `k${++keys}${'0'.repeat(20)}`
const to = (at = channel): Address => ({ platform: 'discord', workspace: 'G', channel: at })
const post = (posting: Posting, at = to()) => on.adapter.post(at, digest, posting)
const messages = () => on.discord.messages(channel)
const creation = { method: 'POST', path: /^\/channels\/\d+\/messages$/ }

function sent(outcome: Outcome) {
  if (outcome.status !== 'sent') throw new Error(JSON.stringify(outcome))
  return outcome.receipt
}

describe('a posting', () => {
  it('is a message, once for its key', async () => {
    const key = newKey()
    const receipt = sent(await post({ key }))
    expect(receipt).toEqual({ channel, message: messages()[0]?.id })
    expect(textOf(on.discord.shown({ id: receipt.message }))).toContain('Papers of the day')
    expect(messages()[0]).toMatchObject({ nonce: key, flags: flag.componentsV2 })
    expect(sent(await post({ key }))).toEqual(receipt)
    expect(messages()).toHaveLength(1)
    expect(sent(await post({ key: newKey() }))).not.toEqual(receipt)
    expect(on.discord.violations).toEqual([])
  })

  it('comes without a notification where that is wished', async () => {
    sent(await post({ key: newKey(), quiet: true }))
    expect(messages()[0]?.flags).toBe(flag.componentsV2 | flag.suppressNotifications)
    expect(on.discord.violations).toEqual([])
  })

  it('reaches a person', async () => {
    const person: Address = { platform: 'discord', workspace: 'G', user: '9001' }
    const { channel: dm, message } = sent(await post({ key: newKey() }, person))
    expect(dm).toBe(on.discord.dm('9001'))
    expect(on.discord.messages(dm)[0]?.id).toBe(message)
    expect(on.discord.violations).toEqual([])
  })

  it('stands in the thread under a message, which is opened once', async () => {
    const thread = sent(await post({ key: newKey() }))
    const first = sent(await post({ key: newKey(), thread }))
    const second = sent(await post({ key: newKey(), thread }))
    expect([first.channel, second.channel]).toEqual([thread.message, thread.message])
    expect(on.discord.messages(thread.message)).toHaveLength(2)
    expect(messages()).toHaveLength(1)
    expect(on.discord.violations).toEqual([])
  })

  it('follows in the place itself where there are no threads: in direct messages, and in a thread', async () => {
    const person: Address = { platform: 'discord', workspace: 'G', user: '9005' }
    const head = sent(await post({ key: newKey() }, person))
    const part = sent(await post({ key: newKey(), thread: head }, person))
    expect(part.channel).toBe(head.channel)
    const thread = sent(await post({ key: newKey() }))
    const within = sent(await post({ key: newKey(), thread }))
    const address = { ...to(), channel: within.channel }
    const first = sent(await post({ key: newKey() }, address))
    const second = sent(await post({ key: newKey(), thread: first }, address))
    expect([first.channel, second.channel]).toEqual([within.channel, within.channel])
    expect(on.discord.violations).toEqual([])
  })

  it('has a thread named as it is, as far as a name goes', async () => {
    const thread = sent(await post({ key: newKey() }))
    const long = { ...digest, title: '🧠'.repeat(80) }
    sent(await on.adapter.post(to(), long, { key: newKey(), thread }))
    const [opened] = on.discord.requests.filter(({ path }) => path.includes(thread.message))
    expect(opened?.body).toEqual({ name: `${'🧠'.repeat(49)}…` })
    expect(on.discord.violations).toEqual([])
  })
})

describe('what may not go any more', () => {
  it('is not sent, and opens nothing on its way', async () => {
    const thread = sent(await post({ key: newKey() }))
    const person: Address = { platform: 'discord', workspace: 'G', user: '9006' }
    const asked = on.discord.requests.length
    const late = { key: newKey(), mayGo: () => false }
    const failed = { status: 'failed', reason: 'TOO_LATE' }
    expect(await post(late)).toMatchObject(failed)
    expect(await post(late, person)).toMatchObject(failed)
    expect(await post({ ...late, thread })).toMatchObject(failed)
    expect(on.discord.requests).toHaveLength(asked)
    sent(await post({ key: late.key, mayGo: () => true }))
    expect(messages()).toHaveLength(2)
  })

  it('is not said where it was to stand, though that has been opened', async () => {
    const thread = sent(await post({ key: newKey() }))
    let asked = 0
    const mayGo = () => ++asked === 1
    expect(await post({ key: newKey(), thread, mayGo })).toMatchObject({ status: 'failed' })
    expect(on.discord.messages(thread.message)).toEqual([])
  })
})

describe('direct messages', () => {
  const person = (user: string): Address => ({ platform: 'discord', workspace: 'G', user })
  const openings = () =>
    on.discord.requests.filter(({ path }) => path === '/users/@me/channels').length

  it('are opened once for each person', async () => {
    const before = openings()
    for (let count = 0; count < 3; count++) sent(await post({ key: newKey() }, person('9010')))
    expect(openings()).toBe(before + 1)
  })

  it('are opened for nobody for ten minutes after too many were, and those that are open are written in', async () => {
    let now = Date.now()
    const poster = createPoster({ token: on.discord.token, api: on.discord.api, now: () => now })
    const say = (user: string) => poster.post(person(user), digest, { key: newKey() })
    sent(await say('9011'))
    on.discord.fault({
      path: /^\/users\/@me\/channels$/,
      do: { status: 400, code: 40003, message: 'You are opening direct messages too fast' },
    })
    const before = openings()
    const paused = { status: 'failed', retryAt: now + 600_000, alone: true }
    expect(await say('9012')).toMatchObject(paused)
    expect(await say('9013')).toMatchObject(paused)
    expect(openings()).toBe(before + 1)
    sent(await say('9011'))
    now += 600_000
    sent(await say('9012'))
    expect(openings()).toBe(before + 2)
    poster.end()
  })
})

describe('who looks after a server', () => {
  it('is its owner, and where there is one the channel in which Discord itself speaks', async () => {
    const { id: workspace } = on.discord.guild
    const place = { platform: 'discord', workspace }
    expect(await on.adapter.keepers?.(workspace)).toEqual([{ ...place, user: '9000' }])
    const lobby = { id: '800000000000000001', name: 'lobby' }
    const other = on.discord.addGuild({
      ownerId: '9020',
      systemChannelId: lobby.id,
      channels: [lobby],
    })
    await until('the welcome', () => on.discord.messages(on.discord.dm('9020'))[0])
    const there = { platform: 'discord', workspace: other.id }
    expect(await on.adapter.keepers?.(other.id)).toEqual([
      { ...there, user: '9020' },
      { ...there, channel: lobby.id },
    ])
    await expect(on.adapter.keepers?.('1')).rejects.toMatchObject({ code: 10004 })
  })
})

describe('when Discord is in trouble', () => {
  it.each<Trouble>(['create-then-hang', 'create-then-drop', 'create-then-502'])(
    '%s may have posted, and once again is still once',
    async (trouble) => {
      const key = newKey()
      on.discord.fault({ ...creation, do: trouble })
      expect(await post({ key })).toMatchObject({ status: 'unknown' })
      const receipt = sent(await post({ key }))
      expect(messages().map(({ id }) => id)).toEqual([receipt.message])
      expect(await on.adapter.find?.(to(), key)).toEqual(receipt)
      expect(on.discord.violations).toEqual([])
    },
  )

  it.each<Trouble>(['500', '502', 'drop'])(
    '%s may have posted, though it has not',
    async (trouble) => {
      const key = newKey()
      on.discord.fault({ ...creation, do: trouble })
      expect(await post({ key })).toMatchObject({ status: 'unknown' })
      expect(await on.adapter.find?.(to(), key)).toBeUndefined()
      sent(await post({ key }))
      expect(messages()).toHaveLength(1)
    },
  )

  it('is told how long to wait, and has not posted', async () => {
    on.discord.fault({ ...creation, do: '429', retryAfter: 7 })
    const before = Date.now()
    const outcome = await post({ key: newKey() })
    if (outcome.status !== 'failed') throw new Error(JSON.stringify(outcome))
    expect(outcome.retryAt).toBeGreaterThanOrEqual(before + 7_000)
    expect(outcome.retryAt).toBeLessThan(Date.now() + 8_000)
    expect(messages()).toEqual([])
    sent(await post({ key: newKey() }, to(newChannel())))
  })

  it('has not posted while the way there was not opened', async () => {
    const person: Address = { platform: 'discord', workspace: 'G', user: '9002' }
    const key = newKey()
    for (const trouble of ['502', 'drop'] as const) {
      on.discord.fault({ path: /^\/users\/@me\/channels$/, do: trouble })
      expect(await post({ key }, person)).toMatchObject({ status: 'failed' })
    }
    const thread = sent(await post({ key: newKey() }))
    on.discord.fault({ path: /\/threads$/, do: 'create-then-502' })
    expect(await post({ key, thread })).toMatchObject({ status: 'failed' })
    expect(sent(await post({ key, thread }))).toMatchObject({ channel: thread.message })
  })

  it('takes a message that was deleted since for sent', async () => {
    const key = newKey()
    const { message } = sent(await post({ key }))
    on.discord.deleteMessage(message)
    expect(sent(await post({ key }))).toEqual({ channel, message: '' })
    expect(messages()).toEqual([])
    expect(await on.adapter.find?.(to(), key)).toBeUndefined()
  })
})

describe('is refused', () => {
  const answer = (status: number, code: number) => ({ status, code, message: 'No' })

  it('by a server that is gone', async () => {
    on.discord.fault({ ...creation, do: answer(404, 10004) })
    const rejected = { status: 'rejected', scope: 'workspace', gone: true }
    expect(await post({ key: newKey() })).toMatchObject(rejected)
  })

  it('by a channel that is gone, hidden, or read-only', async () => {
    const rejected = { status: 'rejected', scope: 'destination' }
    expect(await post({ key: newKey() }, to('1'))).toMatchObject({
      ...rejected,
      gone: true,
      reason: expect.stringContaining('10003'),
    })
    const places = [
      [0n, 'Discord 50001: Missing Access'],
      [permission.viewChannel, 'Discord 50013: Missing Permissions'],
    ] as const
    for (const [permissions, reason] of places) {
      const at = to(newChannel(permissions))
      expect(await post({ key: newKey() }, at)).toMatchObject({ ...rejected, reason })
    }
    expect(on.discord.violations).toEqual([])
  })

  it('by a person who takes no messages', async () => {
    on.discord.closeDm('9003')
    const person: Address = { platform: 'discord', workspace: 'G', user: '9003' }
    expect(await post({ key: newKey() }, person)).toMatchObject({
      status: 'rejected',
      scope: 'destination',
      reason: 'Discord 50007: Cannot send messages to this user',
    })
  })

  it.each([
    ['opened', usualPermissions & ~permission.createPublicThreads],
    ['written in', usualPermissions & ~permission.sendMessagesInThreads],
  ])(
    'as a message, where no thread may be %s: the channel takes others',
    async (_, permissions) => {
      channel = newChannel(permissions)
      const thread = sent(await post({ key: newKey() }))
      expect(await post({ key: newKey(), thread })).toEqual({
        status: 'rejected',
        scope: 'message',
        reason: 'no thread: Discord 50013: Missing Permissions',
        forbidden: true,
      })
      sent(await post({ key: newKey() }))
      expect(on.discord.violations).toEqual([])
    },
  )

  it('as a message, where that to stand under is gone', async () => {
    const thread = { channel, message: '300000000000000001' }
    const outcome = await post({ key: newKey(), thread })
    expect(outcome).toMatchObject({ status: 'rejected', scope: 'message' })
    expect(messages()).toEqual([])
  })

  it.each([
    ['a malformed message', answer(400, 50035), 'message', 'plain'],
    ['what the server’s own rules block', answer(400, 200000), 'message', 'less'],
    ['what nobody knows', answer(400, 999999), 'message', 'again'],
    ['a place nobody knows', answer(404, 999999), 'destination', 'again'],
  ])('%s', async (_, trouble, scope, mend) => {
    on.discord.fault({ ...creation, do: trouble })
    expect(await post({ key: newKey() })).toEqual({
      status: 'rejected',
      reason: `Discord ${trouble.code}: No`,
      scope,
      mend,
    })
  })

  it('as it is laid out, and taken in words alone, once and found again', async () => {
    const key = newKey()
    on.discord.fault({ ...creation, do: answer(400, 50035) })
    expect(await post({ key })).toMatchObject({ mend: 'plain' })
    const receipt = sent(await post({ key, plain: true }))
    expect(sent(await post({ key }))).toEqual(receipt)
    expect(messages()).toHaveLength(1)
    expect(messages()[0]?.components).toMatchObject([
      { type: 10, content: '**Papers of the day**\nThree.' },
    ])
    expect(await on.adapter.find?.(to(), key)).toEqual(receipt)
    expect(on.discord.violations).toEqual([])
  })
})

describe('finding a posting again', () => {
  it('knows it by its key among others', async () => {
    const key = newKey()
    const receipt = sent(await post({ key }))
    for (let count = 0; count < 3; count++) sent(await post({ key: newKey() }))
    expect(await on.adapter.find?.(to(), key)).toEqual(receipt)
    expect(await on.adapter.find?.(to(), newKey())).toBeUndefined()
    const person: Address = { platform: 'discord', workspace: 'G', user: '9004' }
    const dm = sent(await post({ key }, person))
    expect(dm).toEqual(receipt)
    expect(await on.adapter.find?.(person, newKey())).toBeUndefined()
    expect(on.discord.violations).toEqual([])
  })

  it('looks as far back as a busy channel needs', async () => {
    const key = newKey()
    const receipt = sent(await post({ key }))
    for (let count = 0; count < 120; count++)
      on.discord.messageCommand('Find papers', { content: 'chatter' }, { channelId: channel })
    expect(await on.adapter.find?.(to(), key)).toEqual(receipt)
    expect(await on.adapter.find?.(to(), newKey())).toBeUndefined()
  })

  it('finds what belongs in a thread there, and beside the message where none can be opened', async () => {
    const head = sent(await post({ key: newKey() }))
    const key = newKey()
    // Nothing was opened yet: then it stands nowhere.
    expect(await on.adapter.find?.(to(), key, head)).toBeUndefined()
    const within = sent(await post({ key, thread: head }))
    expect(within.channel).toBe(head.message)
    expect(await on.adapter.find?.(to(), key, head)).toEqual(within)
    expect(await on.adapter.find?.(to(), key)).toBeUndefined()
    const person: Address = { platform: 'discord', workspace: 'G', user: '9007' }
    const told = sent(await post({ key: newKey() }, person))
    const part = newKey()
    expect(await on.adapter.find?.(person, part, told)).toBeUndefined()
    const beside = sent(await post({ key: part, thread: told }, person))
    expect(beside.channel).toBe(told.channel)
    expect(await on.adapter.find?.(person, part, told)).toEqual(beside)
    expect(on.discord.violations).toEqual([])
  })

  it('fails where nothing may be read, rather than finding nothing', async () => {
    const key = newKey()
    const silent = newChannel(usualPermissions & ~permission.readMessageHistory)
    const at = to(silent)
    sent(await post({ key }, at))
    await expect(on.adapter.find?.(at, key)).rejects.toThrow('history')
    await expect(on.adapter.find?.(to('1'), key)).rejects.toMatchObject({ code: 10003 })
    expect(on.discord.violations).toEqual([])
  })
})

describe('without a Discord', () => {
  it('nothing is posted, and that is said', async () => {
    const other = on.another()
    expect(await other.post(to(), digest, { key: newKey() })).toMatchObject({
      status: 'failed',
      reason: 'not connected',
    })
    await expect(other.find?.(to(), newKey())).rejects.toThrow('not connected')
  })

  it('or with one that is gone, nothing was posted', async () => {
    const gone = await openOnDiscord()
    const address = { ...to(), channel: gone.discord.channelId }
    await gone.discord.close()
    // The first may have been on its way when the connection ended.
    await gone.adapter.post(address, digest, { key: newKey() })
    expect(await gone.adapter.post(address, digest, { key: newKey() })).toMatchObject({
      status: 'failed',
      reason: 'ECONNREFUSED',
    })
    await gone.adapter.stop()
    await gone.paperboy.close()
  })

  it('with a token that is refused, nothing is asked any more', async () => {
    const revoked = await openOnDiscord()
    const address = { ...to(), channel: revoked.discord.channelId }
    revoked.discord.revokeToken()
    const first = await revoked.adapter.post(address, digest, { key: newKey() })
    expect(first).toEqual({
      status: 'rejected',
      reason: 'Discord 0: 401: Unauthorized',
      scope: 'platform',
      forbidden: true,
    })
    const asked = revoked.discord.requests.length
    expect(await revoked.adapter.post(address, digest, { key: newKey() })).toEqual(first)
    expect(revoked.discord.requests).toHaveLength(asked)
    await revoked.close()
  })
})
