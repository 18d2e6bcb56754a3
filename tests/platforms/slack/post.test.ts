// Saying what nobody asked for: with a key by which it is found again, and an outcome that tells what to do next.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Address } from '../../../src/bot/address.ts'
import type { View } from '../../../src/bot/view.ts'
import { createClient } from '../../../src/platforms/slack/connect.ts'
import { find, post } from '../../../src/platforms/slack/post.ts'
import { openWeb, type Web } from './web.ts'

let web: Web
beforeEach(async () => {
  web = await openWeb()
  web.on('chat.postMessage', ({ args }) => ({ ok: true, channel: args.channel, ts: '17.000100' }))
})
afterEach(() => web.close())

const now = 1_700_000_000_000
const log = { info() {}, warn() {}, error() {} }
const key = 'k2345678901234567890123'
const digest: View = { title: 'Papers of the day', blocks: [{ kind: 'text', text: 'Three.' }] }
const channel: Address = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const person: Address = { platform: 'slack', workspace: 'T1', user: 'U1' }
const client = () => createClient({ token: 'xoxb-1', api: web.url, fetch }, log)
const posting = (to: Address = channel, more = {}) =>
  post(client(), to, digest, { key, ...more }, () => now)
const looking = (to: Address = channel) => find(client(), to, key, () => now)
const delivery = (of: string) => ({
  metadata: { event_type: 'paperboy_delivery', event_payload: { key: of } },
})

describe('a posting', () => {
  it('carries its key, words for those who do not see it, and no card for any link', async () => {
    expect(await posting()).toEqual({
      status: 'sent',
      receipt: { channel: 'C1', message: '17.000100' },
    })
    const [said] = web.to('chat.postMessage')
    expect(said?.headers.authorization).toBe('Bearer xoxb-1')
    expect(said?.args).toMatchObject({
      channel: 'C1',
      unfurl_links: 'false',
      unfurl_media: 'false',
      text: expect.stringContaining('Papers of the day'),
      blocks: expect.stringContaining('Papers of the day'),
      metadata: JSON.stringify(delivery(key).metadata),
    })
    expect(said?.args.thread_ts).toBeUndefined()
  })

  it('stands in the thread it belongs to, and nowhere when that is gone', async () => {
    await posting(channel, { thread: { channel: 'C1', message: '16.5' } })
    expect(web.to('chat.postMessage')[0]?.args.thread_ts).toBe('16.5')
    const lost = await posting(channel, { thread: { channel: 'C1', message: '' } })
    expect(lost).toMatchObject({ status: 'rejected', scope: 'message' })
    expect(web.calls).toHaveLength(1)
  })

  it('reaches a person in their direct messages', async () => {
    web.on('conversations.open', { ok: true, channel: { id: 'D7' } })
    expect(await posting(person)).toMatchObject({ status: 'sent', receipt: { channel: 'D7' } })
    expect(web.to('conversations.open')[0]?.args).toMatchObject({ users: 'U1' })
    web.on('conversations.open', 'drop')
    expect(await posting(person)).toMatchObject({ status: 'failed' })
    web.on('conversations.open', { ok: false, error: 'user_not_found' })
    expect(await posting(person)).toMatchObject({ status: 'rejected', scope: 'destination' })
    expect(web.to('chat.postMessage')).toHaveLength(1)
  })

  it('is not sent once it may not go any more', async () => {
    web.on('conversations.open', { ok: true, channel: { id: 'D7' } })
    const failed = { status: 'failed', reason: 'TOO_LATE' }
    expect(await posting(channel, { mayGo: () => false })).toMatchObject(failed)
    expect(await posting(person, { mayGo: () => false })).toMatchObject(failed)
    expect(web.calls).toEqual([])
    // It was opened in time, and no more.
    expect(
      await posting(person, { mayGo: () => web.to('conversations.open').length === 0 }),
    ).toMatchObject(failed)
    expect(web.calls.map(({ method }) => method)).toEqual(['conversations.open'])
    expect(await posting(channel, { mayGo: () => true })).toMatchObject({ status: 'sent' })
  })

  it.each([
    ['hang', 'unknown'],
    ['drop', 'unknown'],
    [{ status: 500, body: '' }, 'unknown'],
    [{ ok: false, error: 'fatal_error' }, 'unknown'],
    [{ ok: false, error: 'ratelimited' }, 'failed'],
    [{ status: 429, headers: { 'retry-after': '9' }, body: '' }, 'failed'],
  ] as const)('meets %o once, and is %s', { timeout: 20_000 }, async (answer, status) => {
    web.on('chat.postMessage', answer)
    expect(await posting()).toMatchObject({ status })
    expect(web.to('chat.postMessage')).toHaveLength(1)
  })
})

describe('a message that Slack does not take', () => {
  it('is said in words alone, under the same key', async () => {
    web.on('chat.postMessage', ({ args }) =>
      args.blocks === undefined
        ? { ok: true, channel: 'C1', ts: '17.1' }
        : { ok: false, error: 'invalid_blocks' },
    )
    expect(await posting()).toMatchObject({ status: 'rejected', scope: 'message', mend: 'plain' })
    expect(await posting(channel, { plain: true })).toMatchObject({ status: 'sent' })
    const [, second] = web.to('chat.postMessage')
    expect(second?.args).toMatchObject({
      text: '*Papers of the day*\nThree.',
      unfurl_links: 'false',
      metadata: JSON.stringify(delivery(key).metadata),
    })
  })
})

describe('a picture that Slack cannot fetch', () => {
  const url = 'https://cdn.example.org/gone.png'
  const image = { url, alt: 'A figure' }
  const view: View = {
    title: 'Papers of the day',
    thumbnail: image,
    blocks: [
      { kind: 'image', image },
      { kind: 'item', title: 'One paper', thumbnail: image },
    ],
  }
  const told = 'downloading image failed [json-pointer:/blocks/0/image_url]'
  const refused = (more: object) => ({ ok: false, error: 'invalid_blocks', ...more })
  const showing = (more: object) => {
    web.on('chat.postMessage', ({ args }) =>
      args.blocks?.includes(url) ? refused(more) : { ok: true, channel: 'C1', ts: '17.1' },
    )
    return post(client(), channel, view, { key }, () => now)
  }

  it.each([{ errors: [told] }, { response_metadata: { messages: [`[ERROR] ${told}`] } }])(
    'costs the pictures and no word, told by %o',
    async (more) => {
      expect(await showing(more)).toMatchObject({ status: 'sent' })
      const [first, second, ...others] = web.to('chat.postMessage').map(({ args }) => args)
      expect(first?.blocks).toContain(url)
      expect(second?.blocks).not.toContain(url)
      expect(second?.blocks).toContain('One paper')
      expect(second?.metadata).toBe(first?.metadata)
      expect(others).toEqual([])
    },
  )

  it('is not what other refusals are about: they are final', async () => {
    const other = 'must be shorter than 3001 characters [json-pointer:/blocks/0/text]'
    expect(await showing({ errors: [other] })).toMatchObject({ status: 'rejected' })
    web.on('chat.postMessage', refused({ errors: [told] }))
    const still = await post(client(), channel, digest, { key }, () => now)
    expect(still).toMatchObject({ status: 'rejected', scope: 'message' })
    expect(web.to('chat.postMessage')).toHaveLength(3)
  })
})

describe('finding a posting', () => {
  it('looks through a day, page after page', async () => {
    web.on('conversations.history', ({ args }) =>
      args.cursor === 'next'
        ? { ok: true, messages: [{ ts: '2.1', ...delivery(key) }], has_more: false }
        : {
            ok: true,
            messages: [
              { ts: '3.1', ...delivery('another') },
              { ts: '3.0', text: key },
            ],
            has_more: true,
            response_metadata: { next_cursor: 'next' },
          },
    )
    expect(await looking()).toEqual({ channel: 'C1', message: '2.1' })
    expect(web.to('conversations.history')[0]?.args).toMatchObject({
      channel: 'C1',
      include_all_metadata: 'true',
      oldest: String(now / 1000 - 86_400),
    })
  })

  it('looks in the threads under our own messages, and in nobody else’s', async () => {
    const messages = [
      { ts: '3.1', reply_count: 4 },
      { ts: '3.0', reply_count: 1, ...delivery('head') },
    ]
    web.on('conversations.history', { ok: true, messages })
    web.on('conversations.replies', { ok: true, messages: [{ ts: '4.2', ...delivery(key) }] })
    expect(await looking()).toEqual({ channel: 'C1', message: '4.2' })
    expect(web.to('conversations.replies').map(({ args }) => args.ts)).toEqual(['3.0'])
    web.on('conversations.replies', { ok: true, messages: [] })
    expect(await looking()).toBeUndefined()
  })

  it('says so where it cannot be known', async () => {
    web.on('conversations.history', {
      ok: false,
      error: 'missing_scope',
      needed: 'channels:history',
    })
    await expect(looking()).rejects.toThrow('missing_scope')
    web.on('conversations.history', {
      ok: true,
      messages: [],
      has_more: true,
      response_metadata: { next_cursor: 'more' },
    })
    await expect(looking()).rejects.toThrow('too many')
  })
})
