// What people do, on its way to the app: over a socket or signed HTTP, and what the acknowledgement comes to.

import { Refusal, wrong } from './refusal.ts'
import { answerDeed, newResponseUrl } from './response-url.ts'
import { closeViews, pushView, replaceView } from './routes-views.ts'
import { blockFlaws, shapeFlaws } from './rules-blocks.ts'
import { type Forgery, post } from './signed.ts'
import type { Acknowledged, Kind, Retry, Sockets } from './socket.ts'
import { type Deed, newId, type State } from './state.ts'
import { type Fields, isFields, listOf } from './wire.ts'

export type Deeds = ReturnType<typeof createDeeds>

type Sent = { readonly kind: Kind; readonly payload: Fields }

/** Where the app is reached, and how long Slack waits for it. */
export type Route = { requestUrl: string | undefined; readonly ackMs: number }

/** Deeds of people, none yet. */
export function createDeeds(given: {
  readonly state: State
  readonly sockets: () => Sockets
  readonly route: Route
  readonly url: () => string
}) {
  const { state, sockets, route, url } = given
  const sent = new Map<string, Sent>()

  /** Sends to the app whatever way it is reached. */
  function send(kind: Kind, payload: Fields, retry?: Retry): Promise<Acknowledged> {
    const { requestUrl, ackMs } = route
    if (requestUrl === undefined) return sockets().send(kind, payload, retry)
    return post(state, requestUrl, kind, payload, { retry, patienceMs: ackMs })
  }

  async function deliver(deed: Deed, { kind, payload }: Sent, retry?: Retry): Promise<void> {
    const began = state.now()
    const late = setTimeout(() => fail(deed, 'operation_timeout'), route.ackMs)
    const answer = await send(kind, payload, retry)
    clearTimeout(late)
    const afterMs = state.now() - began
    if ('failed' in answer) {
      const isLate = answer.failed === 'timeout'
      return fail(deed, isLate ? 'operation_timeout' : 'dispatch_failed', answer.failed)
    }
    if (deed.failed !== undefined) return
    if (afterMs > route.ackMs) return fail(deed, 'operation_timeout')
    try {
      take(deed, kind, payload, answer.body)
      deed.ack = { body: answer.body, afterMs }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      state.violations.push(`acknowledgement of ${deed.name}: ${error.words}`)
      deed.failed = error.reason
    }
  }

  function fail(deed: Deed, word: string, why = word): void {
    if (deed.failed !== undefined || deed.ack !== undefined) return
    deed.failed = word
    if (why === 'operation_timeout' || why === 'timeout' || why.startsWith('http_'))
      state.violations.push(`${deed.name}: not acknowledged (${word}, ${why})`)
  }

  /** Does what an acknowledgement asks for. */
  function take(deed: Deed, kind: Kind, payload: Fields, body: unknown): void {
    const violate = (text: string) => void state.violations.push(`${deed.name}: ${text}`)
    if (kind === 'slash_commands') {
      const message = typeof body === 'string' ? { text: body } : body
      if (isFields(message) && Object.keys(message).length > 0)
        answerDeed(state, deed, { body: message, violate })
    } else if (payload.type === 'view_submission') takeSubmission(state, deed, body)
    else if (payload.type === 'block_suggestion') demandOptions(body)
    else if (isFields(body) && kind === 'interactive') violate('a body that Slack does not read')
  }

  return {
    /** A deed that has not been told to the app. */
    begin(what: Pick<Deed, 'name' | 'team' | 'user'> & Partial<Deed>): Deed {
      const id = newId('deed')
      const trigger = `${Date.now()}.${state.deeds.size}.${newId('').toLowerCase()}`
      const deed: Deed = {
        id,
        at: state.now(),
        after: state.order.length,
        trigger,
        responseUrl: newResponseUrl(state, url(), id),
        messages: [],
        views: [],
        deleted: [],
        ...what,
      }
      state.deeds.set(id, deed)
      state.triggers.set(trigger, { deed: id, at: deed.at, used: false })
      return deed
    },
    /** Tells the app of it. */
    tell(deed: Deed, kind: Kind, payload: Fields): void {
      const what = { kind, payload }
      sent.set(deed.id, what)
      deliver(deed, what).catch((error) =>
        state.violations.push(`the stand failed: ${error.stack}`),
      )
    },
    /** Tells the app once more, as Slack does where it believes that the app did not hear. */
    async retell(id: string, retry: Retry): Promise<Acknowledged> {
      const what = sent.get(id)
      if (what === undefined) throw new Error('nothing was told')
      return send(what.kind, what.payload, retry)
    },
    /** Sends what was told once more to an address, signed as Slack never would; gives the status. */
    async forge(id: string, forgery: Forgery): Promise<number> {
      const what = sent.get(id)
      if (what === undefined || route.requestUrl === undefined) throw new Error('nothing to forge')
      const patienceMs = route.ackMs
      const { kind, payload } = what
      return (await post(state, route.requestUrl, kind, payload, { forgery, patienceMs })).status
    },
    send,
  }
}

/** A form that was sent is closed, changed, covered, or shown with what is wrong. */
function takeSubmission(state: State, deed: Deed, body: unknown): void {
  const { response_action: action, view, errors } = isFields(body) ? body : ({} as Fields)
  const id = deed.view?.id ?? ''
  if (action === undefined) closeViews(state, deed.user, 'top')
  else if (action === 'clear') closeViews(state, deed.user, 'all')
  else if (action === 'update') replaceView(state, id, view)
  else if (action === 'push') pushView(state, deed, view, state.stacks.get(deed.user))
  else if (action === 'errors') demandErrors(state, id, errors)
  else throw wrong('invalid_response_action')
}

function demandErrors(state: State, view: string, errors: unknown): void {
  const blocks = (state.views.get(view)?.blocks ?? []).map(({ block_id }) => block_id)
  const named = isFields(errors) ? Object.keys(errors) : []
  if (named.length === 0 || named.some((name) => !blocks.includes(name)))
    throw wrong('errors of blocks that are not there', { named })
}

/** Suggestions must be options as in a menu. */
function demandOptions(body: unknown): void {
  const { options, option_groups } = isFields(body) ? body : ({} as Fields)
  const groups = listOf(option_groups)
  const all = [...listOf(options), ...groups.flatMap((group) => listOf(group.options))]
  if (options === undefined && option_groups === undefined) throw wrong('no options')
  if (all.length > 100) throw wrong('more than 100 options')
  const flaws = all.flatMap((option, index) =>
    shapeFlaws('PlainTextOption', `/options/${index}`, option),
  )
  const block = { type: 'section', text: { type: 'plain_text', text: '-' } }
  const select = { type: 'static_select', options: all }
  const menu = all.length === 0 ? [] : blockFlaws([{ ...block, accessory: select }], '', 'modal')
  const [flaw] = [...flaws, ...menu]
  if (flaw !== undefined) throw wrong(`${flaw.message} at ${flaw.at}`)
}
