// When Discord or the network fails, or asks to wait: an answer comes once where it can, and is noted where it cannot.
import { describe, expect, it } from 'vitest'
import { type Exchange, textOf } from '../../stands/discord/exchange.ts'
import { until } from '../../stands/discord/until.ts'
import type { Message } from '../../stands/discord/wire.ts'
import { acknowledgements, isPrivate } from '../../stands/on-discord.ts'
import { callback, edit, followUp, openEchoes, ran, withdrawal } from './conversation-echo.ts'

const echo = openEchoes()

const unclear = ['500', 'drop', 'create-then-502', 'create-then-drop'] as const

describe.each(unclear)('%s', (trouble) => {
  /** The answer is there, once. */
  async function expectOnce(exchange: Exchange, tries: number): Promise<Message> {
    const reply = await exchange.reply()
    expect(textOf(reply)).toContain('Echo')
    expect(acknowledgements(echo.on, exchange)).toBe(tries)
    expect(exchange.followUps()).toEqual([])
    expect(ran()).toBe(1)
    expect(echo.noted()).toEqual([])
    return reply
  }

  it.each(['echo', 'proclaim'])('on the acknowledgement of %s changes nothing', async (name) => {
    echo.fault(callback, trouble)
    expect(isPrivate(await expectOnce(echo.say(name), 2))).toBe(name === 'echo')
  })

  it('on the acknowledgement of a press changes nothing', async () => {
    const shown = await echo.say('echo', {}, 'mistake').reply()
    echo.fault(callback, trouble)
    const press = echo.on.discord.press(shown, 'u/echo?word=once', { force: true })
    expect((await press.reply()).id).toBe(shown.id)
    expect(textOf(await press.reply())).toContain('Echo once')
    expect(acknowledgements(echo.on, press)).toBe(2)
    expect(echo.noted()).toEqual([])
  })

  it('on the edit changes nothing', async () => {
    echo.fault(edit, trouble)
    const exchange = echo.say()
    const edits = () =>
      echo.on.discord.requests.filter(
        ({ method, path, status }) =>
          method === 'PATCH' && path.includes(exchange.token) && status !== undefined,
      )
    // Where Discord did what it was asked, the bot asks again all the same.
    await until('the edit made again', () => edits().at(-1)?.status === 200)
    await expectOnce(exchange, 1)
  })

  it('on taking a mistake back changes nothing', async () => {
    echo.fault(withdrawal, trouble)
    const exchange = echo.say('proclaim', {}, 'mistake')
    expect(textOf(await exchange.followUp())).toContain('That was not meant.')
    expect(exchange.originalDeleted()).toBe(true)
    expect(echo.noted()).toEqual([])
  })

  it('on sharing does not share twice', async () => {
    const shown = await echo.say().reply()
    const seen = () => echo.on.discord.messages(echo.on.discord.channelId).length
    const before = seen()
    echo.fault(followUp, trouble)
    await echo.on.discord.press(shown, 'Share').ack()
    expect(await echo.note()).toMatchObject({ level: 'error' })
    expect(seen() - before).toBe(trouble.startsWith('create') ? 1 : 0)
    expect(echo.levels()).toEqual(['error'])
  })

  it('on an addition does not say it twice', async () => {
    echo.fault(followUp, trouble)
    const exchange = echo.say('proclaim', {}, 'mistake')
    expect(await echo.note()).toMatchObject({ level: 'error' })
    expect(exchange.followUps()).toHaveLength(trouble.startsWith('create') ? 1 : 0)
    expect(echo.levels()).toEqual(['error'])
  })
})

describe('Discord being down for longer', () => {
  it.each([
    ['the acknowledgement', callback, 2],
    ['the edit', edit, 3],
  ] as const)('than %s is tried is noted as an error', async (_, where, times) => {
    echo.fault(where, '503', times)
    echo.say()
    expect(await echo.note()).toMatchObject({ level: 'error', details: { status: 503 } })
    expect(echo.levels()).toEqual(['error'])
    expect(textOf(await echo.say().reply())).toContain('Echo')
  })
})

describe('Discord asking to wait', () => {
  it.each([
    ['an acknowledgement', callback],
    ['an addition', followUp],
    ['taking back', withdrawal],
  ])('before %s is heeded', async (_, where) => {
    echo.fault(where, '429')
    const exchange = echo.say('proclaim', {}, 'mistake')
    const said = await exchange.followUp()
    expect(textOf(said)).toContain('That was not meant.')
    expect(isPrivate(said)).toBe(true)
    expect(exchange.followUps()).toHaveLength(1)
    expect(echo.noted()).toEqual([])
  })

  it('before an answer is heeded', async () => {
    echo.fault(edit, '429', 2)
    expect(textOf(await echo.say().reply())).toContain('Echo')
    expect(echo.noted()).toEqual([])
  })
})
