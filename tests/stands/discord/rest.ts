// The HTTP side: finds the route, asks for the token, meets faults, answers with Discord's errors, and notes everything.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Faults, Trouble } from './faults.ts'
import { openApiFlaws } from './openapi.ts'
import { Refusal, refusals } from './refusal.ts'
import type { State } from './state.ts'
import { type Upload, uploadsIn, withUploads } from './uploads.ts'
import { type Fields, isFields } from './wire.ts'

/** One request as it arrived, and what became of it. */
export type Recorded = {
  readonly method: string
  /** After `/api/v10`, without the query. */
  readonly path: string
  readonly query: string
  readonly body: unknown
  /** The files that came with it. */
  readonly files: readonly Upload[]
  readonly at: number
  /** Absent while it is not answered, and when it never was. */
  status?: number
  fault?: Trouble
}

/** A request that has found its route. */
export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly json: unknown
  /** The body as an object; an absent one is empty. */
  readonly body: Fields
  param(name: string): string
  violate(text: string): void
}

export type Answer = { readonly status: number; readonly body?: unknown }

export type Route = {
  readonly method: string
  /** As in Discord's description: `/channels/{channel_id}/messages`. */
  readonly path: string
  /** Asked for without the bot's token. */
  readonly open?: boolean
  answer(asked: Asked): Answer
}

type Compiled = Route & { readonly pattern: RegExp }

/** The server, not listening yet. */
export function createRest(given: {
  readonly state: State
  readonly faults: Faults
  readonly routes: readonly Route[]
  readonly requests: Recorded[]
}): Server {
  const routes = given.routes.map((route) => ({ ...route, pattern: patternOf(route.path) }))
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      given.state.violations.push(`the stand failed at ${request.url}: ${error.stack ?? error}`)
      response.destroy()
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://stand')
    const method = request.method ?? 'GET'
    const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, '')
    const { body, files } = await bodyOf(request)
    const record: Recorded = { method, path, query: url.search, body, files, at: Date.now() }
    given.requests.push(record)
    const met = url.pathname.startsWith('/api/v10/') ? given.faults.meet(method, path) : undefined
    if (met !== undefined) record.fault = met.do
    if (met !== undefined && !lost(met.do)) return trouble(response, record, met.do, met.retryAfter)
    const answer = answerTo(record, url, request.headers.authorization, met !== undefined)
    if (met !== undefined) return trouble(response, record, met.do)
    record.status = answer.status
    send(response, answer)
  }

  function answerTo(
    record: Recorded,
    url: URL,
    authorization: string | undefined,
    isLost: boolean,
  ): Answer {
    const name = `${record.method} ${record.path}`
    let violated = false
    const violate = (text: string) => {
      violated = true
      given.state.violations.push(`${name}: ${text}`)
    }
    try {
      const route = find(record, url)
      if (route.open !== true) demandToken(given.state, authorization)
      const answer = route.answer(askedOf(record, route, url, violate))
      if (isLost) noteLost(given.state, record.path)
      if (!violated)
        for (const flaw of openApiFlaws(record.method, route.path, record.body))
          violate(`Discord's description: ${flaw}`)
      return answer
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.avoidable && !violated) violate(error.words)
      return { status: error.status, body: error.body }
    }
  }

  function find(record: Recorded, url: URL): Compiled {
    const route = routes.find(
      ({ method, pattern }) => method === record.method && pattern.test(record.path),
    )
    if (route === undefined || !url.pathname.startsWith('/api/v10/')) throw refusals.notFound()
    if (record.body === invalid) throw refusals.invalidJson()
    return route
  }

  return server
}

/** The names in a template, as groups; `@me` and `@original` are looked for before them. */
function patternOf(template: string): RegExp {
  const groups = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  return new RegExp(`^${groups}$`)
}

function askedOf(
  record: Recorded,
  route: Compiled,
  url: URL,
  violate: (text: string) => void,
): Asked {
  const groups = route.pattern.exec(record.path)?.groups ?? {}
  return {
    method: record.method,
    path: record.path,
    query: url.searchParams,
    json: record.body,
    body: isFields(record.body) ? withUploads(record.body, record.files) : {},
    param(name) {
      const value = groups[name]
      if (value === undefined) throw new Error(`${route.path} has no ${name}`)
      return value
    },
    violate,
  }
}

function demandToken(state: State, authorization: string | undefined): void {
  if (authorization !== `Bot ${state.token}` || state.tokenRevoked) throw refusals.unauthorized()
}

/** A first answer the bot did not hear of may be given twice. */
function noteLost(state: State, path: string): void {
  const [, id = ''] = /^\/interactions\/(\d+)\//.exec(path) ?? []
  const interaction = state.interactions.get(id)
  if (interaction !== undefined) interaction.callbackLost = true
}

const lost = (trouble: Trouble) => typeof trouble === 'string' && trouble.startsWith('create-then')

function trouble(
  response: ServerResponse,
  record: Recorded,
  kind: Trouble,
  retryAfter = 0.05,
): unknown {
  if (kind === 'hang' || kind === 'create-then-hang') return undefined
  if (kind === 'drop' || kind === 'create-then-drop') return response.destroy()
  if (typeof kind === 'object') {
    const { status, ...body } = kind
    record.status = status
    return send(response, { status, body })
  }
  record.status = Number(kind.replace('create-then-', ''))
  if (record.status !== 429) {
    response.writeHead(record.status, { 'content-type': 'text/html' })
    return response.end('<html><body>upstream trouble</body></html>')
  }
  response.setHeader('retry-after', String(retryAfter))
  response.setHeader('x-ratelimit-scope', 'user')
  return send(response, {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global: false },
  })
}

function send(response: ServerResponse, { status, body }: Answer) {
  response.statusCode = status
  if (body === undefined) return response.end()
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}

/** What stands for a body that is no JSON. */
const invalid = Symbol('invalid JSON')

async function bodyOf(request: IncomingMessage): Promise<Pick<Recorded, 'body' | 'files'>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const bytes = Buffer.concat(parts)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return { body: undefined, files: [] }
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    const body = parsed(String(form.get('payload_json') ?? '{}'))
    return { body, files: await uploadsIn(form) }
  }
  const body = type.startsWith('application/json') ? parsed(bytes.toString()) : invalid
  return { body, files: [] }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return invalid
  }
}
