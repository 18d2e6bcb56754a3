// Slack's markup as the loopback Slack reads it.
import { expect, it } from 'vitest'
import { linksIn, mentions, mrkdwnFlaws, readable } from './mrkdwn.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })

it('mentions people, groups, channels and everybody', () => {
  const message = (text: string, blocks: object[] = []) =>
    ({ text, blocks, attachments: [] }) as never
  expect(
    mentions(message('<@U1> <@U2|ada> <#C1> <#C1|general> <!here> <!channel> <!subteam^S1>')),
  ).toEqual([
    { kind: 'user', of: 'U1' },
    { kind: 'user', of: 'U2' },
    { kind: 'channel', of: 'C1' },
    { kind: 'channel', of: 'C1' },
    { kind: 'everyone', of: 'here' },
    { kind: 'everyone', of: 'channel' },
    { kind: 'group', of: 'S1' },
  ])
  expect(
    mentions(message('', [section('x <@U3>'), { type: 'header', text: plain('<@U4>') }])),
  ).toEqual([{ kind: 'user', of: 'U3' }])
  const rich = { type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }
  expect(mentions(message('', [{ type: 'rich_text', elements: [rich] }]))).toHaveLength(1)
  expect(mentions(message('&lt;@U1&gt; @here <https://a.test/|@channel>'))).toEqual([])
})

it('links', () => {
  expect(linksIn('<https://a.test/?a=1&amp;b=2|a &lt; b> <https://b.test/>')).toEqual([
    { href: 'https://a.test/?a=1&b=2', label: 'a < b' },
    { href: 'https://b.test/', label: undefined },
  ])
  expect(readable('*a* &amp; <https://b.test/|b>')).toBe('*a* & b')
})

it('takes quotes and dates', () => {
  const date = '<!date^1700000000^{date_short} at {time}|a day in November>'
  expect(mrkdwnFlaws(`> quoted\n${date}`, '')).toEqual([])
  expect(mrkdwnFlaws('<!date^soon|x>', '')).toHaveLength(1)
})
