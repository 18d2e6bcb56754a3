// Reading the clock: how long things take, and what many measurements come to.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Milliseconds of processor time this process has used, on all cores: steadier than the clock on a busy machine. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The value that a share of the values (0 to 1) does not exceed, by nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** Resident memory in megabytes (10⁶ bytes), after a collection if the process was started with --expose-gc. */
export function residentMemory(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss() / 1e6
}

/** How long the event loop kept others waiting, in milliseconds. */
export type LoopDelay = { readonly p99: number; readonly longest: number }

/** How often the loop is looked at, in milliseconds. An idle loop is late by this much, which is taken off. */
const resolution = 1

/** Runs something and tells how long the event loop was held up meanwhile. */
export async function loopDelayDuring(work: () => Promise<void>): Promise<LoopDelay> {
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  // The first looks fall into the monitor's own start.
  await sleep(20)
  delay.reset()
  // A reset forgets when the last look was: without one before the work, its first hold-up would go unseen.
  await sleep(20)
  // Begun in a timer's turn, the work's first two pieces would run before the next look and count as one.
  await setImmediate()
  await work()
  // What is still held up is seen at the next look.
  await sleep(5)
  delay.disable()
  return { p99: beyondIdle(delay.percentile(99)), longest: beyondIdle(delay.max) }
}

function beyondIdle(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - resolution)
}
