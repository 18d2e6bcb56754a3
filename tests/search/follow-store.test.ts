// The follower: what changes in the store is soon in the index, whatever goes wrong on the way.
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCompactEngine } from '../../src/search/compact.ts'
import { followStore, type StoreChanges } from '../../src/search/follow-store.ts'
import { patience } from '../stands/patience.ts'
import { answers, type Change, freshly, history, leftBy } from './histories.ts'

/** A record of changes that gives them out in parts, as a store does. */
function createRecord() {
  const log: Change[] = []
  return {
    log,
    changes: async (mark: number): Promise<StoreChanges> => {
      const next = log[mark]
      if (next === undefined) return { papers: [], removed: [], mark }
      const papers = 'add' in next ? next.add : []
      return { papers, removed: 'remove' in next ? next.remove : [], mark: mark + 1 }
    },
  }
}

/** Time that passes when told to: each sleep waits for the next `pass`. */
function createTime() {
  const slept: number[] = []
  let wake = Promise.withResolvers<void>()
  return {
    slept,
    async pass() {
      wake.resolve()
      wake = Promise.withResolvers()
      await setImmediate()
    },
    async sleep(ms: number, signal: AbortSignal) {
      slept.push(ms)
      const stopped = Promise.withResolvers<never>()
      const stop = () => stopped.reject(signal.reason)
      signal.addEventListener('abort', stop, { once: true })
      await Promise.race([wake.promise, stopped.promise])
      signal.removeEventListener('abort', stop)
    },
  }
}

function stopper() {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  return stop
}

test('whatever happened to the store has happened to the index', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (changes) => {
      const { log, changes: read } = createRecord()
      const time = createTime()
      const stop = new AbortController()
      const engine = createCompactEngine()
      const onError = vi.fn()
      const following = followStore({
        engine,
        changes: read,
        mark: 0,
        sleep: time.sleep,
        signal: stop.signal,
        onError,
      })
      for (const change of changes) {
        log.push(change)
        await time.pass()
      }
      for (let turns = 0; turns < 1000 && following.mark() < log.length; turns++) await time.pass()
      expect(following.mark()).toBe(log.length)
      stop.abort()
      await following.done
      expect(onError).not.toHaveBeenCalled()
      expect(await answers(engine)).toEqual(await answers(await freshly(leftBy(changes))))
    }),
    { numRuns: 25 },
  )
})

test('parts are read one after the other, and it rests only when there is no more', async () => {
  const { log, changes } = createRecord()
  log.push({ remove: [] }, { remove: [] }, { remove: [] })
  const time = createTime()
  const { signal } = stopper()
  const engine = createCompactEngine()
  const following = followStore({
    engine,
    changes,
    mark: 0,
    sleep: time.sleep,
    signal,
    onError: vi.fn(),
  })
  await vi.waitFor(() => expect(time.slept).toEqual([500]), patience)
  expect(following.mark()).toBe(3)
})

test('a failure is told once for each kind, tried again ever more slowly, and told anew after a success', async () => {
  const failures: (Error | undefined)[] = []
  const told: unknown[] = []
  const time = createTime()
  const { signal } = stopper()
  followStore({
    engine: createCompactEngine(),
    changes: async (mark) => {
      const failure = failures.shift()
      if (failure !== undefined) throw failure
      return { papers: [], removed: [], mark }
    },
    mark: 0,
    every: 100,
    sleep: time.sleep,
    signal,
    onError: (error) => told.push(error),
  })
  await vi.waitFor(() => expect(time.slept).toEqual([100]), patience)
  const busy = (words: string) => Object.assign(new Error(words), { code: 'SQLITE_BUSY' })
  failures.push(
    busy('one'),
    busy('two'),
    new TypeError('three'),
    busy('four'),
    undefined,
    busy('five'),
  )
  const pauses = [100, 200, 400, 800, 1600, 100, 200, 100]
  for (const [i] of pauses.entries()) {
    await vi.waitFor(() => expect(time.slept).toEqual(pauses.slice(0, i + 1)), patience)
    if (i < pauses.length - 1) await time.pass()
  }
  expect(told.map((error) => (error as Error).message)).toEqual(['one', 'three', 'five'])
})

test('the pause after failures has an end', async () => {
  const time = createTime()
  const { signal } = stopper()
  followStore({
    engine: createCompactEngine(),
    changes: () => Promise.reject(new Error('gone')),
    mark: 0,
    sleep: time.sleep,
    signal,
    onError: vi.fn(),
  })
  for (let i = 1; i < 12; i++) {
    await vi.waitFor(() => expect(time.slept).toHaveLength(i), patience)
    await time.pass()
  }
  expect(Math.max(...time.slept)).toBe(30_000)
})

test('a store that was put back is told of, and followed on', async () => {
  const told: unknown[] = []
  const time = createTime()
  const { signal } = stopper()
  const following = followStore({
    engine: createCompactEngine(),
    changes: async (mark) => ({ papers: [], removed: [], mark: mark > 5 ? 3 : mark }),
    mark: 9,
    sleep: time.sleep,
    signal,
    onError: (error) => told.push(error),
  })
  await vi.waitFor(() => expect(time.slept).toEqual([500]), patience)
  expect(following.mark()).toBe(3)
  expect(told.map(String)).toEqual(['Error: the store went back from 9 to 3'])
})

test('stopped, it ends after the changes it is applying, and asks no more', async () => {
  const applying = Promise.withResolvers<void>()
  const asked = vi.fn()
  const stop = stopper()
  let ended = false
  const following = followStore({
    engine: { add: () => applying.promise, remove: async () => {} },
    changes: async (mark) => {
      asked()
      return { papers: [], removed: [], mark: mark + 1 }
    },
    mark: 0,
    sleep: createTime().sleep,
    signal: stop.signal,
    onError: vi.fn(),
  })
  void following.done.then(() => {
    ended = true
  })
  await setImmediate()
  stop.abort()
  await setImmediate()
  expect(ended).toBe(false)
  applying.resolve()
  await following.done
  expect(asked).toHaveBeenCalledTimes(1)
  expect(following.mark()).toBe(1)
})

test('stopped while it rests, it ends at once', async () => {
  const time = createTime()
  const stop = stopper()
  const { changes } = createRecord()
  const engine = createCompactEngine()
  const following = followStore({
    engine,
    changes,
    mark: 0,
    sleep: time.sleep,
    signal: stop.signal,
    onError: vi.fn(),
  })
  await vi.waitFor(() => expect(time.slept).toEqual([500]), patience)
  stop.abort()
  await following.done
})
