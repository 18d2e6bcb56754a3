// Slack in trouble: answers that do not arrive, arrive unheard, are refused or come too late; never twice, never the end of
// the bot, and not a word of what was said in the log.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, type Over, openOnSlack } from '../../stands/on-slack.ts'
import type { Trouble } from '../../stands/slack/faults.ts'
import { textOf } from '../../stands/slack/wire.ts'

/** Stands in everything that is typed, and in nothing that is logged. */
const typedWord = 'zyzzyvaquokka'

let gate: Promise<unknown> = Promise.resolve()
const waits = defineCommand({
  name: 'wait',
  summary: 'Answers when it is let',
  examples: ['wait'],
  options: z.object({ word: z.string().optional() }),
  text: 'word',
  visibility: 'private',
  async run({ word = '' }) {
    await gate
    return { title: `Waited ${word}`, blocks: [] }
  },
})

describe.each<Over>(['sockets', 'http'])('over %s', (over) => {
  let on: OnSlack
  let before = 0
  beforeAll(async () => {
    on = await openOnSlack({ over, extra: [waits] })
  })
  afterAll(() => on.close())
  afterEach(async () => {
    gate = Promise.resolve()
    on.slack.heal()
    expectDiscretion()
    // Whatever happened, the next one is answered.
    expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
    before = on.logged.length
  })

  function expectDiscretion(): void {
    const words = JSON.stringify(on.logged)
    expect(words).not.toContain(typedWord)
    for (const { token, method, id } of on.slack.requests) {
      if (token !== '') expect(words).not.toContain(token)
      if (method === 'response_url') expect(words).not.toContain(id)
    }
  }

  const say = (line = `wait ${typedWord}`) => on.slack.slash(line)
  const noted = () => on.logged.slice(before).filter(({ level }) => level !== 'info')
  const note = () => until('a note', () => noted()[0])

  describe('an answer that Slack', () => {
    it('asks to send later comes once', async () => {
      on.slack.fault({ method: 'response_url', do: '429' })
      const exchange = say()
      await exchange.reply()
      await say('stats').reply()
      expect(exchange.replies()).toHaveLength(1)
    })

    it.each<[string, Trouble]>([
      ['made and did not confirm', 'create-then-drop'],
      ['made and failed after', 'create-then-500'],
    ])('%s is never shown to anybody else', async (_, trouble) => {
      on.slack.fault({ method: 'response_url', do: trouble })
      const exchange = say()
      await exchange.reply()
      await note()
      await say('stats').reply()
      for (const { shownTo } of exchange.replies()) expect(shownTo).toBe(exchange.user)
      expect(on.slack.violations).toEqual([])
    })

    it.each<[string, Trouble]>([
      ['did not take', '500'],
      ['dropped', 'drop'],
      ['refuses', { error: 'invalid_payload' }],
    ])('%s is noted', async (_, trouble) => {
      on.slack.fault({ method: 'response_url', do: trouble })
      say()
      expect(await note()).toMatchObject({ level: expect.stringMatching(/warn|error/) })
    })
  })

  it('an answer that takes longer than the address lives still comes', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    const exchange = say()
    await exchange.ack()
    on.slack.advance(31 * 60_000)
    resolve()
    expect(textOf(await exchange.reply())).toContain(typedWord)
    expect((await exchange.reply()).shownTo).toBe(exchange.user)
  })

  describe('when Slack does not tell who somebody is', () => {
    it.each<[string, Trouble]>([
      ['for a moment', '500'],
      ['at all', { error: 'user_not_found' }],
    ])('%s, there are answers', async (_, trouble) => {
      on.slack.fault({ method: /^(users|conversations)\.info$/, do: trouble, times: 2 })
      const user = on.slack.addPerson().id
      const channel = on.slack.addChannel().id
      expect(textOf(await on.slack.slash('mamba', { user, channel }).reply())).toContain('Mamba')
    })
  })

  it('a form that cannot be opened is said to the presser', async () => {
    const list = await say('search model').reply()
    on.slack.fault({ method: 'views.open', do: { error: 'expired_trigger_id' } })
    on.slack.press(list, 'Change')
    await note()
  })

  it('what may not be said to everybody is said to who asked', async () => {
    on.slack.fault({ method: 'chat.postMessage', do: { error: 'restricted_action' } })
    const exchange = on.slack.mention('mamba')
    expect((await exchange.reply()).shownTo).toBe(exchange.user)
  })
})

it('while one socket is renewed, the other hears', async () => {
  const on = await openOnSlack({ over: 'sockets' })
  for (const how of ['warning', 'refresh_requested', 'drop'] as const) {
    on.slack.end(how)
    for (let count = 0; count < 5; count++)
      expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
    await on.slack.connected(2)
  }
  expect(on.slack.violations).toEqual([])
  await on.close()
})

it('what is asked before the end is answered before it', async () => {
  const on = await openOnSlack({ over: 'sockets', extra: [waits] })
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const exchange = on.slack.slash('wait here')
  await exchange.ack()
  const stopped = on.adapter.stop()
  resolve()
  await stopped
  expect(textOf(await exchange.reply())).toContain('Waited here')
  await on.close()
})
