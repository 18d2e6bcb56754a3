// “Find papers” in a message's menu and “Search papers” in the search box: answered to whoever asked, wherever they are.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findInvocation } from '../../../src/platforms/slack/shortcuts.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import type { Exchange } from '../../stands/slack/exchange.ts'
import { labelsOf, textOf, type View, wordsOfView } from '../../stands/slack/wire.ts'

let on: OnSlack
beforeAll(async () => {
  on = await openOnSlack()
})
afterAll(() => on.close())
afterEach(() => {
  expect(on.slack.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level === 'error')).toEqual([])
})

const find = (text: string, from = {}) =>
  on.slack.messageShortcut('Find papers', on.slack.write(text, from), from)

/** The modal of an exchange once it says what it should. */
const modalWith = (asked: Exchange, words: string): Promise<View> =>
  until(`a modal with ${words}`, () =>
    on.slack.modals(asked.user).find((view) => wordsOfView(view).includes(words)),
  )

describe('Find papers', () => {
  it('shows the paper of a link to the asker alone, where the message is', async () => {
    const asked = find('have a look: https://arxiv.org/abs/1706.03762')
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    expect(textOf(answer)).toContain('Attention Is All You Need')
    expect(labelsOf(answer)).toContain('Share')
  })

  it('of a reply answers in its thread', async () => {
    const first = on.slack.write('a thread')
    const reply = on.slack.write('1810.04805', { thread: first.ts })
    const answer = await on.slack.messageShortcut('Find papers', reply).reply()
    expect(answer.thread_ts).toBe(first.ts)
  })

  it('searches for the words of a message without links', async () => {
    const answer = await find('is anybody working on denoising diffusion?').reply()
    expect(textOf(answer)).toContain('denoising diffusion')
  })

  it('finds what stands in the blocks of an app’s message', async () => {
    const { slack } = on
    const to = { platform: 'slack', workspace: slack.team.id, channel: slack.channelId }
    const link = { link: 'a paper', href: 'https://arxiv.org/abs/2006.11239' }
    const blocks = [{ kind: 'text' as const, text: [link] }]
    await on.adapter.post(to, { title: 'Today', blocks }, { key: 'today' })
    const posted = slack.messages(slack.channelId).at(-1)
    if (posted === undefined) throw new Error('nothing was posted')
    const answer = await slack.messageShortcut('Find papers', posted).reply()
    expect(textOf(answer)).toContain('Denoising Diffusion Probabilistic Models')
  })

  it('of a message without words says so', async () => {
    const asked = find(' ')
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    expect(textOf(answer)).toContain('There are no words in that message.')
  })

  it('answers in a modal where the bot is not, mistakes too', async () => {
    const { slack } = on
    const elsewhere = slack.addChannel({ name: 'elsewhere', bot: 'absent' })
    const from = { channel: elsewhere.id }
    const view = await modalWith(find('1706.03762', from), 'Attention Is All You Need')
    const similar = await modalWith(slack.press(view, 'Similar'), 'Papers like')
    expect(similar.previous_view_id).toBe(view.id)
    await modalWith(find('the', from), 'neither a paper nor a word')
    expect(slack.messages(elsewhere.id).every(({ bot_id }) => bot_id === undefined)).toBe(true)
  })

  it('is answered once, though Slack tells of it again', async () => {
    const asked = find('1706.03762')
    await asked.reply()
    await on.slack.retell(asked.id, { num: 1, reason: 'http_timeout' })
    await find('1810.04805').reply()
    expect(asked.replies()).toHaveLength(1)
  })
})

describe('the words of a message', () => {
  const textIn = (message: object) => findInvocation(message)?.options.text

  it('are taken once, from its text, blocks, fields and attachments', () => {
    const said = { type: 'rich_text_section', elements: [{ type: 'text', text: 'see ' }] }
    const link = { type: 'link', url: 'https://arxiv.org/abs/1706.03762' }
    const section = { type: 'section', fields: [{ type: 'mrkdwn', text: 'Votes' }] }
    const button = { type: 'button', action_id: 'a', text: { text: 'Details' }, url: 'https://x.y' }
    expect(
      textIn({
        text: 'see <https://arxiv.org/abs/1706.03762|this>',
        blocks: [said, link, section, { type: 'actions', elements: [button] }],
        attachments: [{ title: 'A title', title_link: 'https://arxiv.org/abs/2', fallback: 'no' }],
      }),
    ).toBe(
      'see https://arxiv.org/abs/1706.03762\nVotes\nhttps://x.y\nA title\nhttps://arxiv.org/abs/2',
    )
  })

  it.each<[object]>([[{}], [{ text: '' }], [{ text: ' ', blocks: [null, 1, 'x', {}] }]])(
    'are none in %j',
    (message) => {
      expect(findInvocation(message)).toBeUndefined()
    },
  )

  it('are no more than find takes', () => {
    expect(String(textIn({ text: 'paper '.repeat(2000) })).length).toBeLessThanOrEqual(4000)
  })
})

it.each(['expired_trigger_id', 'exchanged_trigger_id'])(
  'that cannot open any more (%s) says so to whoever chose it',
  async (error) => {
    const { slack } = on
    slack.fault({ method: 'views.open', do: { error } })
    const before = slack.everything().length
    slack.shortcut('Search papers')
    const said = await until('a word', () => slack.everything()[before])
    expect(textOf(said)).toContain('Press it once more')
    expect(said.channel.startsWith('D')).toBe(true)
  },
)

describe('Search papers', () => {
  it('asks in a form and answers in it, from any channel', async () => {
    const { slack } = on
    const before = slack.asked('chat.postMessage').length
    const form = await slack.shortcut('Search papers').modal()
    const sent = slack.submit(form, { query: 'attention', sort: 'new' })
    const view = await modalWith(sent, 'for “attention”')
    expect(view.id).toBe(form.id)
    const details = await modalWith(slack.press(view, 'Details'), 'Published')
    expect(details.previous_view_id).toBe(view.id)
    expect(slack.asked('chat.postMessage')).toHaveLength(before)
  })

  it('turns pages within the form, and says there what is wrong', async () => {
    const { slack } = on
    const form = await slack.shortcut('Search papers').modal()
    const view = await modalWith(slack.submit(form, { query: 'model' }), 'for “model”')
    const next = await modalWith(slack.press(view, 'Next'), '6–10 of')
    expect(next.id).toBe(view.id)
    const again = await slack.shortcut('Search papers').modal()
    const errors = await slack.submit(again, { query: 'x', since: 'yesteryear' }).errors()
    expect(errors).toEqual({ since: expect.stringContaining('yesteryear') })
  })
})
