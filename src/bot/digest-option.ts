// The option that names one of a place's digests, and what to say when that is not plain.
import { z } from 'zod'
import { canonical } from '../digests/edition.ts'
import type { Subscription } from '../digests/subscription.ts'
import { noDigestsView, whichDigestView } from '../views/digest-list.ts'
import { whereAsked } from './address.ts'
import { listed } from './check.ts'
import { clip } from './clip.ts'
import type { Completion, Context } from './command.ts'
import type { Invocation } from './invocation.ts'
import { UserError } from './user-error.ts'
import type { View } from './view.ts'

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
 * Answers about the one digest that the `digest` option of what was asked means: without it, the only one. Says so where
 * there is none, and asks which where there are several; choosing one asks the same of it. Throws UserError for a name that
 * none has.
 */
export async function withDigest(
  invocation: Invocation,
  context: Context,
  answer: (digest: Subscription) => View | Promise<View>,
): Promise<View> {
  const digests = await digestsHere(context)
  const { digest: named = '' } = invocation.options
  const [first, ...others] = digests
  if (first === undefined) return noDigestsView()
  if (named === '')
    return others.length === 0 ? answer(first) : whichDigestView(digests, invocation)
  const found = digestNamed(digests, String(named))
  if (found !== undefined) return answer(found)
  throw new UserError(`There is no digest “${clip(String(named), 60)}” here.`, {
    hint: `There is ${listed(digests.map((one, i) => `${i + 1} (${topicOf(one)})`))}.`,
  })
}
