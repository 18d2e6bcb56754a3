// Cards under links to papers, and the manners that go with them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Beyond } from '../../../src/bot/beyond.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import type { Exchange } from '../../stands/slack/exchange.ts'
import { unfetched } from '../../stands/slack/faults.ts'
import type { From } from '../../stands/slack/scene.ts'
import { type Message, textOf } from '../../stands/slack/wire.ts'

const attention = 'https://arxiv.org/abs/1706.03762'
const bert = 'https://huggingface.co/papers/1810.04805'

let on: OnSlack
let clock = 0
const open = async (beyond?: Beyond) => {
  clock = Date.now()
  on = await openOnSlack({
    options: { now: () => clock },
    ...(beyond && { beyond: async () => beyond }),
  })
}
beforeEach(() => open())
afterEach(async () => {
  await on.close()
  expect(on.slack.violations).toEqual([])
})

/** What somebody said, with what stands under it. */
const shownOf = ({ said }: Exchange): Message => {
  if (said === undefined) throw new Error('nothing was said')
  return on.slack.shown(said)
}
const carded = (exchange: Exchange) =>
  until('a card', () => (shownOf(exchange).attachments.length > 0 ? shownOf(exchange) : undefined))

/** Until everything told so far has been dealt with: a link that does get a card is told of after it. */
async function settled(from: From = {}): Promise<void> {
  const channel = on.slack.addChannel({ name: 'elsewhere' })
  await carded(on.slack.link(attention, { ...from, channel: channel.id }))
}

async function expectNoCard(exchange: Exchange): Promise<void> {
  await settled()
  expect(shownOf(exchange).attachments).toEqual([])
  expect(on.slack.messages(shownOf(exchange).channel).map(({ ts }) => ts)).toContain(
    shownOf(exchange).ts,
  )
}

const problems = () => on.logged.filter(({ level }) => level !== 'info')

describe('a link to a paper', () => {
  it('gets its card, and buttons that answer whoever presses', async () => {
    const link = on.slack.link(`have you read ${attention} yet`)
    const message = await carded(link)
    expect(message.attachments).toHaveLength(1)
    expect(textOf(message)).toContain('Attention Is All You Need')
    expect(textOf(message)).toContain('Ashish Vaswani')
    const similar = on.slack.press(message, 'Similar')
    const answer = await similar.reply()
    expect(answer.shownTo).toBe(similar.user)
    expect(on.slack.messages(on.slack.channelId)).toHaveLength(1)
    expect(problems()).toEqual([])
  })

  it('comes a second time where Slack cannot fetch a picture', async () => {
    on.slack.fault({ method: 'chat.unfurl', do: unfetched })
    expect(textOf(await carded(on.slack.link(attention)))).toContain('Attention Is All You Need')
    expect(on.slack.asked('chat.unfurl')).toHaveLength(2)
  })

  it('of each kind of address, two in a message', async () => {
    const message = await carded(on.slack.link(`${attention} and ${bert}`))
    expect(message.attachments).toHaveLength(2)
    for (const link of [
      'https://www.alphaxiv.org/abs/2006.11239',
      'https://doi.org/10.48550/arXiv.2312.00752',
      'https://arxiv.org/pdf/2106.09685v2',
    ])
      expect((await carded(on.slack.link(link))).attachments).toHaveLength(1)
  })

  it('in a thread, in a private channel and in another workspace gets one too', async () => {
    const { slack } = on
    const first = slack.write('a thread')
    await carded(slack.link(attention, { thread: first.ts }))
    const hidden = slack.addChannel({ kind: 'private', name: 'hidden' })
    await carded(slack.link(attention, { channel: hidden.id }))
  })

  it('that somebody is still writing shows it to them, as often as they like', async () => {
    const { slack } = on
    slack.compose(`look at ${attention}`)
    await until('a preview', () => slack.composerUnfurls()[0])
    slack.compose(`look at this: ${attention}`)
    await until('another preview', () => slack.composerUnfurls()[1])
    // It has not been shown in any channel.
    await carded(slack.link(attention))
  })

  it('of somebody of another organisation gets one in a shared channel', async () => {
    const { slack } = on
    const other = slack.addTeam({ name: 'Elsewhere', installed: false, channels: [] })
    const shared = slack.addChannel({ name: 'shared', sharedWith: [other.id] })
    const guest = slack.addPerson({ name: 'grace' }, other.id)
    slack.changeChannel(shared.id, { members: new Set([...shared.members, guest.id]) })
    await carded(slack.link(attention, { channel: shared.id, user: guest.id }))
  })
})

describe('no card comes', () => {
  it('for the same paper again in that channel within half an hour, whatever its address', async () => {
    const { slack } = on
    await carded(slack.link(attention))
    await expectNoCard(slack.link('https://huggingface.co/papers/1706.03762'))
    clock += 30 * 60_000 + 1
    await carded(slack.link(attention))
  })

  it('when another process has shown it', async () => {
    const { slack } = on
    await carded(slack.link(attention))
    const other = on.another()
    await other.start(on.paperboy.bot)
    await on.adapter.stop()
    const again = slack.link(attention)
    const elsewhere = slack.addChannel({ name: 'elsewhere' })
    await carded(slack.link(attention, { channel: elsewhere.id }))
    expect(shownOf(again).attachments).toEqual([])
  })

  it('when Slack tells of it twice', async () => {
    const { slack } = on
    const link = slack.link(attention)
    await carded(link)
    await slack.retell(link.id, { num: 1, reason: 'http_timeout' })
    await settled()
    expect(slack.asked('chat.unfurl')).toHaveLength(2)
    expect(shownOf(link).attachments).toHaveLength(1)
  })

  it('for a list of three links', async () => {
    await expectNoCard(on.slack.link(`${attention} ${bert} https://arxiv.org/abs/2006.11239`))
  })

  it('for other pages of those sites', async () => {
    await expectNoCard(on.slack.link('https://huggingface.co/meta-llama/Llama-3.1-8B'))
    expect(on.slack.asked('chat.unfurl')).toHaveLength(1)
  })

  it('for a paper nobody knows; nothing is said of it', async () => {
    const link = on.slack.link('https://arxiv.org/abs/2511.99999')
    await expectNoCard(link)
    expect(on.slack.messages(on.slack.channelId)).toHaveLength(1)
    expect(problems()).toEqual([])
  })

  it('where the channel has them off', async () => {
    const { slack } = on
    await slack.slash('settings channel links:off').reply()
    await expectNoCard(slack.link(attention))
    await slack.slash('settings channel links:on').reply()
    await carded(slack.link(attention))
  })

  it('anywhere in a workspace that has them off', async () => {
    const { slack } = on
    const olga = slack.addPerson({ name: 'olga', role: 'owner' })
    const channel = slack.addChannel({ members: [olga.id] }).id
    await slack.slash('settings workspace links:off', { user: olga.id, channel }).reply()
    const link = slack.link(attention, { user: olga.id, channel })
    const preview = slack.compose(attention)
    await slack.dm('help').reply()
    // What was begun is finished then.
    await on.adapter.stop()
    expect(shownOf(link).attachments).toEqual([])
    expect(slack.asked('chat.unfurl')).toEqual([])
    expect(preview.said).toBeUndefined()
  })

  it('and Slack’s refusal is logged, not said', async () => {
    const { slack } = on
    slack.fault({ method: 'chat.unfurl', do: { error: 'cannot_unfurl_url' } })
    const link = slack.link(attention)
    await until('a line in the log', () => problems()[0])
    expect(problems()).toEqual([
      {
        level: 'warn',
        message: 'Slack: a link is left without its card',
        details: { reason: 'Slack cannot_unfurl_url', team: slack.team.id },
      },
    ])
    expect(slack.messages(slack.channelId)).toEqual([shownOf(link)])
  })
})

describe('a paper that is not held', () => {
  const kites = 'https://arxiv.org/abs/2506.20001'

  it('is fetched, and gets its card', async () => {
    await on.close()
    await open({
      paper: async (id) => ({
        is: 'found',
        value: { id, title: 'Kites over Harbours', abstract: '', authors: [], source: 'arxiv' },
      }),
      search: async () => ({ is: 'absent' }),
    })
    expect(textOf(await carded(on.slack.link(kites)))).toContain('Kites over Harbours')
  })

  it('is left alone where upstream is down or slow', async () => {
    await on.close()
    const answer = Promise.withResolvers<{ is: 'absent' }>()
    await open({
      paper: async (id, slow) => {
        if (id !== '2506.20001') return { is: 'failed', reason: 'did not answer' }
        slow()
        return answer.promise
      },
      search: async () => ({ is: 'absent' }),
    })
    await expectNoCard(on.slack.link(kites))
    await expectNoCard(on.slack.link('https://arxiv.org/abs/2506.20002'))
    expect(problems()).toEqual([])
    answer.resolve({ is: 'absent' })
  })
})
