// Showing a private answer to everybody: once, with the name of who did, and only what may be shared.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { componentsOf, type Exchange, textOf } from '../../stands/discord/exchange.ts'
import type { From } from '../../stands/discord/interactions.ts'
import type { Message } from '../../stands/discord/wire.ts'
import {
  isPrivate,
  type OnDiscord,
  openOnDiscord,
  places,
  typedAs,
} from '../../stands/on-discord.ts'

const mine = defineCommand({
  name: 'mine',
  summary: 'Shows what concerns the asker alone',
  examples: ['mine'],
  options: z.object({}),
  visibility: 'private',
  personal: true,
  run: async () => ({ title: 'Your secrets', blocks: [] }),
})

let on: OnDiscord
let before = 0
beforeAll(async () => {
  on = await openOnDiscord({ extra: [mine] })
})
beforeEach(() => {
  before = on.discord.messages(on.discord.channelId).length
})
afterAll(() => on.close())

const say = (line: string, from?: From) =>
  on.discord.slash(typedAs(on.paperboy.bot, line), from).reply()

const labelsOf = (message: Message) =>
  componentsOf(message).flatMap(({ type, label }) => (type === 2 ? [label] : []))

/** What everybody saw come since the test began. */
const sharedSince = () => on.discord.messages(on.discord.channelId).slice(before)

function expectOrder(): void {
  expect(on.discord.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
}

/** The answer to a press that only the presser sees. */
async function aside(exchange: Exchange): Promise<Message> {
  const { type } = await exchange.ack()
  const said = type === 6 ? await exchange.followUp() : await exchange.reply()
  expect(isPrivate(said)).toBe(true)
  return said
}

describe.each(places)('in %s', (_, from) => {
  it.each(['search model', 'show 1706.03762', 'show learning', 'stats', 'help search'])(
    'the answer to %s is shared with the name of who asked',
    async (line) => {
      const answer = await say(line, from)
      const press = on.discord.press(answer, 'Share')
      const shared = await press.followUp()
      expect(isPrivate(shared)).toBe(false)
      expect(shared.channel_id).toBe(answer.channel_id)
      const asker = answer.interaction_metadata?.user.id
      expect(textOf(shared)).toBe(`${textOf(answer)}\n-# Shared by <@${asker}>`)
      const left = await press.reply()
      expect(left.id).toBe(answer.id)
      expect(textOf(left)).toBe(textOf(answer))
      expect(labelsOf(left)).toEqual(labelsOf(answer).filter((label) => label !== 'Share'))
      expect(labelsOf(shared)).toEqual(labelsOf(left))
      expectOrder()
    },
  )
})

describe('sharing', () => {
  it('disturbs nobody, not even the one who shares', async () => {
    const press = on.discord.press(await say('search model'), 'Share')
    await press.reply()
    const posts = on.discord.requests.filter(
      ({ method, path }) =>
        method === 'POST' && path.includes(press.token) && !/callback$/.test(path),
    )
    expect(posts.map(({ body }) => body)).toMatchObject([
      { allowed_mentions: { parse: [], users: [] } },
    ])
    expectOrder()
  })

  it('happens once, however often and quickly it is pressed', async () => {
    const answer = await say('search model')
    const presses = [1, 2, 3, 4].map(() => on.discord.press(answer, 'Share'))
    const acknowledged = await Promise.all(presses.map((press) => press.ack()))
    expect(acknowledged.map(({ type }) => type)).toEqual([6, 6, 6, 6])
    await presses[0]?.reply()
    expect(sharedSince()).toHaveLength(1)
    expect(() => on.discord.press(answer, 'Share')).toThrow('shows no Share')
    expectOrder()
  })

  it('shows the page that is looked at, whose pages everybody turns', async () => {
    const first = await say('search model')
    const second = await on.discord.press(first, 'Next').reply()
    const shared = await on.discord.press(second, 'Share').followUp()
    expect(textOf(shared)).toContain('6–10 of 60')
    const third = await on.discord
      .press(shared, 'Next', { user: { id: '80000000000000001' } })
      .reply()
    expect(third.id).toBe(shared.id)
    expect(textOf(third)).toContain('11–15 of 60')
    expect(labelsOf(third)).not.toContain('Share')
    expectOrder()
  })

  it('is offered again for what replaces an answer that was shared', async () => {
    const answer = await say('search model')
    const press = on.discord.press(answer, 'Share')
    await press.followUp()
    const left = await press.reply()
    const next = await on.discord.press(left, 'Next').reply()
    await on.discord.press(next, 'Share').followUp()
    expect(sharedSince()).toHaveLength(2)
    expectOrder()
  })

  it.each(['search', 'show zyzzyva quokka', 'mine', 'trending'])(
    'is not offered for %s',
    async (line) => {
      expect(labelsOf(await say(line))).not.toContain('Share')
    },
  )

  it.each(['s/mine', 's/trending', 's/nosuch', 's/search?query=mamba&nosuch=1', 's/search'])(
    'is refused for %s, which nobody was offered',
    async (id) => {
      const answer = await say('search mamba')
      const said = await aside(on.discord.press(answer, id, { force: true }))
      expect(textOf(said)).not.toContain('secrets')
      expect(said.components[0]?.accent_color).toBe(0xf0b232)
      expect(sharedSince()).toEqual([])
      expect(on.discord.shown(answer)).toEqual(answer)
      expectOrder()
    },
  )

  it('says of what concerns one person alone that it does', async () => {
    const press = on.discord.press(await say('mine'), 's/mine', { force: true })
    expect(textOf(await aside(press))).toContain('That answer cannot be shared')
    expect(sharedSince()).toEqual([])
    expectOrder()
  })
})
