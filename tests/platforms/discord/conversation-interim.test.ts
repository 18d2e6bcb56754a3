// What takes longer than a chat waits: something is shown at once, and the answer follows in its place.
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { UserError } from '../../../src/bot/user-error.ts'
import { type Exchange, textOf } from '../../stands/discord/exchange.ts'
import { until } from '../../stands/discord/until.ts'
import type { Message } from '../../stands/discord/wire.ts'
import { type LiveStand, openLiveStand } from '../../stands/live.ts'
import { isPrivate, type OnDiscord, openOnDiscord, places } from '../../stands/on-discord.ts'
import { now } from '../../stands/paperboy.ts'

/** The bot with upstreams that are slower than a chat waits: by their clock patience is over at once. */
async function openSlow(): Promise<{ on: OnDiscord; live: LiveStand }> {
  const { promise, resolve } = Promise.withResolvers<LiveStand>()
  const on = await openOnDiscord({
    async beyond(database) {
      const live = await openLiveStand(database, { now })
      resolve(live)
      return live.beyond
    },
  })
  const live = await promise
  onTestFinished(async () => {
    await on.close()
    await live.close()
  })
  return { on, live }
}

const show = (paper: string) => ({ command: 'paper', subcommand: 'show', options: { paper } })

/** What an answer's message was made to say, one after the other. */
function wordsShown({ discord }: OnDiscord, { token }: Exchange): string[] {
  return discord.requests
    .filter(({ method, path }) => method === 'PATCH' && path.includes(token))
    .map(({ body }) => textOf({ content: '', ...(body as object) } as Message))
}

function expectOrder({ discord, logged, paperboy }: OnDiscord): void {
  expect(discord.violations).toEqual([])
  expect(logged.filter(({ level }) => level !== 'info')).toEqual([])
  expect(paperboy.logged).toEqual([])
}

describe('a paper that upstream takes its time to give', () => {
  it('is announced, and then shown in place of that', async () => {
    const { on, live } = await openSlow()
    for (const [at, [, from]] of places.entries()) {
      const id = `2506.2000${at}`
      live.arxivPapers.push({ id, title: 'Kites over Harbours' })
      const exchange = on.discord.slash(show(id), from)
      await until('the card', () => wordsShown(on, exchange).length === 2)
      const [meanwhile, card] = wordsShown(on, exchange)
      expect(meanwhile).toContain(`Asking arXiv and Hugging Face for ${id}…`)
      expect(card).toContain('Kites over Harbours')
      expect(exchange.followUps()).toEqual([])
      expect(isPrivate(await exchange.reply())).toBe(true)
    }
    expectOrder(on)
  })

  it('is not announced where a button is pressed: what stands there stays until then', async () => {
    const { on, live } = await openSlow()
    live.arxivPapers.push({ id: '2506.20001', title: 'Kites over Harbours' })
    const found = await on.discord
      .slash({ command: 'paper', subcommand: 'search', options: { query: 'mamba' } })
      .reply()
    const press = on.discord.press(found, 'u/show?paper=2506.20001', { force: true })
    const [words, ...more] = await until('the card', () => {
      const shown = wordsShown(on, press)
      return shown.length > 0 && shown
    })
    expect(words).toContain('Kites over Harbours')
    expect(more).toEqual([])
    expectOrder(on)
  })

  it('and cannot be had is a mistake, told to the asker', async () => {
    const { on, live } = await openSlow()
    await Promise.all([live.arxiv.down(), live.huggingFace.down()])
    const reply = await on.discord.slash(show('2506.20001')).reply()
    await until('the end of it', () => textOf(on.discord.shown(reply)).includes('I do not have'))
    expect(textOf(on.discord.shown(reply))).toContain('Upstream refused the connection.')
    expect(isPrivate(reply)).toBe(true)
    expectOrder(on)
  })
})

describe('what everybody sees meanwhile', () => {
  /** Tells everybody to wait, and then what a test gives it. */
  async function openWaiting(title: () => Promise<string>): Promise<OnDiscord> {
    const wait = defineCommand({
      name: 'wait',
      summary: 'Takes its time',
      examples: ['wait'],
      options: z.object({}),
      visibility: 'public',
      async run(_, { interim }) {
        interim({ title: 'One moment…', blocks: [] })
        return { title: await title(), blocks: [] }
      },
    })
    const on = await openOnDiscord({ extra: [wait] })
    onTestFinished(on.close)
    return on
  }

  const waiting = { command: 'paper', subcommand: 'wait' }

  it('gives way to the answer', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const on = await openWaiting(() => promise)
    const exchange = on.discord.slash(waiting)
    const meanwhile = await exchange.reply()
    expect(textOf(meanwhile)).toContain('One moment…')
    expect(on.discord.messages(on.discord.channelId)).toEqual([meanwhile])
    resolve('Here it is')
    await until('the answer', () => textOf(on.discord.shown(meanwhile)).includes('Here it is'))
    expect(on.discord.messages(on.discord.channelId)).toHaveLength(1)
    expectOrder(on)
  })

  it('comes before the answer even where it has to be said twice', async () => {
    const on = await openWaiting(async () => 'Here it is')
    on.discord.fault({ method: 'PATCH', path: /@original$/, do: '503' })
    const exchange = on.discord.slash(waiting)
    await until('the answer', () => wordsShown(on, exchange).length === 3)
    expect(wordsShown(on, exchange).map((words) => words.slice(3))).toEqual([
      'One moment…',
      'One moment…',
      'Here it is',
    ])
    expectOrder(on)
  })

  it('is taken back where it ends in a mistake', async () => {
    const on = await openWaiting(() => Promise.reject(new UserError('That was not meant.')))
    const exchange = on.discord.slash(waiting)
    const said = await exchange.followUp()
    expect(textOf(said)).toContain('That was not meant.')
    expect(isPrivate(said)).toBe(true)
    expect(exchange.originalDeleted()).toBe(true)
    expect(on.discord.messages(on.discord.channelId)).toEqual([])
    expect(on.logged.filter(({ details }) => 'code' in details)).toEqual([])
    expectOrder(on)
  })
})
