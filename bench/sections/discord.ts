// How soon people on Discord hear from the bot, and whether answering them leaves anything behind: the real client in a
// process of its own, a Discord on loopback in this one.
import { setTimeout } from 'node:timers/promises'
import { createDiscord } from '../../src/platforms/discord/adapter.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createNotes } from '../../src/store/notes.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { type DiscordStand, openDiscord } from '../../tests/stands/discord/discord.ts'
import { until } from '../../tests/stands/discord/until.ts'
import { answerParent, inChild } from '../child.ts'
import { readPapers } from '../corpora.ts'
import { percentile, residentMemory } from '../measure.ts'
import { complain, noting } from '../noting.ts'
import { drawQueries, type Kind } from '../queries.ts'
import { openRunning } from '../running.ts'
import type { Section } from '../section.ts'
import { figure } from '../table.ts'

type Task = { readonly database: string; readonly api: string; readonly token: string }
type Memory = { readonly resident: number; readonly heap: number }
/** After the warm-up, and after each batch. */
type Memories = { readonly memories: readonly Memory[] }
/** When somebody asked, by the clock that Discord's requests are noted by (milliseconds). */
type Asked = { readonly id: string; readonly token: string; readonly at: number }

const batch = 1000
const batches = 2
const everyMs = 10
/** The bot looks at its memory so long after a batch; then the next is asked. */
const restMs = 1000
const asked: readonly Kind[] = ['one word', 'three words', 'a phrase', 'author and topic']

export const discordSection: Section = {
  name: 'discord',
  about: `${batch} searches typed on Discord, ${1000 / everyMs} a second, ${batches} times after a warm-up, answered by the real client over loopback: milliseconds from the event to the first response and to the full answer, and the bot's memory in MB after the batch (before the first in brackets), garbage collected.`,
  columns: ['corpus', 'first p50', 'p99', 'answer p50', 'p99', 'resident MB', 'heap MB'],
  async measure({ database, files, label }) {
    const papers = await readPapers(files)
    const queries = asked.flatMap((kind) =>
      drawQueries(kind, papers, batch / asked.length).map(({ text }) => text),
    )
    const discord = await openDiscord()
    try {
      const task: Task = { database, api: discord.api, token: discord.token }
      const child = inChild<Memories>('sections/discord.ts', task)
      const typed = typeBatches(discord, queries)
      const [{ memories }, times] = await Promise.all([child, typed])
      if (discord.violations.length > 0) throw new Error(discord.violations.join('\n'))
      return times.map((cells, i) => [
        `${label}, ${i === 0 ? 'first' : 'again'}`,
        ...cells.map(figure),
        ...memoryCells(memories[i], memories[i + 1]),
      ])
    } finally {
      await discord.close()
    }
  },
}

/** p50 and p99 of the first responses and of the full answers, for each batch. */
async function typeBatches(discord: DiscordStand, queries: readonly string[]) {
  // The index is built first.
  await until('the bot', () => discord.commands().length > 0, 300_000)
  await typeAll(discord, queries.slice(0, warmUp))
  const times: number[][] = []
  for (let n = 0; n < batches; n++) {
    await setTimeout(restMs)
    times.push(timesOf(discord, await typeAll(discord, queries)))
  }
  return times
}

const warmUp = 200

/** Types them at a steady pace, and waits until all are answered. */
async function typeAll(discord: DiscordStand, queries: readonly string[]): Promise<Asked[]> {
  const before = discord.requests.length
  const typed: Asked[] = []
  const start = performance.now()
  for (const [i, query] of queries.entries()) {
    await setTimeout(Math.max(0, start + i * everyMs - performance.now()))
    const at = Date.now()
    const { id, token } = discord.slash({ subcommand: 'search', options: { query } })
    typed.push({ id, token, at })
  }
  const open = new Set(typed.map(({ token }) => token))
  let seen = before
  const look = () => {
    for (; seen < discord.requests.length; seen++) {
      const { method, path = '' } = discord.requests[seen] ?? {}
      if (method === 'PATCH') open.delete(tokenIn(path))
    }
    return open.size === 0
  }
  const tooBusy = `all answers, unless the machine is too busy for ${1000 / everyMs} a second`
  await until(tooBusy, look, 30_000)
  return typed
}

function timesOf({ requests }: DiscordStand, typed: readonly Asked[]): number[] {
  const firstOf = new Map(requests.map(({ path, at }) => [interactionIn(path), at]))
  const lastOf = new Map(requests.map(({ path, at }) => [tokenIn(path), at]))
  const first = typed.map(({ id, at }) => (firstOf.get(id) ?? Number.NaN) - at)
  const full = typed.map(({ token, at }) => (lastOf.get(token) ?? Number.NaN) - at)
  return [first, full].flatMap((times) => [percentile(times, 0.5), percentile(times, 0.99)])
}

// Of /interactions/ID/TOKEN/callback, and of /webhooks/ID/TOKEN/messages/@original.
const interactionIn = (path: string) => path.split('/')[2] ?? ''
const tokenIn = (path: string) => path.split('/')[3] ?? ''

function memoryCells(before: Memory | undefined, after: Memory | undefined): string[] {
  const cell = (kind: keyof Memory) => `${figure(after?.[kind])} (${figure(before?.[kind])})`
  return [cell('resident'), cell('heap')]
}

async function answerAll({ database: file, api, token }: Task): Promise<Memories> {
  const running = await openRunning(file)
  const database = await openDatabase(`sqlite:${file}`)
  const adapter = createDiscord({
    token,
    api,
    shards: 'auto',
    workspaces: createWorkspaces(database),
    notes: createNotes(database),
    welcome: (server) => ({ title: server, blocks: [] }),
    now: Date.now,
    log: { info: () => {}, warn: complain, error: complain },
  })
  // Nobody is left to answer where the bench itself has ended.
  process.stdin.resume().on('end', () => process.exit(1))
  const memories: Memory[] = []
  const { promise: done, resolve } = Promise.withResolvers<void>()
  let answered = 0
  await adapter.start(
    noting(running.bot, async () => {
      answered++
      if ((answered - warmUp) % batch !== 0) return
      await setTimeout(restMs / 2)
      const resident = residentMemory()
      memories.push({ resident, heap: process.memoryUsage().heapUsed / 1e6 })
      if (answered === warmUp + batches * batch) resolve()
    }),
  )
  await done
  process.stdin.destroy()
  await adapter.stop()
  await database.close()
  await running.close()
  return { memories }
}

if (import.meta.main) await answerParent(answerAll)
