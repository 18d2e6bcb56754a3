// How long to wait before asking again: what a server's headers ask for, and our own guess when they say nothing.

/** The longest pause we believe a header about: a day, in milliseconds. A slip of the server's is not to shut us up for years. */
export const longestPause = 86_400_000

/** The pause a busy server asks for, in milliseconds: Retry-After (seconds or an HTTP date) or, without one, RateLimit. Undefined when it asks for none. */
export function askedPause(headers: Headers, now: number): number | undefined {
  const windows = rateLimits(headers)
  const spent = windows.filter(({ left }) => left === 0)
  const asked =
    retryAfter(headers.get('retry-after') ?? '', now) ?? longest(spent.length > 0 ? spent : windows)
  // A busy server that asks for no time at all gets our own guess.
  return asked === 0 ? undefined : asked
}

/** The milliseconds until a quota that this answer used up is filled again; undefined while something is left of each. */
export function spentQuota(headers: Headers): number | undefined {
  return longest(rateLimits(headers).filter(({ left }) => left === 0))
}

/** Exponential backoff with full jitter: anything up to 1 s, 2 s, 4 s … 30 s after the first, second, third … attempt. */
export function backoff(attempt: number, random: number): number {
  return random * Math.min(30_000, 1_000 * 2 ** (attempt - 1))
}

function retryAfter(text: string, now: number): number | undefined {
  if (/^\s*\d+\s*$/.test(text)) return bounded(Number(text) * 1_000)
  // An HTTP date begins with the day of the week; Date.parse alone would read much else.
  const date = /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : bounded(date - now)
}

type Window = { readonly left: number; readonly ms: number }

/** The quotas of a RateLimit header: `"api";r=499;t=298`, several with commas between (draft-ietf-httpapi-ratelimit-headers). */
function rateLimits(headers: Headers): readonly Window[] {
  return (headers.get('ratelimit') ?? '').split(',').flatMap((item) => {
    const left = /;\s*r=(\d+)/i.exec(item)?.[1]
    const seconds = /;\s*t=(\d+)/i.exec(item)?.[1]
    if (left === undefined || seconds === undefined) return []
    return [{ left: Number(left), ms: bounded(Number(seconds) * 1_000) }]
  })
}

function longest(windows: readonly Window[]): number | undefined {
  return windows.length === 0 ? undefined : Math.max(...windows.map(({ ms }) => ms))
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 0), longestPause)
}
