// Both platforms in one small server that answers every posting at once, and counts those on Discord by the second. In a
// thread of its own: what else this process collects or computes would make what comes evenly look as if it came at once.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

export type Quiet = {
  readonly url: string
  /** The most that came to Discord within any second. */
  most(): Promise<number>
  close(): Promise<void>
}

/** Opens it on a free port. */
export async function openQuiet(): Promise<Quiet> {
  const worker = new Worker(new URL(import.meta.url))
  const [port] = (await once(worker, 'message')) as [number]
  return {
    url: `http://127.0.0.1:${port}`,
    async most() {
      worker.postMessage('most')
      const [most] = (await once(worker, 'message')) as [number]
      return most
    },
    close: async () => void (await worker.terminate()),
  }
}

function serve(port: NonNullable<typeof parentPort>): void {
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
  server.listen(0, '127.0.0.1', () => port.postMessage((server.address() as AddressInfo).port))
  port.on('message', () => port.postMessage(mostWithin(arrivals, 1000)))
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

if (!isMainThread && parentPort !== null) serve(parentPort)
