// Both platforms in one small server that answers every posting at once, and counts those on Discord by the second.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Quiet = {
  readonly url: string
  /** The most that came to Discord within any second. */
  most(): number
  close(): Promise<void>
}

export async function openQuiet(): Promise<Quiet> {
  const arrivals: number[] = []
  let count = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const id = String(1_500_000_000_000_000_000n + BigInt(++count))
      const isSlack = request.url?.endsWith('/chat.postMessage') === true
      if (!isSlack) arrivals.push(performance.now())
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify(isSlack ? { ok: true, channel: 'C', ts: id } : { id, channel_id: '1' }),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    most: () => mostWithin(arrivals, 1000),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function mostWithin(times: readonly number[], ms: number): number {
  let most = 0
  let from = 0
  for (const [n, at] of times.entries()) {
    while ((times[from] ?? at) <= at - ms) from++
    most = Math.max(most, n - from + 1)
  }
  return most
}
