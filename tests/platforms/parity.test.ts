// The same things asked on Discord and on Slack: the same invocation comes of them, and the same answer, over both wires.
import { PermissionFlagsBits } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Invocation } from '../../src/bot/invocation.ts'
import { webAddress } from '../../src/bot/web-address.ts'
import { componentsOf } from '../stands/discord/exchange.ts'
import type { Message as OnDiscordMessage } from '../stands/discord/wire.ts'
import { isPrivate, type OnDiscord, openOnDiscord } from '../stands/on-discord.ts'
import { type OnSlack, openOnSlack } from '../stands/on-slack.ts'
import type { Message as OnSlackMessage } from '../stands/slack/wire.ts'
import { parseMarkdown, flatten as partsOfMarkdown } from './discord/render-markdown.ts'
import { parseMrkdwn, flatten as partsOfMrkdwn } from './slack/render-mrkdwn.ts'
import { everyPart } from './slack/render-parts.ts'

type Asked = readonly [
  line: string,
  command: string,
  options?: Record<string, string | number | boolean>,
]

// As it is typed behind /paper on Slack, and as it is entered on Discord.
const asked: readonly Asked[] = [
  ['search diffusion', 'search', { query: 'diffusion' }],
  ['search state space models', 'search', { query: 'state space models' }],
  ['diffusion models', 'search', { query: 'diffusion models' }],
  [
    'search “reinforcement learning” -robot',
    'search',
    { query: '"reinforcement learning" -robot' },
  ],
  ['search diffusion page:2', 'search', { query: 'diffusion', page: 2 }],
  ['search diffusion page:9', 'search', { query: 'diffusion', page: 9 }],
  ['search attention sort:new', 'search', { query: 'attention', sort: 'new' }],
  [
    'search attention since:2024 until:2025',
    'search',
    { query: 'attention', since: '2024', until: '2025' },
  ],
  ['search diffusion OR flow has:code', 'search', { query: 'diffusion OR flow has:code' }],
  ['search author:vaswani', 'search', { query: 'author:vaswani' }],
  ['search org:deepseek votes:>20', 'search', { query: 'org:deepseek votes:>20' }],
  ['search transfomer atention', 'search', { query: 'transfomer atention' }],
  ['search diffusion zebra since:2024', 'search', { query: 'diffusion zebra', since: '2024' }],
  ['search nothinghasthisword', 'search', { query: 'nothinghasthisword' }],
  ['search mamba since:whenever', 'search', { query: 'mamba', since: 'whenever' }],
  ['search a & b <c> *d* `e`', 'search', { query: 'a & b <c> *d* `e`' }],
  ['trending', 'trending'],
  ['trending day', 'trending', { window: 'day' }],
  ['trending month why', 'trending', { window: 'month', why: true }],
  ['trending week diffusion', 'trending', { window: 'week', query: 'diffusion' }],
  ['trending month page:2', 'trending', { window: 'month', page: 2 }],
  ['show 1706.03762', 'show', { paper: '1706.03762' }],
  ['1706.03762', 'show', { paper: '1706.03762' }],
  ['https://arxiv.org/abs/2006.11239v2', 'show', { paper: 'https://arxiv.org/abs/2006.11239v2' }],
  ['show attention is all you need', 'show', { paper: 'attention is all you need' }],
  ['show diffusion', 'show', { paper: 'diffusion' }],
  ['show 2501.12948', 'show', { paper: '2501.12948' }],
  ['show 2505.15270', 'show', { paper: '2505.15270' }],
  ['similar 2006.11239', 'similar', { paper: '2006.11239' }],
  ['similar diffusion', 'similar', { paper: 'diffusion' }],
  ['cite 1706.03762', 'cite', { paper: '1706.03762' }],
  ['cite 1706.03762 apa', 'cite', { paper: '1706.03762', format: 'apa' }],
  [
    'cite attention is all you need markdown',
    'cite',
    { paper: 'attention is all you need', format: 'markdown' },
  ],
  [
    'find see arxiv.org/abs/1706.03762 and 2006.11239',
    'find',
    { text: 'see arxiv.org/abs/1706.03762 and 2006.11239' },
  ],
  ['find how robots learn from diffusion', 'find', { text: 'how robots learn from diffusion' }],
  ['stats', 'stats'],
  ['help', 'help'],
  ['', 'help'],
  ['help search', 'help', { command: 'search' }],
  ['help nothing', 'help', { command: 'nothing' }],
]

const things = asked.map(([line, command, options = {}]) => ({ line, command, options }))

/** What a message says, what can be pressed and where it leads, however it is laid out. */
type Said = {
  readonly words: readonly string[]
  readonly presses: readonly string[]
  readonly links: readonly (string | undefined)[]
}

let discord: OnDiscord
let slack: OnSlack
beforeAll(async () => {
  ;[discord, slack] = await Promise.all([openOnDiscord(), openOnSlack()])
})
afterAll(async () => {
  await Promise.all([discord.close(), slack.close()])
  expect([...discord.discord.violations, ...slack.slack.violations]).toEqual([])
})

describe('asked on Discord and on Slack', () => {
  it.each(things)('/paper $line', async ({ line, command, options }) => {
    const prepared = [discord, slack].map(({ paperboy }) => vi.spyOn(paperboy.bot, 'prepare'))
    const entered = { command: 'paper', subcommand: command, options }
    const there = discord.discord.slash(entered, {
      memberPermissions: PermissionFlagsBits.Administrator,
    })
    const here = slack.slack.slash(line)
    const [onDiscord, onSlack] = await Promise.all([there.reply(), here.reply()])

    const [first, second] = prepared.map((spy) => asText(spy.mock.calls[0]?.[0]))
    expect(first).toEqual(second)
    expect(onSlack.shownTo !== undefined).toBe(isPrivate(onDiscord))
    expect(saidOnDiscord(onDiscord).words).not.toEqual([])
    expect(saidOnSlack(onSlack)).toEqual(saidOnDiscord(onDiscord))
    for (const spy of prepared) spy.mockRestore()
  })

  it('are forty things', () => {
    expect(asked).toHaveLength(40)
  })
})

/** Discord knows types, a line is text: what they mean is the same. */
function asText(invocation: Invocation | undefined): object {
  const options = Object.entries(invocation?.options ?? {})
  return {
    command: invocation?.command,
    options: Object.fromEntries(options.map(([name, value]) => [name, String(value)])),
  }
}

function saidOnDiscord(message: OnDiscordMessage): Said {
  const parts = componentsOf(message)
  const nodes = parts.flatMap(({ content }) =>
    typeof content === 'string' ? partsOfMarkdown(parseMarkdown(content)) : [],
  )
  const ids = parts.flatMap(({ custom_id: id, options = [] }) => [
    id,
    ...options.map(({ value }) => value),
  ])
  return {
    words: wordsOf(nodes),
    presses: pressesOf(ids),
    links: linksOf([...nodes.map(({ href }) => href), ...parts.map(({ url }) => url)]),
  }
}

function saidOnSlack({ blocks }: OnSlackMessage): Said {
  const parts = everyPart(blocks)
  const nodes = parts.flatMap(({ type, text }) =>
    type === 'mrkdwn' ? partsOfMrkdwn(parseMrkdwn(String(text))) : [],
  )
  const header = parts.flatMap(({ type, text }) => (type === 'header' ? everyPart(text) : []))
  const titles = header.map(({ text }) => ({ kind: 'text', text: String(text) }))
  return {
    words: wordsOf([...titles, ...nodes]),
    presses: pressesOf(parts.flatMap(({ action_id, value }) => [action_id, value])),
    links: linksOf([...nodes.map(({ href }) => href), ...parts.map(({ url }) => url)]),
  }
}

// What Slack would take for a mark.
const lookalikes: Readonly<Record<string, string>> = {
  '∗': '*',
  ˍ: '_',
  '∼': '~',
  ˋ: '`',
  '∶': ':',
}

function wordsOf(nodes: readonly { readonly kind: string; readonly text: string }[]): string[] {
  const text = nodes.map(({ kind, text }) => (kind === 'time' ? ' (a time) ' : text)).join(' ')
  const meant = text.replace(/[∗ˍ∼ˋ∶]/g, (character) => lookalikes[character] ?? character)
  return meant
    .split(/[\s·\u200b]+/)
    .filter((word) => word !== '')
    .toSorted()
}

function pressesOf(ids: readonly unknown[]): string[] {
  const texts = ids.filter((id): id is string => typeof id === 'string')
  return texts.filter((id) => /^[urfs][/~]/.test(id)).toSorted()
}

function linksOf(addresses: readonly unknown[]): (string | undefined)[] {
  const texts = addresses.filter((address): address is string => typeof address === 'string')
  return texts.map((address) => webAddress(address, 3000)).toSorted()
}
