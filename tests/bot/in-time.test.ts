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
const ways: Readonly<Record<string, (body: string, signal?: AbortSignal) => Promise<string>>> = {
  fetch: async (body, signal) =>
    (await guarded(url, { method: 'POST', body, ...(signal && { signal }) })).text(),
  undici: async (body, signal) =>
    (
      await request(url, { method: 'POST', body, dispatcher, ...(signal && { signal }) })
    ).body.text(),
}

const codeOf = ({ code, cause }: { code?: string; cause?: { code?: string } }) =>
  code ?? cause?.code

describe.each(Object.entries(ways))('by %s', (_, send) => {
  it('what may go arrives, and nothing of what may not', async () => {
    expect(await inTime({ mayGo: () => true }, () => send('in time'))).toBe('heard')
    const late = inTime({ mayGo: () => false }, () => send('too late'))
    expect(codeOf(await late.catch((error) => error))).toBe('TOO_LATE')
    // The connection serves on, or another one.
    expect(await send('whenever')).toBe('heard')
    expect(said).toEqual(['in time', 'whenever'])
  })

  it('each is asked for itself', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => String(n))
    const outcomes = await Promise.allSettled(
      texts.map((text) => inTime({ mayGo: () => Number(text) % 2 === 0 }, () => send(text))),
    )
    const sent = texts.filter((_, n) => outcomes[n]?.status === 'fulfilled')
    expect(sent).toEqual(texts.filter((text) => Number(text) % 2 === 0))
    expect(said.toSorted()).toEqual(sent.toSorted())
  })

  it('each leaves when its turn has come, and is asked after that whether it may go', async () => {
    const order: string[] = []
    const turns = Array.from({ length: 3 }, () => Promise.withResolvers<void>())
    const sending = turns.map(({ promise }, n) =>
      inTime(
        {
          leave: (go) => void promise.then(go),
          mayGo: () => n !== 1,
        },
        () => send(String(n)),
      ).then(
        () => order.push(`sent ${n}`),
        () => order.push(`refused ${n}`),
      ),
    )
    expect(await send('whose turn is at once')).toBe('heard')
    expect(said).toHaveLength(1)
    for (const n of [2, 1, 0]) {
      turns[n]?.resolve()
      await sending[n]
    }
    expect(order).toEqual(['sent 2', 'refused 1', 'sent 0'])
    expect(said.slice(1)).toEqual(['2', '0'])
  })

  it('tells of each that leaves when it does, not when it was let go', async () => {
    const order: string[] = []
    const told = (name: string) => ({
      leave: (go: () => void) => {
        order.push(`${name} let go`)
        go()
      },
      mayGo: () => name !== 'late',
      left: () => order.push(`${name} left`),
    })
    await inTime(told('first'), () => send('first'))
    await expect(inTime(told('late'), () => send('late'))).rejects.toThrow()
    expect(order).toEqual(['first let go', 'first left', 'late let go'])
    // Nobody to connect to: nothing left.
    await new Promise((resolve) => server.close(resolve))
    order.length = 0
    await expect(inTime(told('nobody'), () => send('nobody'))).rejects.toThrow()
    expect(order).toEqual(['nobody let go'])
  })

  it('what is given up while it waits is not sent', async () => {
    const turn = Promise.withResolvers<void>()
    const end = new AbortController()
    const sending = inTime({ leave: (go) => void turn.promise.then(go) }, () =>
      send('given up', end.signal),
    )
    end.abort()
    turn.resolve()
    await expect(sending).rejects.toThrow()
    expect(await send('the next')).toBe('heard')
    expect(said).toEqual(['the next'])
  })

  it('nothing is asked before there is a connection', async () => {
    await new Promise((resolve) => server.close(resolve))
    let asked = 0
    const failing = inTime({ mayGo: () => asked++ === 0 }, () => send('to nobody'))
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
  const sending = inTime({ mayGo: () => pieces < 3 }, () =>
    guarded(url, { method: 'POST', body, duplex: 'half' } as RequestInit),
  )
  expect(codeOf(await sending.catch((error) => error))).toBe('TOO_LATE')
  expect(await (await guarded(url, { method: 'POST', body: 'after' })).text()).toBe('heard')
  expect(said).toEqual(['after'])
})
