// The HTTP side: finds the method, asks for a token with its scopes, meets faults, answers as Slack does, notes everything.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Faults, Trouble } from './faults.ts'
import { Refusal, wrong } from './refusal.ts'
import type { State, Team, Token } from './state.ts'
import { demandToken, teamFor } from './tokens.ts'
import { type Fields, isFields } from './wire.ts'

/** One request as it arrived, and what became of it. */
export type Recorded = {
  /** Of the Web API, or `response_url`, `upload`. */
  readonly method: string
  /** The id in the address, of a response or an upload. */
  readonly id: string
  readonly body: Fields
  readonly token: string
  readonly at: number
  /** Absent while it is not answered, and when it never was. */
  status?: number
  /** What was answered with a 200. */
  answer?: Fields
  fault?: Trouble
}

export type Asked = {
  readonly method: string
  readonly id: string
  /** What was sent; what is JSON within a form is read. */
  readonly body: Fields
  readonly bytes: Buffer
  readonly token: Token
  readonly team: Team
  /** As text; an absent one is empty. */
  text(name: string): string
  flag(name: string): boolean
  violate(text: string): void
}

export type Method = {
  readonly name: string
  /** One of them is needed; none unless told. */
  readonly scopes?: readonly string[]
  /** `app` asks for the app's token, `none` for no token at all. */
  readonly as?: 'app' | 'none'
  answer(asked: Asked): Fields | Promise<Fields>
}

/** The server, not listening yet. */
export function createRest(given: {
  readonly state: State
  readonly faults: Faults
  readonly methods: readonly Method[]
  readonly requests: Recorded[]
}): Server {
  const { state, faults, methods, requests } = given

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://stand')
    const [, place, id = ''] = url.pathname.split('/')
    const method = place === 'api' ? id : (place ?? '')
    const { body, bytes } = await bodyOf(request)
    const token = tokenOf(request, body)
    const record: Recorded = { method, id, body, token, at: state.now() }
    requests.push(record)
    const met = faults.meet(method)
    if (met !== undefined) record.fault = met.do
    if (met !== undefined && !isLost(met.do))
      return trouble(response, record, met.do, met.retryAfter)
    const answer = await answerTo(record, bytes)
    if (met !== undefined) return trouble(response, record, met.do)
    const scopes = state.tokens.get(token)?.scopes
    if (scopes !== undefined) response.setHeader('x-oauth-scopes', [...scopes].join(','))
    const status = method === 'response_url' && answer.ok === false ? 404 : 200
    return send(response, record, status, answer)
  }

  async function answerTo(record: Recorded, bytes: Buffer): Promise<Fields> {
    const violate = (text: string) => void state.violations.push(`${record.method}: ${text}`)
    try {
      const method = methods.find(({ name }) => name === record.method)
      if (method === undefined) throw wrong('unknown_method', { req_method: record.method })
      return { ok: true, ...(await method.answer(askedOf(record, method, bytes, violate))) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.avoidable) violate(error.words)
      return error.body
    }
  }

  function askedOf(
    record: Recorded,
    method: Method,
    bytes: Buffer,
    violate: (text: string) => void,
  ): Asked {
    const { body, id } = record
    const nobody = {} as { token: Token; team: Team }
    const who = () => {
      const token = demandToken(state, record.token, method.scopes ?? [])
      if (method.as === 'app') {
        if (token.kind !== 'app') throw wrong('not_allowed_token_type')
        return { token, team: nobody.team }
      }
      if (token.kind === 'app') throw wrong('not_allowed_token_type')
      return { token, team: teamFor(state, token, body.team_id) }
    }
    return {
      method: method.name,
      id,
      body,
      bytes,
      ...(method.as === 'none' ? nobody : who()),
      text: (name) => (body[name] === undefined || body[name] === null ? '' : String(body[name])),
      flag: (name) => String(body[name]) === 'true',
      violate,
    }
  }

  return createServer((request, response) => {
    serve(request, response).catch((error) => {
      state.violations.push(`the stand failed at ${request.url}: ${error.stack ?? error}`)
      response.destroy()
    })
  })
}

const isLost = (trouble: Trouble) =>
  typeof trouble === 'string' && trouble.startsWith('create-then')

function trouble(
  response: ServerResponse,
  record: Recorded,
  kind: Trouble,
  retryAfter = 1,
): unknown {
  if (typeof kind === 'object')
    return send(response, record, 200, { ok: false, error: kind.error, ...kind.more })
  const what = kind.replace('create-then-', '')
  if (what === 'hang') return undefined
  if (what === 'drop') return response.destroy()
  if (what === 'fatal_error')
    return send(response, record, 200, { ok: false, error: 'fatal_error' })
  record.status = Number(what)
  if (record.status === 429) response.setHeader('retry-after', String(retryAfter))
  response.writeHead(record.status, { 'content-type': 'text/html' })
  return response.end('<html><body>trouble</body></html>')
}

function send(response: ServerResponse, record: Recorded, status: number, answer: Fields) {
  const limited = answer.error === 'ratelimited' && answer.retry_after !== undefined
  record.status = limited ? 429 : status
  record.answer = answer
  if (limited) response.setHeader('retry-after', String(answer.retry_after))
  response.writeHead(record.status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(answer))
}

/** Arguments whose values are JSON, also in a form. */
const json = ['blocks', 'attachments', 'metadata', 'view', 'unfurls', 'files', 'user_auth_blocks']

async function bodyOf(request: IncomingMessage): Promise<{ body: Fields; bytes: Buffer }> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const bytes = Buffer.concat(parts)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    for (const value of form.values())
      if (typeof value !== 'string')
        return { body: {}, bytes: Buffer.from(await value.arrayBuffer()) }
    return { body: {}, bytes: Buffer.alloc(0) }
  }
  const sent = type.startsWith('application/json')
    ? parsed(bytes.toString())
    : Object.fromEntries(new URLSearchParams(bytes.toString()))
  const body = isFields(sent) ? sent : {}
  const read = json.flatMap((name) =>
    typeof body[name] === 'string' ? [[name, parsed(body[name])] as const] : [],
  )
  return { body: { ...body, ...Object.fromEntries(read) }, bytes }
}

/** What the text says as JSON; the text where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function tokenOf({ headers }: IncomingMessage, body: Fields): string {
  const [, bearer] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? []
  return bearer ?? String(body.token ?? '')
}
