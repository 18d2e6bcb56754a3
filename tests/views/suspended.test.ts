// What mends a place that is closed to the bot.
import { expect, test } from 'vitest'
import { plainText } from '../../src/bot/view.ts'
import { adviceFor } from '../../src/views/suspended.ts'

const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const

test('a scope that Slack misses is added where the link leads', () => {
  const advice = adviceFor(channel, 'Slack missing_scope (chat:write)')
  expect(advice).toContainEqual({ link: 'api.slack.com/apps', href: 'https://api.slack.com/apps' })
  expect(plainText(advice)).toBe(
    'Whoever manages the app has to add what is missing, under OAuth & Permissions at api.slack.com/apps, and install me again, then type /paper digest resume there.',
  )
})
