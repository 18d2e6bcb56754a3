// A Slack Web API of a few lines: answers what a test tells it to, and breaks as it is told. Reached by the real client.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Call = {
  readonly method: string
  readonly args: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
}

export type Answer =
  | object
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body: string }
  | 'drop'
  | 'hang'

export type Web = {
  readonly url: string
  readonly calls: Call[]
  /** Answers this method so from now on. */
  on(method: string, answer: Answer | ((call: Call) => Answer)): void
  to(method: string): readonly Call[]
  close(): Promise<void>
}

/** Opens it on loopback; what is not told is answered with `{ ok: true }`. */
export async function openWeb(): Promise<Web> {
  const calls: Call[] = []
  const answers = new Map<string, Answer | ((call: Call) => Answer)>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const isJson = request.headers['content-type']?.includes('json')
    const args = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
    const method = (request.url ?? '').replace(/^\/(api\/)?/, '')
    const call = { method, args, headers: request.headers }
    calls.push(call)
    const answer = answers.get(method) ?? { ok: true }
    reply(response, typeof answer === 'function' ? answer(call) : answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/`,
    calls,
    on: (method, answer) => void answers.set(method, answer),
    to: (method) => calls.filter((call) => call.method === method),
    close: () => close(server),
  }
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'drop') return void response.destroy()
  if ('status' in answer && 'body' in answer)
    response
      .writeHead(answer.status as number, answer.headers as Record<string, string>)
      .end(answer.body)
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
