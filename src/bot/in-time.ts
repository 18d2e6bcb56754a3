// Nothing is said too late, and nothing too fast: a request waits here for its turn to leave, and whether it still may go is
// asked when a connection stands, right before a byte is written on it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Dispatcher, getGlobalDispatcher } from 'undici'

/** Asked in the last moment before anything is sent: whether it may still go. */
export type MayGo = () => boolean

/** What is asked of a request when all else is ready. */
export type LastMoment = {
  /** While it may go: once not, it is not sent. Always, unless told. */
  readonly mayGo?: MayGo
  /** Calls `go` when it may leave: in that very moment, for a promise is heard of some time later. */
  readonly leave?: (go: () => void) => void
  /** Told that its bytes go now: some time after it might leave, where a connection had to be made. */
  readonly left?: () => void
}

/** It was not sent: there was no time left for it. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
  readonly code = 'TOO_LATE'
}

/** The codes of errors with which nothing can have been sent: there was no time left, or nobody to connect to. */
export const neverSent: ReadonlySet<string> = new Set([
  'TOO_LATE',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

const asked = new AsyncLocalStorage<LastMoment>()

/** Does work whose requests wait for their turn, and fail with TooLate, unsent, once they may not go any more. */
export function inTime<T>(last: LastMoment, work: () => Promise<T>): Promise<T> {
  return asked.run(last, work)
}

/** Sends requests as the runtime does, those of `inTime` with its questions. For undici's `dispatcher`, and what takes one. */
export const lastMoment = {
  dispatch(options, handler) {
    const last = asked.getStore() ?? {}
    const send = () => dispatch(last, options, handler)
    const { leave } = last
    if (leave === undefined) return send()
    // What was given up meanwhile is refused by its own handler when it begins.
    leave(send)
    return true
  },
} satisfies Pick<Dispatcher, 'dispatch'>

function dispatch(
  { mayGo, left }: LastMoment,
  options: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandlers,
): boolean {
  const dispatcher = getGlobalDispatcher()
  if (mayGo === undefined && left === undefined) return dispatcher.dispatch(options, handler)
  const begin = () => {
    check(mayGo)
    left?.()
  }
  const body = isStream(options.body) ? whileItMay(mayGo, options.body) : options.body
  return dispatcher.dispatch({ ...options, body } as typeof options, begunBy(begin, handler))
}

/** A fetch that asks in the last moment, made of `request`, which is fetch. */
export function fetchInTime(request: typeof globalThis.fetch): typeof globalThis.fetch {
  const dispatcher = lastMoment as unknown as NonNullable<RequestInit['dispatcher']>
  return (input, init) => request(input, { ...init, dispatcher })
}

/** What undici calls before it writes a request, in either of the ways it had of being handled. */
const beginnings: readonly PropertyKey[] = ['onConnect', 'onRequestStart']

/** What hears of a request, after `begin` has heard of its beginning. What throws here has it fail unsent. */
function begunBy(
  begin: () => void,
  handler: Dispatcher.DispatchHandlers,
): Dispatcher.DispatchHandlers {
  return new Proxy(handler, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...values: unknown[]) => {
        if (beginnings.includes(name)) begin()
        return method.apply(target, values)
      }
    },
  })
}

/** A body that is not whole in memory is written piece by piece, and acted upon when the last is there. */
async function* whileItMay<T>(mayGo: MayGo | undefined, body: AsyncIterable<T>): AsyncGenerator<T> {
  const pieces = body[Symbol.asyncIterator]()
  // A refusal leaves the rest unread: fetch would wait for the end of it.
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    check(mayGo)
    yield next.value
  }
}

function isStream(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

function check(mayGo: MayGo | undefined): void {
  if (mayGo?.() === false) throw new TooLate('there was no time left to send it')
}
