// What Discord's errors mean for what was being said, and that their words give nothing away.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DiscordAPIError, REST, Routes } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restOptions } from '../../../src/platforms/discord/connect.ts'
import {
  describeError,
  isGone,
  isRefused,
  outcomeBefore,
  outcomeOf,
} from '../../../src/platforms/discord/outcome.ts'
import { type DiscordStand, openDiscord } from '../../stands/discord/discord.ts'
import type { Trouble } from '../../stands/discord/faults.ts'

let discord: DiscordStand
beforeAll(async () => {
  discord = await openDiscord()
})
afterAll(() => discord.close())

const said = 'what somebody said to nobody else'
const body = { content: said, allowed_mentions: { parse: [] } }
const now = 1_000_000

/** What the real client throws when Discord is in this trouble, or with this token. */
async function errorOf(trouble?: Trouble, token = discord.token, retryAfter = 3): Promise<unknown> {
  if (trouble !== undefined) discord.fault({ path: /messages$/, do: trouble, retryAfter })
  const rest = new REST(restOptions(discord.api)).setToken(token)
  try {
    await rest.post(Routes.channelMessages(discord.channelId), { body })
  } catch (error) {
    return error
  }
  throw new Error('nothing went wrong')
}

const refusal = (status: number, code: number) => ({ status, code, message: 'No' })

describe('a refusal of Discord', () => {
  const rejected = (scope: string, more = {}) => ({ status: 'rejected', scope, ...more })
  const destination = rejected('destination')
  const gone = rejected('destination', { gone: true })
  const refusing = rejected('destination', { forbidden: true })
  const plain = rejected('message', { mend: 'plain' })
  const less = rejected('message', { mend: 'less' })
  const unknown = rejected('message', { mend: 'again' })
  const stop = rejected('platform', { forbidden: true })
  const later = { status: 'failed', retryAt: now + 30_000 }

  it.each([
    // Gone.
    [404, 10003, gone],
    [404, 10004, rejected('workspace', { gone: true })],
    [404, 10013, gone],
    [404, 10015, destination],
    // Closed to the bot.
    [403, 50001, refusing],
    [403, 50013, refusing],
    [400, 160005, destination],
    [400, 40058, destination],
    [400, 50008, destination],
    [400, 50024, destination],
    [400, 50083, destination],
    // A person who refuses.
    [403, 50007, refusing],
    [403, 50278, refusing],
    [403, 20009, refusing],
    // Ours to mend.
    [400, 50035, plain],
    [400, 50006, plain],
    [413, 40005, plain],
    [400, 50109, plain],
    // Not let through.
    [400, 200000, less],
    [400, 240000, less],
    [400, 200001, rejected('message')],
    [404, 10008, rejected('message')],
    // Slow down.
    [400, 16003, later],
    [400, 20022, later],
    [403, 20016, later],
    [403, 20028, later],
    [403, 20029, later],
    [403, 40062, later],
    [403, 130000, later],
    [403, 40004, later],
    [403, 40006, later],
    [400, 40003, later],
    // The token, or a ban.
    [401, 0, stop],
    [401, 40001, stop],
    [403, 50014, stop],
    [403, 40333, stop],
    [502, 40333, { status: 'unknown' }],
    // Nobody knows.
    [400, 123456, unknown],
    [418, 123456, unknown],
    [404, 123456, rejected('destination', { mend: 'again' })],
    [403, 123456, rejected('destination', { mend: 'again', forbidden: true })],
  ])('%i %i comes to what it must', async (status, code, expected) => {
    const came = outcomeOf(await errorOf(refusal(status, code)), now)
    const { reason: _, ...rest } = came as { reason: string }
    expect(rest).toEqual(expected)
  })

  it('that comes from before Discord shuts everything out', () => {
    const page = new ArrayBuffer(8)
    const absent = undefined as unknown as number
    const of = (status: number) =>
      outcomeOf(new DiscordAPIError(page as never, absent, status, 'POST', 'u', {}), now)
    expect(of(403)).toEqual({ ...stop, reason: 'Discord 403: No Description' })
    expect(of(400)).toMatchObject(unknown)
  })
})

describe('trouble on the way', () => {
  it.each<Trouble>(['500', '502', '503', 'drop', 'create-then-502', 'create-then-drop'])(
    '%s leaves it unknown, unless it came before the message',
    async (trouble) => {
      const error = await errorOf(trouble)
      expect(outcomeOf(error, now)).toMatchObject({ status: 'unknown' })
      expect(outcomeBefore(error, now)).toMatchObject({ status: 'failed', retryAt: now + 30_000 })
    },
  )

  it('429 without a word of Discord’s shuts everything out', async () => {
    const { signal } = new AbortController()
    const proxy = createServer((_, response) => {
      response.writeHead(429, { 'content-type': 'text/html', 'retry-after': '900' })
      response.end('<html>Access denied</html>')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    const rest = new REST(restOptions(`http://127.0.0.1:${port}/api`, signal)).setToken('t')
    const error = await rest.post(Routes.channelMessages('1'), { body }).catch((thrown) => thrown)
    proxy.closeAllConnections()
    proxy.close()
    expect(outcomeOf(error, now)).toEqual({
      status: 'rejected',
      scope: 'platform',
      reason: 'Discord shuts this address out',
      forbidden: true,
    })
  })

  it('429 tells when to come back', async () => {
    const outcome = outcomeOf(await errorOf('429'), now)
    expect(outcome).toEqual({ status: 'failed', reason: 'rate limited', retryAt: now + 3_050 })
  })

  it.each([[new TypeError('x')], [undefined], ['words'], [null], [{}]])(
    '%s is nothing anybody knows',
    (error) => {
      expect(outcomeOf(error, now)).toMatchObject({ status: 'unknown' })
    },
  )
})

describe('the words for an error', () => {
  it.each<Trouble | undefined>([
    undefined,
    '429',
    '502',
    'drop',
    refusal(403, 50013),
    refusal(400, 50035),
  ])('hold nothing secret, of %o', async (trouble) => {
    const token = trouble === undefined ? 'aGVsbG8.not.the-token' : discord.token
    const error = await errorOf(trouble, token)
    const words = JSON.stringify([describeError(error), outcomeOf(error, now)])
    for (const secret of [token, said, 'http', discord.channelId, 'Authorization'])
      expect(words).not.toContain(secret)
  })

  it('say what was refused, without what was sent', async () => {
    const rest = new REST(restOptions(discord.api)).setToken(discord.token)
    const long = { ...body, content: said.repeat(100) }
    const error = await rest
      .post(Routes.channelMessages(discord.channelId), { body: long })
      .catch((thrown: unknown) => thrown)
    expect(describeError(error)).toEqual({ code: 50035, status: 400, reason: 'Invalid Form Body' })
  })

  it('say where a fault of ours is', () => {
    expect(describeError(new RangeError(said))).toEqual({
      reason: 'RangeError',
      at: expect.stringContaining('outcome.test.ts'),
    })
  })
})

describe('an error', () => {
  it.each([10003, 10008, 10015, 10062, 40060, 50001, 50027])(
    'of code %i says that the place of an answer is gone',
    async (code) => {
      expect(isGone(await errorOf(refusal(404, code)))).toBe(true)
    },
  )

  it('of another code, or none, does not', async () => {
    expect(isGone(await errorOf(refusal(400, 50035)))).toBe(false)
    expect(isGone(await errorOf('502'))).toBe(false)
    expect(isGone(new Error('10008'))).toBe(false)
  })

  it('says that a token is refused, or that it is not about that', async () => {
    expect(isRefused(await errorOf(undefined, 'aGVsbG8.not.the-token'))).toBe(true)
    expect(isRefused(await errorOf(refusal(403, 50001)))).toBe(false)
    expect(isRefused(await errorOf('503'))).toBe(false)
    expect(isRefused(undefined)).toBe(false)
  })
})
