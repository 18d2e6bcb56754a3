// How soon people on Slack hear from the bot, and whether answering them leaves anything behind: the real Bolt app over two
// sockets in a process of its own, a Slack on loopback in this one.
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { createSlack } from '../../src/platforms/slack/adapter.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createInstallations } from '../../src/store/installations.ts'
import { createSeen } from '../../src/store/seen.ts'
import { createSettings } from '../../src/store/settings.ts'
import { createWorkspaces } from '../../src/store/workspaces.ts'
import { until } from '../../tests/stands/discord/until.ts'
import type { Exchange } from '../../tests/stands/slack/exchange.ts'
import { openSlack, type SlackStand } from '../../tests/stands/slack/slack.ts'
import { answerParent, inChild } from '../child.ts'
import { readPapers } from '../corpora.ts'
import { percentile, residentMemory } from '../measure.ts'
import { complain, noting } from '../noting.ts'
import { drawQueries, type Kind } from '../queries.ts'
import { openRunning } from '../running.ts'
import type { Section } from '../section.ts'
import { figure } from '../table.ts'

type Task = {
  readonly database: string
  readonly api: string
  readonly appToken: string
  readonly botToken: string
}
type Memory = { readonly resident: number; readonly heap: number }
/** After the warm-up, and after each batch. */
type Memories = { readonly memories: readonly Memory[] }

const batch = 1000
const batches = 2
const warmUp = 200
const everyMs = 10
/** The bot looks at its memory so long after a batch; then the next is asked. */
const restMs = 1000
const asked: readonly Kind[] = ['one word', 'three words', 'a phrase', 'author and topic']

export const slackSection: Section = {
  name: 'slack',
  about: `${batch} searches typed on Slack, ${1000 / everyMs} a second, ${batches} times after a warm-up, answered by the real app over loopback: milliseconds from the command to the acknowledgement and to the answer, and the bot's memory in MB after the batch (before the first in brackets), garbage collected.`,
  columns: ['corpus', 'ack p50', 'p99', 'answer p50', 'p99', 'resident MB', 'heap MB'],
  async measure({ database, files, label }) {
    const papers = await readPapers(files)
    const queries = asked.flatMap((kind) =>
      drawQueries(kind, papers, batch / asked.length).map(({ text }) => text),
    )
    // A late acknowledgement is a figure here, not a failure.
    const slack = await openSlack({ ackMs: 30_000 })
    try {
      const tokens = { appToken: slack.appToken, botToken: slack.token() }
      const task: Task = { database, api: slack.api(), ...tokens }
      const child = inChild<Memories>('sections/slack.ts', task)
      const [{ memories }, times] = await Promise.all([child, typeBatches(slack, queries)])
      if (slack.violations.length > 0) throw new Error(slack.violations.join('\n'))
      return times.map((cells, i) => [
        `${label}, ${i === 0 ? 'first' : 'again'}`,
        ...cells.map(figure),
        ...memoryCells(memories[i], memories[i + 1]),
      ])
    } finally {
      await slack.close()
    }
  },
}

/** p50 and p99 of the acknowledgements and of the answers, for each batch. */
async function typeBatches(slack: SlackStand, queries: readonly string[]) {
  // The index is built first.
  await until('the bot', () => slack.sockets.connected === 2, 300_000)
  await typeAll(slack, queries.slice(0, warmUp))
  const times: number[][] = []
  for (let n = 0; n < batches; n++) {
    await setTimeout(restMs)
    times.push(await typeAll(slack, queries))
  }
  return times
}

/** Types them at a steady pace, and gives what it took until all were acknowledged and answered. */
async function typeAll(slack: SlackStand, queries: readonly string[]): Promise<number[]> {
  const typed: { readonly at: number; readonly exchange: Exchange }[] = []
  const answered = () => slack.asked('response_url').length
  const before = answered()
  const start = performance.now()
  for (const [i, query] of queries.entries()) {
    await setTimeout(Math.max(0, start + i * everyMs - performance.now()))
    typed.push({ at: Date.now(), exchange: slack.slash(`search ${query}`) })
  }
  const tooBusy = `all answers, unless the machine is too busy for ${1000 / everyMs} a second`
  await until(tooBusy, () => answered() - before === queries.length, 30_000)
  const first = await Promise.all(typed.map(({ exchange }) => ackOf(exchange)))
  // A message's name is when it came, in seconds.
  const full = typed.map(({ at, exchange }) => Number(exchange.replies()[0]?.ts) * 1000 - at)
  return [first, full].flatMap((times) => [percentile(times, 0.5), percentile(times, 0.99)])
}

const ackOf = async (exchange: Exchange) => (await exchange.ack()).afterMs

function memoryCells(before: Memory | undefined, after: Memory | undefined): string[] {
  const cell = (kind: keyof Memory) => `${figure(after?.[kind])} (${figure(before?.[kind])})`
  return [cell('resident'), cell('heap')]
}

async function answerAll({ database: file, api, appToken, botToken }: Task): Promise<Memories> {
  const running = await openRunning(file)
  const database = await openDatabase(`sqlite:${file}`)
  const adapter = createSlack({
    by: 'sockets',
    api,
    appToken,
    botToken,
    workspaces: createWorkspaces(database),
    installations: createInstallations(database),
    seen: createSeen(database),
    settings: createSettings(database),
    welcome: emptyView,
    firstPage: emptyView(''),
    invited: emptyView(''),
    onChange: async () => {},
    fetch,
    now: Date.now,
    secretBytes: randomBytes,
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

const emptyView = (title: string) => ({ title, blocks: [] })

if (import.meta.main) await answerParent(answerAll)
