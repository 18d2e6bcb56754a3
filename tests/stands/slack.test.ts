// The loopback Slack itself: the real Bolt app lives by its rules over sockets and over HTTP, and people do in it what
// Slack's client lets them do, and see what they would see.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NotOffered } from './slack/manifest.ts'
import { openSlack, type SlackStand } from './slack/slack.ts'
import { attempt, type Heard, openTinyBot, type TinyBot } from './slack/tiny-bot.ts'
import { textOf, wordsOfView } from './slack/wire.ts'

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const button = (text: string, action_id: string) => ({
  type: 'actions',
  elements: [{ type: 'button', action_id, text: { type: 'plain_text', text } }],
})
const view = (text: string) => ({ text, blocks: [section(text), button('More', 'u/more')] })
const quiet = { unfurl_links: false, unfurl_media: false }

const label = (text: string) => ({ type: 'plain_text', text })
const form = (more: object = {}) => ({
  type: 'modal',
  callback_id: 'digest',
  title: label('Digest'),
  submit: label('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'query',
      label: label('Query'),
      element: { type: 'plain_text_input', action_id: 'query', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'at',
      label: label('At'),
      element: { type: 'timepicker', action_id: 'at', initial_time: '09:00' },
    },
    {
      type: 'input',
      block_id: 'zone',
      label: label('Zone'),
      optional: true,
      element: { type: 'external_select', action_id: 'zone', min_query_length: 1 },
    },
  ],
  ...more,
})

describe.each(['sockets', 'http'] as const)('over %s', (over) => {
  let slack: SlackStand
  let bot: TinyBot
  let seen = 0
  const violations = () => slack.violations.slice(seen)

  beforeAll(async () => {
    slack = await openSlack()
    bot = await openTinyBot(slack, { over })
  })
  beforeEach(() => {
    seen = slack.violations.length
  })
  afterAll(async () => {
    await bot.close()
    await slack.close()
  })

  describe('a command', () => {
    it('is answered in the acknowledgement, and one person sees it', async () => {
      bot.answers(({ ack }) => ack(view('three papers')))
      const exchange = slack.slash('mamba')
      const reply = await exchange.reply()
      expect(textOf(reply)).toBe('three papers\nMore')
      expect(reply.shownTo).toBe(slack.userId)
      expect(slack.ephemerals(slack.channelId, slack.userId)).toContainEqual(reply)
      expect(slack.messages(slack.channelId)).toEqual([])
      expect(bot.heard.at(-1)?.body).toMatchObject({ command: '/paper', text: 'mamba' })
      expect(violations()).toEqual([])
    })

    it('is answered later, to one person or to everybody', async () => {
      bot.answers(async ({ ack, respond }) => {
        await ack()
        await respond(view('for you'))
        await respond({ ...view('for all'), response_type: 'in_channel' })
      })
      const exchange = slack.slash('mamba')
      expect(textOf(await exchange.reply())).toContain('for you')
      const second = await exchange.reply(1)
      expect(second.shownTo).toBeUndefined()
      expect(slack.messages(slack.channelId)).toContainEqual(second)
      expect(violations()).toEqual([])
    })

    it('opens a form once and within three seconds', async () => {
      bot.answers(async ({ ack, client, body }) => {
        await ack()
        const given = { trigger_id: String(body.trigger_id), view: form() as never }
        await client.views.open(given)
        await client.views.open(given)
      })
      const modal = await slack.slash('digest').modal()
      expect(wordsOfView(modal)).toContain('Digest')
      expect(await bot.refusal()).toMatchObject({ data: { error: 'exchanged_trigger_id' } })
      expect(violations()).toEqual(['views.open: exchanged_trigger_id'])

      bot.answers(async ({ ack, client, body }) => {
        await ack()
        slack.advance(3001)
        await client.views.open({ trigger_id: String(body.trigger_id), view: form() as never })
      })
      slack.slash('digest')
      expect(await bot.refusal()).toMatchObject({ data: { error: 'expired_trigger_id' } })
    })

    it('that is not acknowledged fails', async () => {
      bot.answers(async ({ ack }) => {
        slack.advance(3001)
        await ack()
      })
      const exchange = slack.slash('slow')
      expect(await exchange.failure()).toBe('operation_timeout')
      expect(violations()).toEqual([
        '/paper slow: not acknowledged (operation_timeout, operation_timeout)',
      ])
    })

    it('is offered only where it works', () => {
      expect(() => slack.slash('x', { command: '/papers' })).toThrow(NotOffered)
      expect(() => slack.slash('x', { thread: '1.0' })).toThrow('do not work in threads')
    })
  })

  describe('a button', () => {
    const shown = async () => {
      bot.answers(({ ack }) => ack(view('first')))
      return slack.slash('mamba').reply()
    }

    it('on an ephemeral message replaces it, and its container tells so', async () => {
      const message = await shown()
      bot.answers(async ({ ack, respond }) => {
        await ack()
        await respond({ ...view('second'), replace_original: true })
      })
      const exchange = slack.press(message, 'More')
      expect(textOf(await exchange.reply())).toContain('second')
      expect(textOf(slack.shown(message))).toContain('second')
      const { body } = bot.heard.at(-1) as Heard
      expect(body.container).toMatchObject({ is_ephemeral: true, message_ts: message.ts })
      expect(body.message).toBeUndefined()
      expect(violations()).toEqual([])
    })

    it('takes the message away', async () => {
      const message = await shown()
      bot.answers(async ({ ack, respond }) => {
        await ack()
        await respond({ delete_original: true })
      })
      const exchange = slack.press(message, 'u/more')
      await exchange.ack()
      await expect.poll(() => exchange.originalDeleted()).toBe(true)
      expect(slack.isShown(message)).toBe(false)
    })

    it('of somebody else, or one that is not there, is not offered', async () => {
      const message = await shown()
      const other = slack.addPerson()
      slack.changeChannel(slack.channelId, {
        members: new Set([...(slack.channel(slack.channelId)?.members ?? []), other.id]),
      })
      expect(() => slack.press(message, 'More', { user: other.id })).toThrow('somebody else')
      expect(() => slack.press(message, 'Less')).toThrow('there is: More')
    })

    it('leads to an address for five answers', async () => {
      const message = await shown()
      bot.answers(async ({ ack, respond }) => {
        await ack()
        for (let count = 0; count < 6; count++)
          await respond({ text: `answer ${count}`, replace_original: false })
      })
      const exchange = slack.press(message, 'More')
      expect(await bot.refusal()).toMatchObject({ code: 'slack_bolt_respond_error' })
      expect(exchange.replies()).toHaveLength(5)
      expect(violations()).toEqual(['response_url: used_url'])
    })
  })

  describe('a form', () => {
    const open = async (more?: object) => {
      bot.answers(async ({ ack, client, body }) => {
        await ack()
        await client.views.open({ trigger_id: String(body.trigger_id), view: form(more) as never })
      })
      return slack.slash('digest').modal()
    }

    it('is sent with everything in it, and closes', async () => {
      const modal = await open()
      bot.answers(({ ack }) =>
        ack({ options: [{ text: label('Berlin'), value: 'Europe/Berlin' }] }),
      )
      const [berlin] = await slack.suggest(modal, 'zone', 'ber').choices()
      expect(berlin).toEqual({ text: 'Berlin', value: 'Europe/Berlin' })
      bot.answers(({ ack }) => ack())
      await slack.submit(modal, { query: 'mamba', zone: berlin ?? null }).ack()
      const sent = bot.heard.at(-1)?.body.view as { readonly state: { readonly values: object } }
      expect(sent.state.values).toMatchObject({
        query: { query: { value: 'mamba' } },
        at: { at: { selected_time: '09:00' } },
        zone: { zone: { selected_option: { value: 'Europe/Berlin' } } },
      })
      expect(slack.modals(slack.userId)).toEqual([])
      expect(violations()).toEqual([])
    })

    it('is shown again with what is wrong, changed, or covered', async () => {
      const modal = await open()
      bot.answers(({ ack }) =>
        ack({ response_action: 'errors', errors: { query: 'No such query' } }),
      )
      expect(await slack.submit(modal, { query: 'x' }).errors()).toEqual({ query: 'No such query' })
      bot.answers(({ ack }) =>
        ack({ response_action: 'update', view: form({ title: label('New') }) }),
      )
      const changed = await slack.submit(modal, { query: 'x' }).view()
      expect(changed.title?.text).toBe('New')
      bot.answers(({ ack }) =>
        ack({ response_action: 'push', view: form({ title: label('Top') }) }),
      )
      expect((await slack.submit(changed, { query: 'x' }).modal()).title?.text).toBe('Top')
      expect(slack.modals(slack.userId)).toHaveLength(2)
      expect(violations()).toEqual([])
    })

    it('takes only what its fields take', async () => {
      const modal = await open()
      expect(() => slack.submit(modal, {})).toThrow('Query must not be empty')
      expect(() => slack.submit(modal, { query: 'x'.repeat(21) })).toThrow(NotOffered)
      expect(() => slack.submit(modal, { colour: 'red' })).toThrow(NotOffered)
      expect(() => slack.suggest(modal, 'query', 'x')).toThrow('no suggestions')
    })

    it('is changed by who has seen what stands in it, and by nobody else', async () => {
      const modal = await open()
      const given = { view_id: modal.id, view: form({ title: label('New') }) as never }
      const { client } = bot
      await client.views.update({ ...given, hash: modal.hash })
      expect(slack.modals(slack.userId).at(-1)?.title?.text).toBe('New')
      const late = attempt(client.views.update({ ...given, hash: modal.hash }))
      expect((await late).error).toBe('hash_conflict')
      const gone = attempt(client.views.update({ ...given, view_id: 'V0' }))
      expect((await gone).error).toBe('not_found')
    })

    it('that names blocks which are not there is refused', async () => {
      const modal = await open()
      bot.answers(({ ack }) => ack({ response_action: 'errors', errors: { nothing: 'No' } }))
      await slack.submit(modal, { query: 'x' }).failure()
      expect(violations()).toHaveLength(1)
    })
  })

  it('shortcuts bring a trigger, and a message', async () => {
    bot.answers(async ({ ack, client, body }) => {
      await ack()
      await client.views.open({ trigger_id: String(body.trigger_id), view: form() as never })
    })
    expect((await slack.shortcut('Search papers').modal()).callback_id).toBe('digest')
    const message = slack.write('see arXiv 2312.00752 <here>')
    await slack.messageShortcut('Find papers', message).modal()
    expect(bot.heard.at(-1)?.body.message).toMatchObject({
      text: 'see arXiv 2312.00752 &lt;here&gt;',
    })
    expect(() => slack.shortcut('Find papers')).toThrow(NotOffered)
    expect(violations()).toEqual([])
  })

  describe('events', () => {
    const says = (text: string) => {
      bot.answers(async ({ client, body }) => {
        const event = body.event as { channel: string; thread_ts?: string }
        const thread = event.thread_ts === undefined ? {} : { thread_ts: event.thread_ts }
        await client.chat.postMessage({ channel: event.channel, text, ...thread, ...quiet })
      })
    }

    it('a mention, also in a thread', async () => {
      says('found')
      expect((await slack.mention('mamba').reply()).text).toBe('found')
      const parent = slack.write('what do you think?')
      const reply = await slack.mention('mamba', { thread: parent.ts }).reply()
      expect(reply.thread_ts).toBe(parent.ts)
      expect(slack.replies(slack.channelId, parent.ts)).toHaveLength(2)
      expect(violations()).toEqual([])
    })

    it('a direct message', async () => {
      says('hello')
      expect((await slack.dm('hi').reply()).text).toBe('hello')
      expect(bot.heard.at(-1)?.body.event).toMatchObject({ channel_type: 'im', text: 'hi' })
    })

    it('links, sent or still being typed', async () => {
      const url = 'https://arxiv.org/abs/2312.00752'
      bot.answers(async ({ client, body }) => {
        const event = body.event as { unfurl_id: string; source: string }
        const card = { blocks: [section('Mamba')] }
        await client.chat.unfurl({
          unfurl_id: event.unfurl_id,
          source: event.source,
          unfurls: { [url]: card },
        } as never)
      })
      const exchange = slack.link(`look: ${url}`)
      const said = exchange.said
      if (said === undefined) throw new Error('nothing was said')
      await expect.poll(() => Object.keys(slack.unfurls(said))).toEqual([url])
      expect(textOf(slack.shown(said))).toContain('Mamba')
      slack.compose(url)
      await expect.poll(() => slack.composerUnfurls()).toHaveLength(1)
      expect(() => slack.link('https://example.org/')).toThrow('no link of a domain')
      expect(violations()).toEqual([])
    })

    it('the Home tab', async () => {
      bot.answers(async ({ client, body }) => {
        const { user } = body.event as { user: string }
        await client.views.publish({
          user_id: user,
          view: { type: 'home', blocks: [section('yours'), button('More', 'more')] } as never,
        })
      })
      const exchange = slack.openHome()
      expect(wordsOfView(await exchange.view())).toContain('yours')
      const home = slack.home(slack.userId)
      if (home === undefined) throw new Error('no home')
      bot.answers(({ ack }) => ack())
      await slack.press(home, 'More').ack()
      expect(bot.heard.at(-1)?.body.container).toEqual({ type: 'view', view_id: home.id })
      expect(bot.heard.at(-1)?.body.response_url).toBeUndefined()
      expect(violations()).toEqual([])
    })

    it('are told once more where Slack believes they were not heard', async () => {
      says('once')
      const exchange = slack.mention('mamba')
      await exchange.reply()
      await slack.retell(exchange.id, { num: 1, reason: 'http_timeout' })
      await exchange.reply(1)
      const [first, second] = bot.heard.slice(-2)
      expect(second?.body.event_id).toBe(first?.body.event_id)
    })
  })
})
