// Channels that open and close to the bot: passed on, and whoever invites it is told once what it can do there.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import { textOf } from '../../stands/slack/wire.ts'

let on: OnSlack
beforeAll(async () => {
  on = await openOnSlack()
})
afterAll(() => on.close())
afterEach(() => expect(on.slack.violations).toEqual([]))

const changesOf = (channel: string) =>
  on.changes
    .filter(({ address }) => 'channel' in address && address.channel === channel)
    .map(({ change }) => change)
const changed = (channel: string, ...changes: readonly string[]) =>
  expect.poll(() => changesOf(channel), { timeout: 10_000 }).toEqual(changes)

it.each([
  ['channel_archive', 'lost'],
  ['group_archive', 'lost'],
  ['channel_deleted', 'gone'],
  ['group_deleted', 'gone'],
  ['channel_left', 'lost'],
  ['group_left', 'lost'],
  ['channel_unarchive', 'restored'],
  ['group_unarchive', 'restored'],
])('%s: the channel is %s', async (type, change) => {
  const { slack } = on
  const { id } = slack.addChannel({ name: 'reading' })
  slack.happen({ type, channel: id })
  await changed(id, change)
  const address = { platform: 'slack', workspace: slack.team.id, channel: id }
  expect(on.changes.at(-1)).toEqual({ address, change })
})

it('an invitation opens a channel, and the inviter alone is told once what that is good for', async () => {
  const { slack } = on
  const { id } = slack.addChannel({ name: 'reading', bot: 'absent' })
  slack.invite(id, { user: slack.userId })
  await changed(id, 'restored')
  const told = () => slack.ephemerals(id, slack.userId)
  await until('a word of thanks', () => told()[0])
  slack.happen({ type: 'channel_left', channel: id })
  await changed(id, 'restored', 'lost')
  slack.invite(id, { user: slack.userId })
  await changed(id, 'restored', 'lost', 'restored')
  // What was begun is finished then.
  await on.adapter.stop()
  expect(told().map(textOf)).toEqual(['Thank you'])
  expect(slack.messages(id)).toEqual([])
})

it('people who come and go are nobody’s business', async () => {
  await on.close()
  on = await openOnSlack()
  const { slack } = on
  const channel = slack.channelId
  slack.happen({ type: 'member_joined_channel', channel, user: slack.userId, inviter: 'U1' })
  slack.happen({ type: 'channel_archive', channel })
  await changed(channel, 'lost')
  expect(on.changes).toHaveLength(1)
})
