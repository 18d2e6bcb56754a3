// A conversation with the bot on Slack, by sockets and over HTTP: commands, buttons, menus, forms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OnSlack, type Over, openOnSlack, textOf } from '../../stands/on-slack.ts'

describe.each<Over>(['sockets', 'http'])('a conversation over %s', (over) => {
  let on: OnSlack
  beforeAll(async () => {
    on = await openOnSlack({ over })
  })
  afterAll(async () => {
    await on.close()
    expect(on.slack.violations).toEqual([])
  })

  it('answers a command to the asker alone, acknowledged first', async () => {
    const { slack } = on
    const asked = slack.slash('search attention')
    expect((await asked.ack()).body).toBeUndefined()
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    expect(textOf(answer)).toContain('attention')
    expect(answer.text).not.toBe('')
    expect(slack.messages(slack.channelId)).toEqual([])
  })

  it('changes a message where a button says so, and answers beside it where it does not', async () => {
    const { slack } = on
    const asked = slack.slash('search model')
    const answer = await asked.reply()
    const next = slack.press(answer, 'Next')
    expect((await next.reply()).ts).toBe(answer.ts)
    const shown = slack.shown(answer)
    const details = slack.press(shown, 'Details')
    const card = await details.reply()
    expect(card.ts).not.toBe(answer.ts)
    expect(card.shownTo).toBe(asked.user)
  })
})
