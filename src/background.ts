// What goes on while nobody asks: the corpus kept fresh, what is due said, what is old forgotten. None of it waits for another.
import type { Logger } from 'pino'
import type { Instant } from './bot/view.ts'
import type { Live } from './live.ts'
import type { Clock } from './sources/http.ts'
import type { Leases } from './store/leases.ts'
import type { Unasked } from './unasked.ts'

export type BackgroundParts = {
  readonly live: Live | undefined
  /** Takes what other processes change into the index, until the signal is aborted. */
  follow(signal: AbortSignal): Promise<void>
  /** Absent where nothing is said unasked. */
  readonly unasked: Unasked | undefined
  /** Deletes what has outlived its use. */
  purge(now: Instant): Promise<void>
  readonly leases: Leases
  readonly clock: Clock
  /** This process's own name. */
  readonly holder: string
  readonly log: Logger
}

export type Background = {
  /** To be called every minute, and once at the start: cron is only a metronome. */
  minute(): void
  /** Ends what runs, and what is on its way to a platform after it has arrived. */
  stop(): Promise<void>
}

/** Between two minutes what failed is tried again; so often somebody looks (milliseconds). */
const lookMs = 2000
/** The old is forgotten so often (milliseconds). */
const tidyMs = 3_600_000

export function startBackground(parts: BackgroundParts): Background {
  const { live, unasked, leases, clock, holder, log } = parts
  const ending = new AbortController()
  const { signal } = ending
  let wake = Promise.withResolvers<void>()
  let tidiedAt = clock.now()

  /** One at a time, and never the end of anything else. */
  function beating(what: string, work: () => Promise<unknown>): () => Promise<void> {
    let running: Promise<void> | undefined
    const beat = async () => {
      try {
        await work()
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, `${what} failed`)
      }
      running = undefined
    }
    return () => (running ??= beat())
  }

  async function tidy(): Promise<void> {
    if (clock.now() - tidiedAt < tidyMs) return
    tidiedAt = clock.now()
    const taken = await leases.take('tidy', holder, clock.now(), tidyMs / 2)
    if (taken !== undefined) await unasked?.tidy()
  }

  const beats = [
    beating('a round', () => live?.rounds.beat(signal) ?? Promise.resolve()),
    beating('forgetting workspaces', () => parts.purge(clock.now())),
    beating('writing down what is due', async () => {
      await unasked?.due()
      wake.resolve()
    }),
    beating('forgetting what is old', tidy),
  ]
  let latest: readonly Promise<void>[] = []

  async function deliver(said: Unasked): Promise<void> {
    const drain = beating('sending what is due', () => said.drain(signal))
    while (!signal.aborted) {
      await drain()
      const look = clock.sleep(lookMs, signal).catch(() => undefined)
      await Promise.race([look, wake.promise])
      wake = Promise.withResolvers<void>()
    }
  }

  const going = [parts.follow(signal), ...(unasked === undefined ? [] : [deliver(unasked)])]
  return {
    minute() {
      if (!signal.aborted) latest = beats.map((beat) => beat())
    },
    async stop() {
      ending.abort()
      await Promise.all([...latest, ...going])
      await unasked?.end()
    },
  }
}
