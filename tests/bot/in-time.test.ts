// Whether something may still go, asked in the last moment: over the runtime's own fetch, and undici as Discord's client has it.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { request } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchInTime, inTime, lastMoment } from '../../src/bot/in-time.ts'

let server: Server
let url: string
/** What arrived whole. */
let said: string[]

beforeEach(async () => {
  said = []
  server = createServer(async (asked, response) => {
    let text = ''
    try {
      for await (const chunk of asked) text += chunk
    } catch {
      return
    }
    said.push(text)
    response.end('heard')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const guarded = fetchInTime(fetch)
const dispatcher = lastMoment as never
const ways: Readonly<Record<string, (body: string) => Promise<string>>> = {
  fetch: async (body) => (await guarded(url, { method: 'POST', body })).text(),
  undici: async (body) => (await request(url, { method: 'POST', body, dispatcher })).body.text(),
}

const codeOf = ({ code, cause }: { code?: string; cause?: { code?: string } }) =>
  code ?? cause?.code

describe.each(Object.entries(ways))('by %s', (_, send) => {
  it('what may go arrives, and nothing of what may not', async () => {
    expect(
      await inTime(
        () => true,
        () => send('in time'),
      ),
    ).toBe('heard')
    const late = inTime(
      () => false,
      () => send('too late'),
    )
    expect(codeOf(await late.catch((error) => error))).toBe('TOO_LATE')
    // The connection serves on, or another one.
    expect(await send('whenever')).toBe('heard')
    expect(said).toEqual(['in time', 'whenever'])
  })

  it('each is asked for itself', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => String(n))
    const outcomes = await Promise.allSettled(
      texts.map((text) =>
        inTime(
          () => Number(text) % 2 === 0,
          () => send(text),
        ),
      ),
    )
    const sent = texts.filter((_, n) => outcomes[n]?.status === 'fulfilled')
    expect(sent).toEqual(texts.filter((text) => Number(text) % 2 === 0))
    expect(said.toSorted()).toEqual(sent.toSorted())
  })

  it('nothing is asked before there is a connection', async () => {
    await new Promise((resolve) => server.close(resolve))
    let asked = 0
    const failing = inTime(
      () => asked++ === 0,
      () => send('to nobody'),
    )
    expect(codeOf(await failing.catch((error) => error))).toBe('ECONNREFUSED')
    expect(asked).toBe(0)
  })
})

it('what comes in pieces is stopped before the last', async () => {
  let pieces = 0
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(`piece ${++pieces}`))
      if (pieces === 3) controller.close()
    },
  })
  const sending = inTime(
    () => pieces < 3,
    () => guarded(url, { method: 'POST', body, duplex: 'half' } as RequestInit),
  )
  expect(codeOf(await sending.catch((error) => error))).toBe('TOO_LATE')
  expect(await (await guarded(url, { method: 'POST', body: 'after' })).text()).toBe('heard')
  expect(said).toEqual(['after'])
})
