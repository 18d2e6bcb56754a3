// An answer that comes too late, twice, to a place that is gone, or that Discord refuses: explained where that is possible,
// noted without a word of what was said, and never the end of the bot.
import { describe, expect, it, onTestFinished } from 'vitest'
import { textOf } from '../../stands/discord/exchange.ts'
import { until } from '../../stands/discord/until.ts'
import { isPrivate, openOnDiscord } from '../../stands/on-discord.ts'
import {
  callback,
  closeGate,
  echoes,
  edit,
  expectDiscretion,
  openEchoes,
  ran,
  typedWord,
} from './conversation-echo.ts'

const echo = openEchoes()

describe('an answer nobody waits for any more', () => {
  it.each(['echo', 'proclaim'])('is not worked out: %s', async (name) => {
    echo.say(name, { age: 4_000 })
    expect(await echo.note()).toMatchObject({ level: 'info', details: { code: 10062 } })
    expect(ran()).toBe(0)
    expect(echo.noted()).toHaveLength(1)
  })

  it('is not worked out for a button, nor for what only apologises', async () => {
    const reply = await echo.say().reply()
    expect(ran()).toBe(1)
    for (const id of ['Again', 'Aside', 'nonsense', 'f/echo']) {
      const known = echo.noted().length
      echo.on.discord.press(reply, id, { age: 4_000, force: true })
      await until('a note', () => echo.noted().length > known)
    }
    expect(echo.noted().map(({ level, details }) => ({ level, details }))).toMatchObject(
      Array.from({ length: 4 }, () => ({ level: 'info', details: { code: 10062 } })),
    )
    expect(ran()).toBe(1)
    expect(echo.on.discord.shown(reply)).toEqual(reply)
  })

  it('is noted when its token has expired', async () => {
    const open = closeGate()
    const exchange = echo.say()
    await exchange.ack()
    echo.on.discord.advance(15 * 60_000 + 1)
    open()
    expect(await echo.note()).toMatchObject({ level: 'info', details: { code: 50027 } })
    expect(echo.levels()).toEqual(['info'])
    // The bot's own token is none the worse for it.
    expect(textOf(await echo.say().reply())).toContain('Echo')
  })
})

describe('an answer two processes were asked for', () => {
  it('comes from one of them', async () => {
    // While shards are being changed both sessions are told: one of one shard, and the second of two.
    const guilds = [{ id: String(3n << 22n) }]
    const both = await openOnDiscord({ extra: echoes, stand: { guilds, maxConcurrency: 2 } })
    onTestFinished(both.close)
    await both.another({ shards: { ids: [1], of: 2 } }).start(both.paperboy.bot)
    const asked = { command: 'paper', subcommand: 'proclaim', options: { word: typedWord } }
    const exchange = both.discord.slash(asked)
    const reply = await exchange.reply()
    const lost = await until('a note', () => both.logged.find(({ details }) => 'code' in details))
    expect(lost).toMatchObject({ level: 'info', details: { code: 40060 } })
    expect(ran()).toBe(1)
    expect(exchange.followUps()).toEqual([])
    expect(both.discord.messages(both.discord.channelId)).toEqual([reply])
    expect(both.discord.violations).toEqual([expect.stringContaining('40060')])
    expectDiscretion(both)
  })
})

describe('a message that is gone', () => {
  it.each(['echo', 'proclaim'])(
    'under its button leaves the answer to the presser: %s',
    async (name) => {
      const shown = await echo.say(name).reply()
      const open = closeGate()
      const press = echo.on.discord.press(shown, 'Again')
      await press.ack()
      echo.on.discord.deleteMessage(shown.id)
      open()
      const said = await press.followUp()
      expect(textOf(said)).toContain('Again')
      expect(isPrivate(said)).toBe(true)
      expect(echo.levels()).toEqual(['info'])
    },
  )

  it('before it was answered is noted', async () => {
    const open = closeGate()
    const exchange = echo.say('proclaim')
    await exchange.ack()
    const [thinking] = echo.on.discord.messages(echo.on.discord.channelId).slice(-1)
    echo.on.discord.deleteMessage(thinking?.id ?? '')
    open()
    expect(await echo.note()).toMatchObject({ level: 'info', details: { code: 10008 } })
    expect(echo.levels()).toEqual(['info'])
  })
})

describe('an answer Discord refuses', () => {
  const refusal = {
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
    errors: {
      components: {
        0: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: typedWord }] } },
      },
    },
  }

  it('is replaced by words that say so, and where it was wrong is noted', async () => {
    echo.fault(edit, refusal)
    const reply = await echo.say().reply()
    expect(textOf(reply)).toContain('That answer could not be shown here.')
    expect(echo.noted()).toMatchObject([
      {
        level: 'error',
        details: { code: 50035, flaws: ['components[0].content[BASE_TYPE_MAX_LENGTH]'] },
      },
    ])
  })

  it('is noted once more when those words are refused too', async () => {
    echo.fault(edit, refusal, 2)
    echo.say()
    await until('two notes', () => echo.noted().length === 2)
    expect(echo.levels()).toEqual(['error', 'error'])
    expect(textOf(await echo.say().reply())).toContain('Echo')
  })

  it('as a form is noted', async () => {
    const shown = await echo.say().reply()
    echo.fault(callback, refusal)
    echo.on.discord.press(shown, 'f/echo', { force: true })
    expect(await echo.note()).toMatchObject({ level: 'error', details: { code: 50035 } })
  })
})
