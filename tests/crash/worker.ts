// A process that says what is due until it is killed: `node worker.ts DATABASE DISCORD SLACK SEED`. Prints a line for the first.

import { setTimeout } from 'node:timers/promises'
import { WebClient } from '@slack/web-api'
import { REST } from 'discord.js'
import type { Outcome } from '../../src/bot/adapter.ts'
import { fetchInTime } from '../../src/bot/in-time.ts'
import type { Poster } from '../../src/delivery/attempt.ts'
import { createBreaker } from '../../src/delivery/breaker.ts'
import { createPace } from '../../src/delivery/pace.ts'
import { createDeliveries, type Outlet } from '../../src/delivery/run.ts'
import { restOptions } from '../../src/platforms/discord/connect.ts'
import { createOpening } from '../../src/platforms/discord/direct.ts'
import * as discord from '../../src/platforms/discord/post.ts'
import { clientOptions } from '../../src/platforms/slack/connect.ts'
import * as slack from '../../src/platforms/slack/post.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createDestinations } from '../../src/store/destinations.ts'
import { createLedger } from '../../src/store/ledger.ts'
import { createTraffic } from '../../src/store/traffic.ts'
import { chanceOf } from './faults.ts'
import { nonceMs, partsOf, timeoutMs, timings } from './scaled.ts'

const [, , url = '', discordUrl = '', slackUrl = '', seed = '1'] = process.argv
const database = await persistently(() => openDatabase(url))
const silent = { info() {}, warn() {}, error() {} }
const complaining = {
  ...silent,
  error(details: object, message: string) {
    const { err } = details as { err?: unknown }
    if (!isBusy(err)) process.stderr.write(`${message} ${String(err)}\n`)
  },
}

/** Whoever is frozen may hold a file for longer than others wait for it. */
function isBusy(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return code === 'SQLITE_BUSY' || (cause !== undefined && isBusy(cause))
}

/** Does it again for as long as a file is held, as who is started again and again does. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error)) throw error
    }
  }
}

const rest = new REST({
  ...restOptions(`${discordUrl}/api`),
  timeout: timeoutMs,
}).setToken('token')
const way = { rest, open: createOpening(rest, Date.now), now: Date.now }
const web = new WebClient('xoxb-1', {
  ...clientOptions(`${slackUrl}/api/`, silent),
  fetch: fetchInTime(fetch),
  timeout: timeoutMs,
})

const onDiscord: Poster = {
  platform: 'discord',
  keepsKeysMs: nonceMs.reliedOn,
  post: (to, view, how) => discord.post(way, to, view, how),
  find: (to, key, thread) =>
    discord.find({ ...way, self: '42', isReadable: () => true }, to, key, thread),
}
const onSlack: Poster = {
  platform: 'slack',
  post: async (to, view, how) => hurried(await slack.post(web, to, view, how, Date.now)),
  find: (to, key) => slack.find(web, to, key, Date.now),
}

/** Slack tells to wait for whole seconds, which are shrunk like everything else. */
function hurried(outcome: Outcome): Outcome {
  return outcome.status === 'failed' ? { ...outcome, retryAt: Date.now() + 50 } : outcome
}

const outletOf = (poster: Poster): Outlet => ({
  poster,
  pace: createPace({}),
  breaker: createBreaker(poster.platform, createTraffic(database)),
  maySpeak: async () => true,
})

/** Death comes to those who have begun: on a busy machine nothing would ever be said otherwise. */
let begun = false
function onSettled(): void {
  if (!begun) process.stdout.write('begun\n')
  begun = true
}

const deliveries = createDeliveries({
  ledger: createLedger(database),
  destinations: createDestinations(database),
  schedules: [],
  sayable: {
    digest: {
      compose: async ({ subject, edition }) => ({
        is: 'post',
        view: { title: `${subject} of ${edition}`, blocks: [{ kind: 'text', text: 'A paper.' }] },
        thread: Array.from({ length: partsOf(subject) }, (_, n) => ({
          title: `${subject}, ${n + 1} in the thread`,
          blocks: [{ kind: 'text', text: 'An abstract.' }],
        })),
        papers: [`paper of ${subject}`],
      }),
    },
  },
  actions: { save: async () => {} },
  outlets: [onDiscord, onSlack].map(outletOf),
  timings,
  slots: { all: 8, workspace: 2 },
  now: Date.now,
  elapsed: () => performance.now(),
  random: chanceOf(Number(seed)),
  sleep: setTimeout,
  log: complaining,
  onSettled,
})

const { signal } = new AbortController()
for (;;) {
  await persistently(() => deliveries.drain(signal))
  await setTimeout(50)
}
