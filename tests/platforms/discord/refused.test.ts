// Which answers count towards being shut out, as the real client gets them.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { REST, Routes } from 'discord.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restOptions } from '../../../src/platforms/discord/connect.ts'

let server: Server
let answer: { status: number; headers?: Record<string, string> }
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume()
    const { status, headers } = answer
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify({ message: 'No', code: 0, retry_after: 0.01, global: false }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const limited = (scope: string) => ({ 'retry-after': '1', 'x-ratelimit-scope': scope })

it.each([
  [401, {}, 1],
  [403, {}, 1],
  [429, limited('user'), 1],
  [429, { ...limited('global'), 'x-ratelimit-global': 'true' }, 1],
  [429, limited('shared'), 0],
  [429, { 'retry-after': '900', 'content-type': 'text/html' }, 1],
  [400, {}, 0],
  [404, {}, 0],
  [500, {}, 0],
])('%i %o counts %i times, and is asked once', async (status, headers, counted) => {
  answer = { status, headers: headers as Record<string, string> }
  let refused = 0
  let asked = 0
  const count = () => asked++
  server.on('request', count)
  const over = new AbortController()
  const { port } = server.address() as AddressInfo
  const api = `http://127.0.0.1:${port}/api`
  const rest = new REST(restOptions(api, over.signal, () => refused++)).setToken('t')
  await expect(rest.post(Routes.channelMessages('1'), { body: {} })).rejects.toThrow()
  server.off('request', count)
  expect(refused).toBe(counted)
  expect(asked).toBe(1)
})
