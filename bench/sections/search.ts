// How long a search takes, by kind of query: for a person, for the engine alone, and for its peers.
import { setImmediate } from 'node:timers/promises'
import { find } from '../../src/search/find.ts'
import { parseQuery } from '../../src/search/query.ts'
import { answerParent, inChild } from '../child.ts'
import { createFullText, type FullText } from '../full-text.ts'
import { median, percentile, timed } from '../measure.ts'
import { createPeer, type Peer } from '../peer.ts'
import { drawQueries, type Kind, kinds, type TypedQuery } from '../queries.ts'
import { answer, openRunning, origin, type Running } from '../running.ts'
import type { Section } from '../section.ts'
import { figure, ratio } from '../table.ts'

type Task = { readonly database: string; readonly budget: number }
/** Milliseconds for each query. */
type Times = {
  readonly whole: number[]
  readonly engine: number[]
  readonly peer: number[]
  readonly fullText: number[]
}

type Peers = { readonly peer: Peer; readonly fullText: FullText }

/** Queries of a kind, when time allows, and how many before them are not counted. */
const count = 300
const warmUp = 20

export const searchSection: Section = {
  name: 'search',
  about:
    'Milliseconds a query. Whole: bot.prepare(…).run(), with spelling, passages, papers from SQLite and the view. Engine: find(), suggest() or similar() alone. Peer: MiniSearch as it comes, the same words; it knows no phrases, fields or spelling, and answers those kinds more simply. FTS5: that of SQLite, any of the words, its best 25. Ratio: engine p50 by peer p50.',
  columns: [
    'kind of query',
    'whole p50',
    'p99',
    'engine p50',
    'p99',
    'peer p50',
    'p99',
    'FTS5 p50',
    'p99',
    'ratio',
    'n',
  ],
  async measure({ database, label }, { seconds }) {
    const task: Task = { database, budget: seconds * 1000 }
    const times = await inChild<Record<Kind, Times>>('sections/search.ts', task)
    return [[label], ...Object.entries(times).map(([kind, of]) => row(kind, of))]
  },
}

function row(kind: string, { whole, engine, peer, fullText }: Times) {
  const cells = [whole, engine, peer, fullText].flatMap((times) => [
    figure(median(times)),
    figure(percentile(times, 0.99)),
  ])
  return [`  ${kind}`, ...cells, ratio(median(engine), median(peer)), String(whole.length)]
}

async function measureSearch({ database, budget }: Task): Promise<Record<string, Times>> {
  const running = await openRunning(database)
  const peer = createPeer()
  peer.addAll(running.papers)
  const peers: Peers = { peer, fullText: createFullText(running.papers) }
  const times: Record<string, Times> = {}
  for (const kind of Object.keys(kinds) as Kind[])
    times[kind] = await measureKind(kind, running, peers, budget)
  await running.close()
  return times
}

/** Warms up for a quarter of the budget at most, so that slow kinds are still measured. */
async function measureKind(
  kind: Kind,
  running: Running,
  peers: Peers,
  budget: number,
): Promise<Times> {
  const queries = drawQueries(kind, running.papers, warmUp + count)
  await timeEach(kind, queries.slice(0, warmUp), running, peers, budget / 4)
  return timeEach(kind, queries.slice(warmUp), running, peers, budget)
}

/** All take turns on each query, so that a busy moment of the machine falls on all of them. */
async function timeEach(
  kind: Kind,
  queries: readonly TypedQuery[],
  running: Running,
  peers: Peers,
  budget: number,
): Promise<Times> {
  const times: Times = { whole: [], engine: [], peer: [], fullText: [] }
  const end = performance.now() + budget
  for (const query of queries) {
    times.whole.push(await timed(() => askWhole(kind, query, running)))
    times.engine.push(await timed(() => askEngine(kind, query, running)))
    times.peer.push(await timed(() => askPeer(kind, query, peers.peer)))
    times.fullText.push(await timed(() => peers.fullText(query.plain, 25)))
    if (performance.now() > end) break
    await setImmediate()
  }
  return times
}

/** As a person asks it. Throws when the bot refuses: these are questions it should answer. */
export async function askWhole(kind: Kind, { text }: TypedQuery, { bot }: Running): Promise<void> {
  if (kind === 'title completion') {
    await bot.suggest({ command: 'show', options: { paper: text } }, 'paper', origin)
    return
  }
  const similar = kind === 'similar papers'
  const outcome = similar
    ? await answer(bot, 'similar', { paper: text })
    : await answer(bot, 'search', { query: text })
  if (outcome === 'refused') throw new Error(`The bot refused ${kind}: ${text}`)
}

function askEngine(kind: Kind, { text }: TypedQuery, { engine }: Running): Promise<unknown> {
  if (kind === 'title completion') return engine.suggest(text, 25)
  if (kind === 'similar papers') return engine.similar(text, 5)
  return find(engine, parseQuery(text), { offset: 0, limit: 5 })
}

function askPeer(kind: Kind, { plain }: TypedQuery, peer: Peer): unknown {
  if (kind === 'title completion') return peer.autoSuggest(plain)
  return peer.search(plain)
}

if (import.meta.main) await answerParent(measureSearch)
