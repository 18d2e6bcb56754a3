// One attempt at one claimed delivery: compose, note it, wait for its turn, post; or look whether it was posted before.
import { type Actions, longActions } from '../bot/action.ts'
import type { Adapter, Outcome } from '../bot/adapter.ts'
import type { Address } from '../bot/address.ts'
import type { Instant, View } from '../bot/view.ts'
import type { Person } from '../follows/person.ts'
import type { Ledger } from '../store/ledger.ts'
import type { Claimed } from '../store/ledger-claim.ts'
import type { Settlement } from '../store/ledger-settle.ts'
import { withBack } from '../views/back.ts'
import { retryAt } from './backoff.ts'
import type { Compose, Composed, Delivery } from './delivery.ts'
import { type Rejected, sayMended } from './mend.ts'

/** Of one kind of delivery: what it says, whether it still should, and whom to tell when it cannot. */
export type Sayable = {
  readonly compose: Compose
  /** Whether the delivery's version is its subject's latest, and the subject still there; yes unless told. */
  isCurrent?(delivery: Delivery): Promise<boolean>
  /** Who set it up, as a person to write to. */
  ownerOf?(delivery: Delivery): Promise<Address | undefined>
  /** For what is one person's alone: who, and what is done when they have left the workspace. */
  readonly reader?: {
    of(delivery: Delivery): Person
    left(person: Person, now: Instant): Promise<void>
  }
}

/** How long things take (milliseconds). */
export type Timings = {
  /** A claimed delivery is one process's alone for so long. */
  readonly leaseMs: number
  /** Nothing is posted in the last part of a lease: a request may take so long. */
  readonly marginMs: number
  /** So long after an unclear answer a message that was posted can be found. */
  readonly settleMs: number
  /** For so long it is looked for while that fails. */
  readonly lookMs: number
  /** What failed is tried again after about so long, at first. */
  readonly pauseMs: number
}

/** Longer than any request (10 s) and what comes after it, and short enough to repeat a key while it is known (90 s). */
export const usualTimings: Timings = {
  leaseMs: 60_000,
  marginMs: 15_000,
  settleMs: 5000,
  lookMs: 600_000,
  pauseMs: 1000,
}

/** What the adapter's side of a delivery needs. */
export type Poster = Pick<
  Adapter,
  'platform' | 'post' | 'find' | 'keepsKeysMs' | 'identity' | 'hasLeft' | 'keepers'
>

/** What attempts are made with. */
export type AttemptParts = {
  readonly ledger: Pick<Ledger, 'freeze'>
  readonly sayable: Sayable
  readonly actions: Pick<Actions, 'save'>
  readonly poster: Poster
  readonly timings: Timings
  readonly now: () => Instant
  readonly random: () => number
  /** Waits for the delivery's turn. Gives false when nothing more is to be sent. */
  turn(delivery: Delivery): Promise<boolean>
  /** Told of a message that was refused for what it is, and of what came of it in the end. */
  refused(refusal: Rejected, outcome: Outcome): void
}

/**
 * What to write down: a settlement, or what the platform said where others are concerned too; `patienceMs`: its workspace
 * keeps it waiting, for so long at most. `lost`: nothing.
 */
export type Result =
  | (Settlement & { readonly patienceMs?: number })
  | { readonly state: 'closed'; readonly outcome: Rejected }
  | 'lost'

/** Makes an attempt. Throws what composing and the store throw, and then nothing was posted. */
export async function attempt(parts: AttemptParts, delivery: Claimed): Promise<Result> {
  if (delivery.inDoubt && !isRepeatable(parts, delivery)) return lookFor(parts, delivery)
  const { sayable, now } = parts
  if (isHead(delivery) && (await sayable.isCurrent?.(delivery)) === false)
    return { state: 'cancelled', reason: 'its settings were changed' }
  if (isHead(delivery) && (await hasLeft(parts, delivery)))
    return { state: 'cancelled', reason: 'whom it was for has left' }
  const composed = await sayable.compose(delivery, now())
  const view = viewOf(composed, delivery)
  if (view === undefined) return unsaid(delivery, composed, now())
  await keepActions(parts, view)
  if ((await freeze(parts, delivery, composed)) === 'lost') return 'lost'
  const isOn = await parts.turn(delivery)
  if (!isOn || !isInTime(parts, delivery))
    return again(delivery, now(), 'its turn did not come in time')
  return post(parts, delivery, view, composed)
}

/** What is in doubt is sent whatever has changed since: it may be there already. */
const isHead = ({ part, inDoubt }: Claimed) => part === 0 && !inDoubt

/** Whether it is for somebody who has left; what else is theirs has ended then. */
async function hasLeft({ sayable: { reader }, poster, now }: AttemptParts, delivery: Claimed) {
  const person = reader?.of(delivery)
  if (person === undefined || !(await poster.hasLeft?.(person))) return false
  await reader?.left(person, now())
  return true
}

/** Whether posting again gives back the message that may be there. */
function isRepeatable({ poster, now }: AttemptParts, { firstWireAt }: Delivery): boolean {
  return poster.keepsKeysMs !== undefined && now() - firstWireAt < poster.keepsKeysMs
}

/** Whether it may be sent: nobody else can have it before an answer is here, and what may be there is given back. */
function isInTime(parts: AttemptParts, delivery: Claimed): boolean {
  const { timings, now } = parts
  if (delivery.inDoubt && !isRepeatable(parts, delivery)) return false
  return now() < delivery.leaseUntil - timings.marginMs
}

function viewOf(composed: Composed, { part, kind, closedSince }: Claimed): View | undefined {
  if (composed.is !== 'post') return undefined
  if (part > 0) return composed.thread?.[part - 1]
  const isBack = closedSince !== undefined && kind !== 'notice'
  return isBack ? withBack(composed.view, closedSince) : composed.view
}

function unsaid(delivery: Claimed, composed: Composed, now: Instant): Settlement {
  if (composed.is === 'wait') {
    const { until, reason } = composed
    const state = delivery.inDoubt ? 'unknown' : 'pending'
    return { state, runAt: Math.max(until, now), reason }
  }
  const reason = composed.is === 'nothing' ? composed.reason : 'nothing is left to say'
  return { state: delivery.inDoubt ? 'unconfirmed' : 'cancelled', reason }
}

/** Not posted this time; in doubt as before. */
function again({ inDoubt }: Claimed, runAt: Instant, reason: string): Settlement {
  return { state: inDoubt ? 'unknown' : 'pending', runAt, reason }
}

async function keepActions({ actions, now }: AttemptParts, view: View): Promise<void> {
  const texts = longActions(view)
  if (texts.size > 0) await actions.save(texts, now())
}

function freeze(
  { ledger, timings, now }: AttemptParts,
  delivery: Claimed,
  composed: Composed,
): Promise<'frozen' | 'lost'> {
  const thread = composed.is === 'post' ? (composed.thread?.length ?? 0) : 0
  const papers = composed.is === 'post' && delivery.part === 0 ? composed.papers : []
  return ledger.freeze(delivery, { papers, parts: thread }, now(), timings.marginMs)
}

async function post(
  parts: AttemptParts,
  delivery: Claimed,
  view: View,
  composed: Composed,
): Promise<Result> {
  const { key, under, to } = delivery
  const quiet = composed.is === 'post' && composed.quiet === true
  const mayGo = () => isInTime(parts, delivery)
  const posting = {
    key,
    mayGo,
    ...(quiet && { quiet }),
    ...(under !== undefined && { thread: under }),
  }
  const { outcome, refused } = await sayMended(view, {
    say: (each, how) => parts.poster.post(to, each, { ...posting, ...how }),
    turn: () => parts.turn(delivery),
  })
  if (refused !== undefined) parts.refused(refused, outcome)
  return resultOf(parts, delivery, outcome)
}

/** What an outcome comes to. */
function resultOf(
  { timings, now, random }: AttemptParts,
  delivery: Claimed,
  outcome: Outcome,
): Result {
  switch (outcome.status) {
    case 'sent':
      return { state: 'sent', receipt: outcome.receipt }
    case 'failed': {
      const runAt = retryAt(delivery.attempt, Math.max(outcome.retryAt, now()), {
        firstMs: timings.pauseMs,
        chance: random(),
      })
      const { reason, patienceMs } = outcome
      return { ...again(delivery, runAt, reason), ...(patienceMs !== undefined && { patienceMs }) }
    }
    case 'unknown':
      return { state: 'unknown', runAt: now() + timings.settleMs, reason: outcome.reason }
    case 'rejected':
      if (outcome.scope !== 'message') return { state: 'closed', outcome }
      return { state: delivery.inDoubt ? 'unconfirmed' : 'dead', reason: outcome.reason }
    default:
      return outcome satisfies never
  }
}

/** Pauses between looks grow so often: within the patience there are to be many, however often it was tried before. */
const mostLookPauses = 6

/** Looks for a message that may have been posted. What cannot be known in the end is never sent again. */
async function lookFor(parts: AttemptParts, delivery: Claimed): Promise<Settlement> {
  const { poster, timings, now, random } = parts
  const { to, key, under, attempt: attempts, lookedAt = now() } = delivery
  if (poster.find === undefined)
    return { state: 'unconfirmed', reason: 'the platform cannot tell whether it was posted' }
  try {
    const receipt = await poster.find(to, key, under)
    if (receipt !== undefined) return { state: 'sent', receipt }
    return { state: 'pending', runAt: now(), reason: 'an attempt did not reach the platform' }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const reason = `nobody can tell whether it was posted: ${why}`
    if (now() - lookedAt > timings.lookMs) return { state: 'unconfirmed', reason }
    const pause = { firstMs: timings.pauseMs, chance: random() }
    const tries = Math.min(attempts, mostLookPauses)
    const runAt = retryAt(tries, now() + timings.settleMs, pause)
    return { state: 'unknown', runAt, reason, lookedAt }
  }
}
