// What pressing does on Slack: pages in place, details for the presser alone, forms, sharing, and buttons that mean nothing
// any more.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, type Over, openOnSlack } from '../../stands/on-slack.ts'
import type { Exchange } from '../../stands/slack/exchange.ts'
import { mentions } from '../../stands/slack/mrkdwn.ts'
import { labelsOf, type Message, textOf } from '../../stands/slack/wire.ts'

describe.each<Over>(['sockets', 'http'])('over %s', (over) => {
  let on: OnSlack
  beforeAll(async () => {
    on = await openOnSlack({ over })
  })
  afterAll(() => on.close())
  afterEach(() => {
    expect(on.slack.violations).toEqual([])
    expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
  })

  const say = (line: string) => on.slack.slash(line).reply()

  /** The same message as before, changed. */
  async function changed(exchange: Exchange, message: Message): Promise<Message> {
    const after = await exchange.reply()
    expect(after.ts).toBe(message.ts)
    expect(after.shownTo).toBe(message.shownTo)
    expect(exchange.replies()).toHaveLength(1)
    return after
  }

  /** A message of its own that only the presser sees, beside the one pressed. */
  async function aside(exchange: Exchange, message: Message): Promise<Message> {
    const said = await exchange.reply()
    expect(said.ts).not.toBe(message.ts)
    expect(said.shownTo).toBe(exchange.user)
    expect(said.thread_ts).toBe(message.thread_ts)
    expect(on.slack.shown(message)).toEqual(message)
    return said
  }

  describe('a page', () => {
    it('comes in place of the one before, and back', async () => {
      const first = await say('search model')
      const second = await changed(on.slack.press(first, 'Next'), first)
      expect(textOf(second)).not.toBe(textOf(first))
      const back = await changed(on.slack.press(second, 'Previous'), first)
      expect(textOf(back)).toBe(textOf(first))
    })

    it('comes once, however often Slack tells of the press', async () => {
      const first = await say('search model')
      const press = on.slack.press(first, 'Next')
      const second = await changed(press, first)
      await on.slack.retell(press.id, { num: 1, reason: 'http_timeout' })
      await say('stats')
      expect(on.slack.shown(first).revision).toBe(second.revision)
    })
  })

  it('details are for the presser alone, and lead on', async () => {
    const list = await say('search attention')
    const card = await aside(on.slack.press(list, 'Details'), list)
    expect(labelsOf(card).length).toBeGreaterThan(1)
    const similar = await on.slack.press(card, 'Similar').reply()
    expect(textOf(similar)).not.toBe('')
  })

  describe('a form', () => {
    it('opens with what was asked, and its answer takes the place of the old one', async () => {
      const list = await say('search attention')
      const modal = await on.slack.press(list, 'Change').modal()
      const sent = on.slack.submit(modal, { query: 'mamba' })
      const after = await until('an answer in place', () => {
        const now = on.slack.shown(list)
        return now.revision > list.revision && now
      })
      expect(textOf(after)).toContain('mamba')
      await sent.ack()
      expect(on.slack.modals(on.slack.userId)).toEqual([])
    })

    it('sent with a mistake stays open, and says at the field what is wrong', async () => {
      const list = await say('search attention')
      const modal = await on.slack.press(list, 'Change').modal()
      const before = on.slack.everything().length
      const errors = await on.slack.submit(modal, { query: '-' }).errors()
      expect(errors).toEqual({ query: expect.stringContaining('There is nothing to search for') })
      const since = await on.slack.submit(modal, { query: 'mamba', since: 'yore' }).errors()
      expect(since).toEqual({ since: expect.stringContaining('“yore” is neither') })
      expect(on.slack.modals(on.slack.userId)).toEqual([modal])
      expect(on.slack.everything()).toHaveLength(before)
      expect(on.slack.shown(list)).toEqual(list)
      // What was typed stands there still.
      await on.slack.submit(modal, { since: '' }).ack()
      expect(on.slack.modals(on.slack.userId)).toEqual([])
    })
  })

  describe('sharing', () => {
    it('shows the answer to everybody once, with the name of who did', async () => {
      const channel = on.slack.addChannel().id
      const own = await on.slack.slash('search attention', { channel }).reply()
      on.slack.press(own, 'Share')
      const shared = await until('a shared answer', () => on.slack.messages(channel)[0])
      expect(textOf(shared)).toContain('Shared by ada')
      expect(mentions(shared)).toEqual([])
      expect(labelsOf(shared)).not.toContain('Share')
      const left = await until('no more to share', () => {
        const now = on.slack.shown(own)
        return !labelsOf(now).includes('Share') && now
      })
      expect(left.shownTo).toBe(on.slack.userId)
      expect(on.slack.messages(channel)).toHaveLength(1)
    })

    it('is not for what nobody offered', async () => {
      const own = await say('help')
      const exchange = on.slack.press(own, 's/saved', { force: true })
      const said = await aside(exchange, own)
      expect(textOf(said)).toContain('cannot be shared')
    })
  })

  it('a button of long ago, or of somebody else’s making, is answered kindly', async () => {
    const list = await say('search attention')
    for (const id of ['nonsense', 'u/nothing', 'u~AAAAAAAAAAAAAAAAAAAAAA', 'f/nothing', '']) {
      const exchange = on.slack.press(list, id, { force: true })
      const said = await aside(exchange, list)
      expect(textOf(said), id).toMatch(/too old|no command/)
    }
  })

  describe('on what everybody sees', () => {
    const asked = async () => {
      const channel = on.slack.addChannel().id
      const grace = on.slack.addPerson({ name: 'grace' }).id
      const members = new Set([...(on.slack.channel(channel)?.members ?? []), grace])
      on.slack.changeChannel(channel, { members })
      const answer = await on.slack.mention('search model', { channel }).reply()
      return { answer, grace }
    }

    it('pages are turned for everybody, by anybody', async () => {
      const { answer, grace } = await asked()
      const second = await changed(on.slack.press(answer, 'Next', { user: grace }), answer)
      expect(second.thread_ts).toBe(answer.thread_ts)
    })

    it('details are for who presses, in the same thread', async () => {
      const { answer, grace } = await asked()
      const exchange = on.slack.press(answer, 'Details', { user: grace })
      expect((await aside(exchange, answer)).shownTo).toBe(grace)
    })
  })
})
