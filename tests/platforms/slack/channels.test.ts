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

const changed = (channel: string, why: string) =>
  until(`${channel} ${why}`, () =>
    on.changes.find((change) => {
      const { place } = change
      return 'channel' in place && place.channel === channel && change.why === why
    }),
  )

it.each([
  ['channel_archive', 'closed', 'archived'],
  ['group_archive', 'closed', 'archived'],
  ['channel_deleted', 'closed', 'deleted'],
  ['group_deleted', 'closed', 'deleted'],
  ['channel_left', 'closed', 'the bot was taken out'],
  ['group_left', 'closed', 'the bot was taken out'],
  ['channel_unarchive', 'open', 'not archived any more'],
  ['group_unarchive', 'open', 'not archived any more'],
])('%s: the channel is %s', async (type, is, why) => {
  const { slack } = on
  const { id } = slack.addChannel({ name: 'reading' })
  slack.happen({ type, channel: id })
  const place = { platform: 'slack', workspace: slack.team.id, channel: id }
  expect(await changed(id, why)).toEqual({ place, is, why })
})

it('an invitation opens a channel, and the inviter alone is told once what that is good for', async () => {
  const { slack } = on
  const { id } = slack.addChannel({ name: 'reading', bot: 'absent' })
  slack.invite(id, { user: slack.userId })
  expect(await changed(id, 'the bot was invited')).toMatchObject({ is: 'open' })
  const told = () => slack.ephemerals(id, slack.userId)
  await until('a word of thanks', () => told()[0])
  slack.happen({ type: 'channel_left', channel: id })
  await changed(id, 'the bot was taken out')
  slack.invite(id, { user: slack.userId })
  await until('two invitations', () => {
    const invited = on.changes.filter(({ why }) => why === 'the bot was invited')
    return invited.length === 2
  })
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
  await changed(channel, 'archived')
  expect(on.changes).toHaveLength(1)
})
