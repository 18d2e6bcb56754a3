// Slack in trouble, however it reaches us: answers that arrive unheard, are refused or come too late; never twice, never
// the end of the bot, and not a word of what was said in the log.
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
    await answersNext()
    expect(on.slack.violations).toEqual([])
    expectDiscretion()
    before = on.logged.length
  })

  /** Whatever happened, the next one is answered; and all that came before has come then. */
  async function answersNext(): Promise<void> {
    expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
  }

  function expectDiscretion(): void {
    const words = JSON.stringify(on.logged)
    expect(words).not.toContain(typedWord)
    for (const { token, method, id } of on.slack.requests) {
      if (token !== '') expect(words).not.toContain(token)
      if (method === 'response_url') expect(words).not.toContain(id)
    }
  }

  const note = () =>
    until('a note', () => on.logged.slice(before).find(({ level }) => level !== 'info'))

  const unheard: readonly Trouble[] = ['create-then-drop', 'create-then-500']

  it.each(unheard)('an answer of which nobody heard comes once: %s', async (trouble) => {
    on.slack.fault({ method: 'response_url', do: trouble })
    const exchange = on.slack.slash(`wait ${typedWord}`)
    await note()
    await answersNext()
    expect(exchange.replies().filter((reply) => textOf(reply).includes(typedWord))).toHaveLength(1)
  })

  it.each(unheard)('and so does one that everybody sees: %s', async (trouble) => {
    on.slack.fault({ method: 'chat.postMessage', do: trouble })
    const exchange = on.slack.mention(`wait ${typedWord}`)
    await note()
    await answersNext()
    const thread = exchange.said?.ts ?? ''
    expect(on.slack.replies(on.slack.channelId, thread)).toHaveLength(1)
  })

  it.each<Trouble>(['500', 'drop', { error: 'invalid_payload' }])(
    'an answer that is not taken is noted: %j',
    async (trouble) => {
      on.slack.fault({ method: 'response_url', do: trouble })
      on.slack.slash(`wait ${typedWord}`)
      expect(await note()).toMatchObject({ level: 'error' })
    },
  )

  it('an answer that takes longer than its address lives still comes', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    const exchange = on.slack.slash(`wait ${typedWord}`)
    await exchange.ack()
    on.slack.advance(31 * 60_000)
    resolve()
    const reply = await exchange.reply()
    expect(textOf(reply)).toContain(typedWord)
    expect(reply.shownTo).toBe(exchange.user)
  })

  it('a form that cannot be opened is noted', async () => {
    const list = await on.slack.slash('search model').reply()
    on.slack.fault({ method: 'views.open', do: { error: 'internal_error' } })
    on.slack.press(list, 'Change')
    await note()
  })

  it('whoever pressed for a form that comes too late is told to press once more', async () => {
    const list = await on.slack.slash('search model').reply()
    on.slack.fault({ method: 'views.open', do: { error: 'expired_trigger_id' } })
    const pressed = on.slack.press(list, 'Change')
    expect(textOf(await pressed.reply())).toContain('Press it once more')
  })
})
