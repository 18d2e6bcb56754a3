// Talking to the bot, by its name or in its direct messages: one answer, where the question stands, for whom it is meant.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commands } from '../../../commands/index.ts'
import { defineCommand } from '../../../src/bot/command.ts'
import { describeCommands } from '../../../src/bot/describe.ts'
import { declareManifest } from '../../../src/platforms/slack/declare.ts'
import { type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import type { Exchange } from '../../stands/slack/exchange.ts'
import { type Message, textOf } from '../../stands/slack/wire.ts'

const crash = defineCommand({
  name: 'crash',
  summary: 'Ends badly',
  examples: ['crash'],
  options: z.object({}),
  visibility: 'private',
  run: () => Promise.reject(new TypeError('postgres://ada:secret@db')),
})
const slow = defineCommand({
  name: 'slow',
  summary: 'Takes its time',
  examples: ['slow'],
  options: z.object({}),
  visibility: 'private',
  async run(_, { interim }) {
    interim({ title: 'Asking …', blocks: [] })
    return { title: 'Here it is', blocks: [] }
  },
})

let on: OnSlack
beforeAll(async () => {
  const declared = declareManifest(describeCommands(commands))
  const bot_events = [...declared.settings.event_subscriptions.bot_events, 'message']
  const settings = { ...declared.settings, event_subscriptions: { bot_events } }
  // Nothing of channels is listened to; should somebody add it on Slack's page, it is still not answered.
  on = await openOnSlack({
    extra: [crash, slow],
    stand: { manifest: { ...declared, settings } },
  })
})
afterAll(() => on.close())
afterEach(() => expect(on.slack.violations).toEqual([]))

const saidIn = ({ said }: Exchange): Message => {
  if (said === undefined) throw new Error('nothing was said')
  return said
}
/** Somebody new to the bot, whose messages with it are empty. */
const somebody = () => ({ user: on.slack.addPerson({ name: 'grace' }).id })
const isForAll = ({ shownTo }: Message) => shownTo === undefined

describe('a mention', () => {
  it('in a channel begins a thread with the answer, for everybody', async () => {
    const { slack } = on
    const asked = slack.mention('could you find me papers about attention?')
    const answer = await asked.reply()
    expect(answer.thread_ts).toBe(saidIn(asked).ts)
    expect(isForAll(answer)).toBe(true)
    expect(textOf(answer)).toMatch(/papers? for “.*attention/)
    expect(asked.replies()).toHaveLength(1)
  })

  it('in a thread is answered in the thread', async () => {
    const { slack } = on
    const first = slack.write('what about transformers?')
    const asked = slack.mention('https://arxiv.org/abs/1706.03762', { thread: first.ts })
    const answer = await asked.reply()
    expect(answer.thread_ts).toBe(first.ts)
    expect(textOf(answer)).toContain('Attention Is All You Need')
  })

  it('of several papers shows each', async () => {
    const text = 'see https://arxiv.org/abs/1706.03762 and https://arxiv.org/abs/1810.04805'
    const answer = await on.slack.mention(text).reply()
    expect(textOf(answer)).toContain('2 papers in this message')
  })

  it('runs a command, and its buttons work', async () => {
    const { slack } = on
    const answer = await slack.mention('search model').reply()
    const next = await slack.press(answer, 'Next').reply()
    expect(next.ts).toBe(answer.ts)
  })

  it.each(['', 'thanks!', 'hello'])('that says “%s” is shown what one can ask', async (text) => {
    expect(textOf(await on.slack.mention(text).reply())).toContain('What you can ask')
  })

  it('names other people and is still understood', async () => {
    const { slack } = on
    const answer = await slack.mention(`trending for <@${slack.userId}>`).reply()
    expect(isForAll(answer)).toBe(true)
    expect(answer.text).not.toContain('<@')
  })

  it('that is a mistake is answered to the asker alone', async () => {
    const { slack } = on
    const asked = slack.mention('show zyzzyva quokka')
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    expect(answer.thread_ts).toBeUndefined()
    expect(textOf(answer)).toContain('I know no paper called')
  })

  it('about what is the asker’s own is answered to them alone, in the thread where one is', async () => {
    const { slack } = on
    const first = slack.write('a thread')
    const asked = slack.mention('settings', { thread: first.ts })
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    expect(answer.thread_ts).toBe(first.ts)
    expect(textOf(answer)).toContain('Your settings')
  })

  it('that crashes shows an incident to the asker, and nothing of it', async () => {
    const asked = on.slack.mention('crash')
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    expect(textOf(answer)).toContain('Something went wrong on our side.')
    expect(JSON.stringify(on.slack.requests)).not.toContain('secret')
  })

  it('is answered once, however often Slack tells of it', async () => {
    const { slack } = on
    const asked = slack.mention('stats')
    await asked.reply()
    await slack.retell(asked.id, { num: 1, reason: 'http_timeout' })
    await slack.retell(asked.id, { num: 2, reason: 'http_timeout' })
    await slack.dm('stats').reply()
    expect(asked.replies()).toHaveLength(1)
  })

  it('of somebody of another organisation is answered, and never with settings', async () => {
    const { slack } = on
    const other = slack.addTeam({ name: 'Elsewhere', installed: false, channels: [] })
    const guest = slack.addPerson({ name: 'grace' }, other.id)
    const shared = slack.addChannel({ name: 'shared', sharedWith: [other.id] })
    const from = { user: guest.id, channel: shared.id }
    expect(textOf(await slack.mention('search attention', from).reply())).toContain('attention')
    const refused = await slack.mention('settings channel links:off', from).reply()
    expect(textOf(refused)).toContain('membership of this workspace')
    expect(refused.shownTo).toBe(guest.id)
  })
})

describe('a direct message', () => {
  it('is answered where it is, a mistake too', async () => {
    const { slack } = on
    const answer = await slack.dm('attention is all you need', somebody()).reply()
    expect(isForAll(answer)).toBe(true)
    expect(answer.thread_ts).toBeUndefined()
    expect(textOf(answer)).toContain('Attention Is All You Need')
    const mistake = await slack.dm('show zyzzyva quokka', somebody()).reply()
    expect(isForAll(mistake)).toBe(true)
    expect(textOf(mistake)).toContain('I know no paper called')
  })

  it('in a thread is answered in the thread', async () => {
    const { slack } = on
    const from = somebody()
    const first = saidIn(slack.dm('stats', from))
    const asked = slack.dm('trending', { ...from, thread: first.ts })
    expect((await asked.reply()).thread_ts).toBe(first.ts)
  })

  it('that takes a while shows so, and then the answer in its place', async () => {
    const { slack } = on
    const asked = slack.dm('slow', somebody())
    await expect.poll(() => asked.replies().map(textOf)).toEqual(['Here it is'])
    const updates = slack.asked('chat.update')
    expect(updates.at(-1)?.body.ts).toBe(asked.replies()[0]?.ts)
  })

  it('may set what is one’s own', async () => {
    const { slack } = on
    const answer = await slack.dm('settings mine berlin', somebody()).reply()
    expect(textOf(answer)).toContain('Europe/Berlin')
  })

  it('of a person of another workspace is answered', async () => {
    const { slack } = on
    const other = slack.addTeam({ name: 'Far away', installed: false, channels: [] })
    const guest = slack.addPerson({ name: 'alan' }, other.id)
    const from = { user: guest.id, team: slack.team.id }
    expect(textOf(await slack.dm('search attention', from).reply())).toContain('attention')
    const asked = slack.dm('settings workspace links:off', from)
    await expect.poll(() => asked.replies().map(textOf).join()).toContain('membership of this')
  })
})

describe('nothing is said to', () => {
  /** A message that somebody does answer comes after it. */
  async function expectSilence(event: object): Promise<void> {
    const { slack } = on
    const from = somebody()
    const first = slack.dm('stats', from)
    await first.reply()
    const { channel } = saidIn(first)
    const message = { type: 'message', channel, channel_type: 'im', ts: '1700000000.000100' }
    slack.happen({ ...message, ...from, text: 'search attention', ...event }, from)
    const last = slack.dm('help', from)
    await expect
      .poll(() => slack.messages(channel).map(textOf).join())
      .toContain('What you can ask')
    // What was begun is finished then.
    await expect.poll(() => last.replies().length).toBeGreaterThan(0)
    expect(slack.messages(channel).filter(({ bot_id }) => bot_id !== undefined)).toHaveLength(2)
  }

  it.each<[string, object]>([
    ['a bot', { bot_id: 'B1', subtype: 'bot_message' }],
    ['itself', { bot_id: 'B1' }],
    ['a message that was changed', { edited: { user: 'U1', ts: '1700000000.000200' } }],
    ['the news of a change', { subtype: 'message_changed', user: undefined }],
    ['the news of a deletion', { subtype: 'message_deleted', user: undefined }],
    ['what Slack says itself', { subtype: 'channel_name' }],
    ['talk in a channel', { channel_type: 'channel' }],
  ])('%s', async (_, event) => {
    await expectSilence(event)
  })
})

it('a refused answer is logged, without what was said', async () => {
  const { slack } = on
  slack.fault({ method: 'chat.postMessage', do: { error: 'restricted_action' } })
  slack.mention('search something private')
  await expect.poll(() => on.logged.filter(({ level }) => level === 'error').length).toBe(1)
  expect(JSON.stringify(on.logged)).not.toContain('something private')
})
