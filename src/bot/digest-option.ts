// The option that names one of a place's digests, and what to say when that is not plain.
import { z } from 'zod'
import { canonical } from '../digests/edition.ts'
import type { Subscription } from '../digests/subscription.ts'
import { whereAsked } from './address.ts'
import { clip } from './clip.ts'
import type { Completion, Context } from './command.ts'
import type { Invocation } from './invocation.ts'
import { UserError } from './user-error.ts'

/** Declares an option that takes a digest's number, its query, or its id. */
export const digestOption = z
  .string()
  .trim()
  .max(300)
  .optional()
  .describe('which digest, where there are several: its number, or what it is about')

/** Completes a digest by what it is about. */
export async function suggestDigests(typed: string, context: Context): Promise<Completion[]> {
  const digests = await digestsHere(context)
  const wanted = typed.trim().toLowerCase()
  return digests
    .map((digest, i) => ({ label: clip(`${i + 1} · ${topicOf(digest)}`, 75), value: digest.id }))
    .filter(({ label }) => label.toLowerCase().includes(wanted))
}

/** The digests of the place where somebody asks, oldest first: their numbers count from 1. */
export function digestsHere({ digests, origin }: Context): Promise<readonly Subscription[]> {
  return digests.subscriptions.of(whereAsked(origin))
}

/** What a digest is about, in a word or two. */
export function topicOf({ query }: Pick<Subscription, 'query'>): string {
  return query === '' ? 'every topic' : query
}

/** The digest somebody named; undefined when none of these is. */
export function digestNamed(
  digests: readonly Subscription[],
  named: string,
): Subscription | undefined {
  const wanted = canonical(named).toLowerCase()
  return (
    digests.find(({ id }) => id === named) ??
    digests[/^#?\d{1,3}$/.test(named) ? Number(named.replace('#', '')) - 1 : -1] ??
    digests.find(({ query }) => query !== '' && query.toLowerCase() === wanted) ??
    digests.find((digest) => topicOf(digest) === named.toLowerCase())
  )
}

/**
 * The one digest that the `digest` option of what was asked means: without it, the only one. Throws UserError when there is
 * none, or when one of several has to be chosen; choosing one asks the same of it.
 */
export async function oneDigest(invocation: Invocation, context: Context): Promise<Subscription> {
  const digests = await digestsHere(context)
  const { digest: named } = invocation.options
  if (digests.length === 0)
    throw new UserError('There is no digest here yet.', {
      hint: 'Set one up: it comes every weekday at 09:00 unless told otherwise.',
      buttons: [
        { label: 'Set one up', invoke: { command: 'digest set', options: {} }, effect: 'update' },
      ],
    })
  const found = typeof named === 'string' && named !== '' ? digestNamed(digests, named) : undefined
  const only = digests.length === 1 && !named ? digests[0] : undefined
  const one = found ?? only
  if (one !== undefined) return one
  throw new UserError(
    named
      ? `There is no digest “${clip(String(named), 60)}” here.`
      : 'There are several digests here: which one?',
    { buttons: digests.slice(0, 5).map((digest) => buttonFor(digest, invocation)) },
  )
}

function buttonFor(digest: Subscription, { command, options }: Invocation) {
  return {
    label: clip(topicOf(digest), 60),
    invoke: { command, options: { ...options, digest: digest.id } },
    effect: 'update' as const,
  }
}
