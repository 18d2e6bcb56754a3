// Talking to the bot on Slack: by its name, in a thread, in its messages, by shortcuts, on the Home tab; and answers that
// come once however often Slack tells of the question.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, type Over, openOnSlack, testFirstPage } from '../../stands/on-slack.ts'
import { mentions } from '../../stands/slack/mrkdwn.ts'
import { labelsOf, textOf, wordsOfView } from '../../stands/slack/wire.ts'

describe.each<Over>(['sockets', 'http'])('over %s', (over) => {
  let on: OnSlack
  beforeAll(async () => {
    on = await openOnSlack({
      over,
      stand: { teams: [{ id: 'T1' }, { id: 'T2', name: 'Partner' }] },
    })
  })
  afterAll(() => on.close())
  afterEach(() => {
    expect(on.slack.violations).toEqual([])
    expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
  })

  describe('by its name', () => {
    it.each([
      ['search mamba', 'Mamba'],
      ['mamba', 'Mamba'],
      ['zyzzyva quokka', 'zyzzyva'],
      ['', ''],
    ])('%j begins a thread with the answer', async (words, expected) => {
      const exchange = on.slack.mention(words)
      const reply = await exchange.reply()
      expect(textOf(reply)).toContain(expected)
      expect(reply.thread_ts).toBe(exchange.said?.ts)
      expect(mentions(reply)).toEqual([])
      expect(exchange.replies()).toHaveLength(1)
    })

    it('a mistake is for who made it', async () => {
      const exchange = on.slack.mention('search')
      const reply = await exchange.reply()
      expect(textOf(reply)).toContain('search needs a query')
      expect(reply.shownTo).toBe(exchange.user)
    })

    it('in a thread, the answer is in the thread', async () => {
      const parent = on.slack.write('what do you think?')
      const reply = await on.slack.mention('show 1706.03762', { thread: parent.ts }).reply()
      expect(reply.thread_ts).toBe(parent.ts)
    })

    it('in a private channel as well', async () => {
      const channel = on.slack.addChannel({ kind: 'private' }).id
      expect(textOf(await on.slack.mention('mamba', { channel }).reply())).toContain('Mamba')
    })

    it('is answered once, however often Slack tells of it', async () => {
      const exchange = on.slack.mention('mamba')
      await exchange.reply()
      for (const num of [1, 2, 3])
        await on.slack.retell(exchange.id, { num, reason: 'http_timeout' })
      await on.slack.mention('stats').reply()
      expect(on.slack.replies(on.slack.channelId, exchange.said?.ts ?? '')).toHaveLength(1)
    })
  })

  it('what is typed is answered once, however often Slack tells of it', async () => {
    const exchange = on.slack.slash('mamba')
    await exchange.reply()
    await on.slack.retell(exchange.id, { num: 1, reason: 'http_timeout' })
    await on.slack.slash('stats').reply()
    expect(exchange.replies()).toHaveLength(1)
  })

  describe('in its own messages', () => {
    it('plain words are a search, commands are commands', async () => {
      expect(textOf(await on.slack.dm('mamba').reply())).toContain('Mamba')
      expect(textOf(await on.slack.dm('help').reply())).toContain('What you can ask')
    })

    it('in a thread of theirs, the answer is there', async () => {
      const exchange = on.slack.dm('mamba')
      const parent = exchange.said?.ts ?? ''
      await exchange.reply()
      const reply = await on.slack.dm('stats', { thread: parent }).reply()
      expect(reply.thread_ts).toBe(parent)
    })

    it('what the bot itself says is no question', async () => {
      const exchange = on.slack.dm('mamba')
      const { ts, channel } = await exchange.reply()
      const event = {
        type: 'message',
        channel_type: 'im',
        channel,
        ts,
        text: 'mamba',
        bot_id: 'B1',
        user: on.slack.team.botUser,
      }
      await on.slack.happen({ ...event, type: 'message.im' }, { channel: 'dm' }).ack()
      await on.slack.dm('stats').reply()
      expect(
        on.slack.messages(channel).filter((message) => message.ts > ts && message.bot_id),
      ).toHaveLength(1)
    })
  })

  describe('a message shortcut', () => {
    it('finds papers where the bot is, for the asker alone', async () => {
      const message = on.slack.write('see https://arxiv.org/abs/1706.03762 & more')
      const exchange = on.slack.messageShortcut('Find papers', message)
      const reply = await exchange.reply()
      expect(reply.shownTo).toBe(exchange.user)
      expect(textOf(reply)).toContain('Attention Is All You Need')
    })

    it('finds them in a window where the bot is not', async () => {
      const channel = on.slack.addChannel({ bot: 'absent' }).id
      const message = on.slack.write('see https://arxiv.org/abs/1706.03762', { channel })
      const exchange = on.slack.messageShortcut('Find papers', message)
      const { id } = await exchange.modal()
      const shown = () => on.slack.modals(exchange.user).find((view) => view.id === id)
      const view = await until('papers', () => {
        const now = shown()
        return now !== undefined && wordsOfView(now).includes('Attention') && now
      })
      expect(labelsOf(view)).not.toContain('Share')
    })
  })

  it('the search box answers in itself, and leads on', async () => {
    const exchange = on.slack.shortcut('Search papers')
    const modal = await exchange.modal()
    on.slack.submit(modal, { query: 'attention' })
    const view = await until('results', () => {
      const [now] = on.slack.modals(exchange.user)
      return now !== undefined && /Attention/.test(wordsOfView(now)) && now
    })
    const details = on.slack.press(view, 'Details')
    const pushed = await details.modal()
    await until('details', () => {
      const now = on.slack.modals(exchange.user).find(({ id }) => id === pushed.id)
      return now !== undefined && wordsOfView(now).length > 100
    })
  })

  it('the Home tab shows something at once, and then what is so', async () => {
    const user = on.slack.addPerson({ name: 'grace' }).id
    const members = new Set([...(on.slack.channel(on.slack.channelId)?.members ?? []), user])
    on.slack.changeChannel(on.slack.channelId, { members })
    const from = on.slack.asked('views.publish').length
    on.slack.openHome({ user })
    await until('two pages', () => on.slack.asked('views.publish').length === from + 2)
    const published = on.slack.asked('views.publish').slice(from)
    expect(JSON.stringify(published[0]?.body)).toContain(testFirstPage.title)
    await until('a Home tab', () => on.slack.home(user))
  })

  describe('in a channel shared with another organisation', () => {
    const shared = () => {
      const eve = on.slack.addPerson({ name: 'eve' }, 'T2').id
      return { eve, channel: on.slack.addChannel({ name: 'joint', sharedWith: ['T2'] }, 'T1').id }
    }

    it('their people get answers', async () => {
      const { eve, channel } = shared()
      const exchange = on.slack.mention('mamba', { user: eve, channel, team: 'T1' })
      expect(textOf(await exchange.reply())).toContain('Mamba')
    })

    it('their people change nothing', async () => {
      const { eve, channel } = shared()
      const asking = on.slack.mention('settings channel links:off', {
        user: eve,
        channel,
        team: 'T1',
      })
      expect(textOf(await asking.reply())).toContain('membership of this workspace')
    })
  })
})
