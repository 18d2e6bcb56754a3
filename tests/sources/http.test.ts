// Asking an upstream that misbehaves in every way we know of, over real connections on loopback.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHttp, type Fetched, type HttpOptions } from '../../src/sources/http.ts'
import { parseJson } from '../../src/sources/reading.ts'
import { createStandClock } from '../stands/upstreams/clock.ts'
import { type Fault, openStand, type Stand } from '../stands/upstreams/server.ts'

let stand: Stand
let elsewhere: Stand
let headers: Record<string, string> = {}

beforeAll(async () => {
  const answer = () => ({ type: 'application/json', body: '{"papers":["one","two"]}', headers })
  stand = await openStand(answer)
  elsewhere = await openStand(answer)
})
beforeEach(() => {
  stand.heal()
  headers = {}
})
afterAll(() => Promise.all([stand.close(), elsewhere.close()]))

/** A door to the stand, its clock, and what a JSON reader says that wants an object. */
function open(options: Partial<HttpOptions> = {}) {
  const clock = createStandClock()
  const before = stand.asked.length
  const http = createHttp({
    fetch,
    clock,
    userAgent: 'paperboy-test',
    timeoutMs: 2_000,
    ...options,
  })
  const get = (request: { validator?: string; signal?: AbortSignal; attempts?: number } = {}) =>
    http.get(`${stand.url}/list?of=papers`, { accept: 'json', read, ...request })
  return { clock, http, get, requests: () => stand.asked.slice(before) }
}

function read(text: string) {
  const value = parseJson(text)
  return typeof value === 'object' ? { value } : { garbled: 'sent something that is not JSON' }
}

function failed(kind: string, reason: string, retryAt?: number) {
  return { status: 'failed', kind, reason, ...(retryAt === undefined ? {} : { retryAt }) }
}

const good = { status: 'ok', value: { papers: ['one', 'two'] }, validator: expect.any(String) }

describe('a request that goes well', () => {
  it('is made once, says who asks and what for, and waits for nothing', async () => {
    const { get, requests, clock } = open()
    expect(await get()).toEqual(good)
    expect(requests()).toHaveLength(1)
    expect(requests()[0]).toMatchObject({
      path: '/list?of=papers',
      headers: { 'user-agent': 'paperboy-test', accept: 'application/json' },
    })
    expect(clock.slept).toEqual([])
  })

  it('is conditional when there is a validator, by ETag or by date', async () => {
    const { get, requests } = open()
    const first = (await get()) as { validator: string }
    expect(await get({ validator: first.validator })).toEqual({ status: 'unchanged' })
    const date = 'Thu, 02 Jan 2025 00:00:00 GMT'
    await get({ validator: date })
    expect(requests().map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      first.validator,
      undefined,
    ])
    expect(requests().map(({ headers }) => headers['if-modified-since'])).toEqual([
      undefined,
      undefined,
      date,
    ])
  })

  it('has Last-Modified for its validator where there is no ETag', async () => {
    const date = 'Thu, 02 Jan 2025 00:00:00 GMT'
    stand.fail('/list', { body: '{}', headers: { 'last-modified': date } })
    expect(await open().get()).toEqual({ status: 'ok', value: {}, validator: date })
  })

  it('takes its turn before every request, retries and redirects included', async () => {
    const order: string[] = []
    const { get, requests } = open({
      turn: async () => {
        order.push(`turn after ${requests().length}`)
      },
    })
    stand.fail('/list', { status: 500 })
    stand.fail('/list', { redirect: '/moved' })
    expect(await get()).toEqual(good)
    expect(order).toEqual(['turn after 0', 'turn after 1', 'turn after 2'])
  })
})

describe('an answer', () => {
  it.each<[string, Fault, object]>([
    ['404', { status: 404 }, { status: 'absent' }],
    ['400', { status: 400 }, failed('refused', 'answered 400')],
    ['401', { status: 401 }, failed('refused', 'answered 401')],
    ['403', { status: 403 }, failed('refused', 'answered 403')],
    ['304 to a question that had no condition', { status: 304 }, failed('refused', 'answered 304')],
    ['more than 8 MB', 'oversized', failed('garbled', 'sent more than 8 MB')],
  ])('of %s is not asked for again', async (_, fault, outcome) => {
    const { get, requests, clock } = open()
    stand.fail('/list', fault)
    expect(await get()).toEqual(outcome)
    expect(requests()).toHaveLength(1)
    expect(clock.slept).toEqual([])
  })

  it.each<[string, Fault, object]>([
    ['500', { status: 500 }, failed('down', 'answered 500')],
    ['502', { status: 502 }, failed('down', 'answered 502')],
    ['503 without a word', { status: 503 }, failed('down', 'answered 503')],
    ['429 without a word', { status: 429 }, failed('limited', 'answered 429')],
    ['half a body', 'reset', failed('down', 'broke off the connection')],
    ['less than it announced', 'length-over', failed('down', 'broke off the connection')],
  ])('of %s is asked for three times, with longer and longer waits', async (_, fault, outcome) => {
    const { get, requests, clock } = open()
    stand.fail('/list', fault, 3)
    expect(await get()).toEqual(outcome)
    expect(requests()).toHaveLength(3)
    expect(clock.slept).toEqual([500, 1_000])
  })

  it.each<[string, Fault, string]>([
    ['HTML', 'html', 'sent HTML instead of JSON'],
    [
      'HTML under another name',
      { body: '\n<!DOCTYPE html><p>Busy', type: 'application/json' },
      'sent HTML instead of JSON',
    ],
    ['half of its JSON', 'truncated', 'sent something that is not JSON'],
    ['more than it announced', 'length-under', 'sent something that is not JSON'],
    ['nothing', { status: 204 }, 'sent something that is not JSON'],
    [
      'broken compression',
      { body: 'not gzip', headers: { 'content-encoding': 'gzip' } },
      'sent an answer that cannot be unpacked',
    ],
  ])('of %s is asked for once more', async (_, fault, reason) => {
    const { get, requests } = open()
    stand.fail('/list', fault, 3)
    expect(await get()).toEqual(failed('garbled', reason))
    expect(requests()).toHaveLength(2)
  })

  it.each<Fault>(['reset', 'html', 'truncated', { status: 500 }, { status: 429 }])(
    'that is good after %j is taken',
    async (fault) => {
      const { get, requests } = open()
      stand.fail('/list', fault)
      expect(await get()).toEqual(good)
      expect(requests()).toHaveLength(2)
    },
  )

  it('is given up after as many attempts as the caller allows', async () => {
    const { get, requests } = open()
    stand.fail('/list', { status: 500 }, 9)
    await get({ attempts: 1 })
    expect(requests()).toHaveLength(1)
    await get({ attempts: 5 })
    expect(requests()).toHaveLength(6)
  })

  it('is taken up to the limit and not beyond, announced or not', async () => {
    const { get } = open({ maxBytes: 1_000 })
    const body = JSON.stringify(['x'.repeat(996)])
    const tooMuch = failed('garbled', 'sent more than 0.001 MB')
    stand.fail('/list', { body })
    expect(await get()).toMatchObject({ status: 'ok' })
    stand.fail('/list', { body: `${body} ` })
    expect(await get()).toEqual(tooMuch)
    stand.fail('/list', { body: `${body} `, headers: { 'content-length': '1001' } })
    expect(await get()).toEqual(tooMuch)
  })

  it('whose rest is not wanted is not waited for: the connection is closed', async () => {
    const fresh = await openStand(() => ({ type: 'text/plain', body: '' }))
    const endless = { 'content-length': '99' }
    fresh.fail('/', { status: 404, headers: endless })
    const { http } = open({ timeoutMs: 20_000 })
    const outcome = await http.get(fresh.url, { accept: 'json', read })
    expect(outcome).toEqual({ status: 'absent' })
    await expect.poll(() => fresh.connections()).toBe(0)
    await fresh.close()
  })

  it('never makes it throw, whatever its bytes and its type', async () => {
    const { http, clock } = open()
    const types = fc.constantFrom(
      'application/json',
      'text/html',
      'text/plain',
      'x',
      'a/b;charset=z',
    )
    const encodings = fc.constantFrom('identity', 'gzip', 'deflate', 'br', 'gzip, br', 'none')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), types, encodings, async (body, type, encoding) => {
        stand.heal()
        stand.fail('/any', { body, type, headers: { 'content-encoding': encoding } }, 3)
        const request = { accept: 'json', read, signal: undefined } as const
        const outcome: Fetched<unknown> = await http.get(`${stand.url}/any`, request)
        expect(['ok', 'failed']).toContain(outcome.status)
        if (outcome.status === 'failed') expect(['garbled', 'down']).toContain(outcome.kind)
      }),
      { numRuns: 60 },
    )
    expect(Math.max(0, ...clock.slept)).toBeLessThanOrEqual(1_000)
  })
})

describe('a server that is', () => {
  it('not there refuses the connection, and is tried three times', async () => {
    const { get, clock } = open()
    await stand.down()
    expect(await get()).toEqual(failed('down', 'refused the connection'))
    await stand.up()
    expect(clock.slept).toEqual([500, 1_000])
    expect(await get()).toEqual(good)
  })

  it.each<[object, string]>([
    [{ code: 'ENOTFOUND' }, 'has a name that could not be looked up'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'has a certificate that could not be trusted'],
    [{ code: 'ENETUNREACH' }, 'could not be reached'],
    [
      new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]),
      'refused the connection',
    ],
    [{}, 'could not be reached'],
  ])('out of reach by %j is named in words of ours, not the error’s', async (cause, reason) => {
    const broken = () => Promise.reject(new TypeError('Bearer hf_secret', { cause }))
    expect(await open({ fetch: broken }).get()).toEqual(failed('down', reason))
  })

  it.each<[string, Fault, string]>([
    ['silent', 'hang', 'did not answer within 0.5 s'],
    ['trickling', 'trickle', 'did not finish its answer within 0.5 s'],
  ])('%s is left after the time limit, every time', async (_, fault, reason) => {
    const { get, requests } = open({ timeoutMs: 500 })
    stand.fail('/list', fault, 3)
    expect(await get()).toEqual(failed('slow', reason))
    expect(requests()).toHaveLength(3)
  })
})

describe('a server that asks for time', () => {
  const now = Date.parse('2025-01-03T10:00:00Z')

  it.each<[string, Record<string, string>, number]>([
    ['in seconds', { 'retry-after': '7' }, 7_000],
    ['by a date', { 'retry-after': 'Fri, 03 Jan 2025 10:00:12 GMT' }, 12_000],
    ['by its quota', { ratelimit: '"api";r=0;t=9' }, 9_000],
    ['by one of several quotas', { ratelimit: '"a";r=3;t=20, "b";r=0;t=4' }, 4_000],
    ['in both ways', { 'retry-after': '5', ratelimit: '"api";r=0;t=9' }, 5_000],
  ])('%s gets it before the next attempt', async (_, asking, pause) => {
    const { get, requests, clock } = open()
    stand.fail('/list', { status: 429, headers: asking })
    expect(await get()).toEqual(good)
    expect(requests()).toHaveLength(2)
    expect(clock.slept).toEqual([pause])
  })

  it.each<Record<string, string>>([
    { 'retry-after': '0' },
    { 'retry-after': 'soon' },
    { 'retry-after': '-5' },
    { 'retry-after': 'Thu, 02 Jan 2025 10:00:00 GMT' },
    { ratelimit: 'api' },
    { ratelimit: '"api";r=0' },
  ])('in no way we can use (%j) gets the usual wait', async (asking) => {
    const { get, clock } = open()
    stand.fail('/list', { status: 429, headers: asking })
    expect(await get()).toEqual(good)
    expect(clock.slept).toEqual([500])
  })

  it.each<[number, string]>([
    [429, 'limited'],
    [503, 'down'],
  ])('with %d for more than 30 s is not waited for, nor asked until then', async (status, kind) => {
    const { get, requests, clock } = open()
    stand.fail('/list', { status, headers: { 'retry-after': '120' } })
    const retryAt = now + 120_000
    expect(await get()).toEqual(failed(kind, `answered ${status}`, retryAt))
    expect(await get()).toEqual(failed('limited', 'asked us to wait', retryAt))
    expect(requests()).toHaveLength(1)
    expect(clock.slept).toEqual([])
    clock.advance(95_000)
    expect(await get()).toEqual(good)
    expect(clock.slept).toEqual([25_000])
    expect(requests()).toHaveLength(2)
  })

  it('again and again is told when the last pause ends', async () => {
    const { get, requests, clock } = open()
    stand.fail('/list', { status: 429, headers: { 'retry-after': '10' } }, 3)
    expect(await get()).toEqual(failed('limited', 'answered 429', now + 30_000))
    expect(requests()).toHaveLength(3)
    expect(clock.slept).toEqual([10_000, 10_000])
  })

  it('for years gets a day', async () => {
    stand.fail('/list', { status: 429, headers: { 'retry-after': '99999999999' } })
    expect(await open().get()).toEqual(failed('limited', 'answered 429', now + 86_400_000))
  })

  it('is not shut out for ever when the clock is put back', async () => {
    const { get, clock, requests } = open()
    stand.fail('/list', { status: 429, headers: { 'retry-after': '120' } })
    await get()
    clock.advance(-30 * 86_400_000)
    expect(await get()).toEqual(good)
    expect(requests()).toHaveLength(2)
  })

  it('rests at least as long as its source says, once it has answered 429', async () => {
    const { get, requests } = open({ restMs: 600_000 })
    stand.fail('/list', { status: 429, headers: { 'retry-after': '3' } })
    expect(await get()).toEqual(failed('limited', 'answered 429', now + 600_000))
    expect(requests()).toHaveLength(1)
  })

  it('after a good answer that spends the quota is not asked before it is full again', async () => {
    const { get, requests, clock } = open()
    headers = { ratelimit: '"api";r=0;t=200' }
    expect(await get()).toEqual(good)
    expect(clock.slept).toEqual([])
    headers = { ratelimit: '"api";r=499;t=300' }
    expect(await get()).toEqual(good)
    expect(clock.slept).toEqual([200_000])
    expect(await get()).toEqual(good)
    expect(clock.slept).toHaveLength(1)
    expect(requests()).toHaveLength(3)
  })
})

describe('a redirect', () => {
  it('to the same host is followed, three times at most', async () => {
    const { get, requests } = open()
    stand.fail('/list', { redirect: '/list?again' })
    stand.fail('/list', { redirect: '/list?and-again', status: 307 })
    stand.fail('/list', { redirect: '/there', status: 301 })
    expect(await get()).toEqual(good)
    expect(requests()).toHaveLength(4)
    stand.fail('/list', { redirect: '/list' }, 9)
    expect(await get()).toEqual(failed('refused', 'sent us on more than 3 times'))
    expect(requests()).toHaveLength(8)
  })

  it.each<[string, (port: string) => string]>([
    ['another host', () => elsewhere.url],
    ['another name of the host', (port) => `http://localhost:${port}/`],
    ['another protocol', (port) => `https://127.0.0.1:${port}/`],
    ['somebody’s name at the host', (port) => `http://me:secret@127.0.0.1:${port}/`],
    ['a file', () => 'file:///etc/hosts'],
    ['no address', () => 'http://['],
  ])('to %s is refused', async (_, to) => {
    const { get, requests } = open()
    stand.fail('/list', { redirect: to(new URL(stand.url).port) })
    expect(await get()).toEqual(failed('refused', 'sent us on to another host'))
    expect(requests()).toHaveLength(1)
    expect(elsewhere.asked).toEqual([])
  })
})

describe('a caller who has gone', () => {
  it('is told so before anything is asked', async () => {
    const { get, requests } = open()
    await expect(get({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    expect(requests()).toEqual([])
  })

  it.each<Fault>(['hang', 'trickle'])('does not wait for an answer that is %s', async (fault) => {
    const { get, requests } = open()
    stand.fail('/list', fault)
    const leaving = new AbortController()
    const answer = get({ signal: leaving.signal })
    await expect.poll(() => requests().length).toBe(1)
    leaving.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(requests()).toHaveLength(1)
  })

  it('does not wait between attempts either', async () => {
    const leaving = new AbortController()
    const sleepless = {
      ...createStandClock(),
      sleep: async () => leaving.abort(),
    }
    const { get, requests } = open({ clock: sleepless })
    stand.fail('/list', { status: 500 }, 3)
    await expect(get({ signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(requests()).toHaveLength(1)
  })
})
