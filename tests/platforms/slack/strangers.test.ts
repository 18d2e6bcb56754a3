// What comes to the bot's address and is not from Slack: refused, and never the end of the bot.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import { textOf } from '../../stands/slack/wire.ts'

let on: OnSlack
beforeAll(async () => {
  on = await openOnSlack({ over: 'http' })
})
afterAll(() => on.close())

const address = () => `http://127.0.0.1:${on.adapter.port()}/slack/events`

it.each(['', '{', 'null', 'payload=%7B', 'payload=null', 'ssl_check=0', '\u0000\u00ff'])(
  'is refused unsigned: %j',
  async (body) => {
    const response = await fetch(address(), { method: 'POST', body })
    expect(response.status).toBe(401)
    expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
  },
)

it('is survived where it is signed, whatever it says', async () => {
  const payloads = [
    {},
    { type: 'block_actions' },
    { type: 'event_callback', event: {} },
    { type: 'nothing' },
  ]
  const kinds = ['events_api', 'interactive', 'slash_commands'] as const
  // Bolt answers what nobody heard after three seconds: they are waited for all at once.
  const responses = payloads.flatMap((payload) =>
    kinds.map((kind) => fetch(address(), { method: 'POST', ...on.slack.signed(kind, payload) })),
  )
  expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
  await Promise.all(responses)
  expect(textOf(await on.slack.slash('mamba').reply())).toContain('Mamba')
})

it('the address is one that Slack takes', async () => {
  expect(await on.slack.verify('please')).toMatchObject({ body: { challenge: 'please' } })
})
