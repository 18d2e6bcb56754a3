// How things are, for whoever runs the bot: what is set up, what was said lately, and what needs a person.
import type { Config } from '../../config/config.ts'
import { formatAddress } from '../bot/address.ts'
import type { Instant } from '../bot/view.ts'
import { mostRefused } from '../delivery/breaker.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { createDestinations, type Suspension } from '../store/destinations.ts'
import type { Halt } from '../store/halts.ts'
import { createLedger, type LedgerEntry } from '../store/ledger.ts'
import { createTraffic } from '../store/traffic.ts'
import { readUpstreams } from '../store/upstreams.ts'
import { readArguments } from './arguments.ts'

/** A line of the report; `bad` ones need a person. */
type Line = { readonly is: 'good' | 'bad' | 'detail'; readonly text: string }

/** What waits so long after its time is not being sent by anybody (milliseconds). */
const overdueMs = 15 * 60_000
/** An upstream that fails for so long needs a look (milliseconds). */
const staleMs = 24 * 3_600_000
/** So many deliveries and closed places are listed. */
const listed = 10

/** Looks at everything and tells of it. Gives the exit code. @throws ArgumentsError, and StoreError without a database. */
export async function doctor(
  args: readonly string[],
  config: Config,
  { now, print }: { readonly now: () => Instant; print(text: string): void },
): Promise<number> {
  readArguments(args, { words: 'none' })
  const database = await openDatabase(config.database)
  try {
    const lines = await examine(config, database, now())
    print(lines.map(lineText).join('\n'))
    return lines.some(({ is }) => is === 'bad') ? 1 : 0
  } finally {
    await database.close()
  }
}

async function examine(config: Config, database: Database, now: Instant): Promise<Line[]> {
  return [
    ...settingLines(config, database),
    ...(await platformLines(config, database, now)),
    ...(await waitingLines(database, now)),
    ...(await upstreamLines(database, now)),
    ...(await closedLines(database)),
    ...(await latestLines(database)),
  ]
}

function lineText({ is, text }: Line): string {
  return `${{ good: 'ok   ', bad: 'LOOK ', detail: '     ' }[is]}${text}`
}

const good = (text: string): Line => ({ is: 'good', text })
const bad = (text: string): Line => ({ is: 'bad', text })
const detail = (text: string): Line => ({ is: 'detail', text })
const time = (at: Instant) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

function settingLines(config: Config, { engine }: Database): Line[] {
  const kind = engine === 'sqlite' ? 'a SQLite file' : 'PostgreSQL'
  return [
    good(`the settings can be used; this is ${config.environment}`),
    good(`the database can be opened: ${kind}`),
  ]
}

async function platformLines(config: Config, database: Database, now: Instant): Promise<Line[]> {
  const platforms = [
    ...(config.discord === undefined ? [] : ['discord']),
    ...(config.slack === undefined ? [] : ['slack']),
  ]
  if (platforms.length === 0) return [detail('no chat platform is set up')]
  const lines = platforms.map((platform) => linesOf(platform, database, now))
  return (await Promise.all(lines)).flat()
}

async function linesOf(platform: string, database: Database, now: Instant): Promise<Line[]> {
  const stopped = await createDestinations(database).stopped(platform)
  const traffic = createTraffic(database)
  const refused = await traffic.refusedLately(platform, now)
  const halt = await traffic.halted(platform)
  const words = `${platform} refused ${refused} requests in ten minutes, of ${mostRefused} before all stops`
  return [
    stopped === undefined
      ? good(`nothing keeps the bot from posting on ${platform}`)
      : bad(`nothing is posted on ${platform} since ${time(stopped.since)}: ${stopped.reason}`),
    ...(halt === undefined ? [] : [bad(haltWords(platform, halt))]),
    refused < mostRefused / 2 ? good(words) : bad(words),
  ]
}

function haltWords(platform: string, { reason, since, until }: Halt): string {
  return `nothing was posted on ${platform} from ${time(since)} to ${time(until)}: ${reason}; then one at a time until one is taken`
}

async function waitingLines(database: Database, now: Instant): Promise<Line[]> {
  const overdue = await createLedger(database).overdue(now, now - overdueMs)
  if (overdue.count === 0) return [good('nothing that is due waits for long')]
  const since = overdue.since === undefined ? '' : `, the first since ${time(overdue.since)}`
  return [bad(`${overdue.count} deliveries wait${since}: does npm start run, or a timer for tick?`)]
}

async function upstreamLines({ db }: Database, now: Instant): Promise<Line[]> {
  return (await readUpstreams(db)).map(({ source, lastOkAt, failingSince, reason }) => {
    const seen = lastOkAt === undefined ? 'never yet' : `last at ${time(lastOkAt)}`
    if (failingSince === undefined) return good(`${source} answers, ${seen}`)
    const words = `${source} fails since ${time(failingSince)} (${reason ?? 'no reason'}); it answered ${seen}`
    return now - failingSince > staleMs ? bad(words) : detail(words)
  })
}

async function closedLines(database: Database): Promise<Line[]> {
  const closed = await createDestinations(database).list(listed)
  const places = closed.filter(({ workspace }) => workspace !== '')
  if (places.length === 0) return [good('no place is closed to the bot')]
  return [
    detail(`closed to the bot; whoever set something up there has been told:`),
    ...places.map((each) => detail(`  ${closedWords(each)}`)),
  ]
}

function closedWords({ platform, workspace, destination, since, reason, probeAt }: Suspension) {
  const place = `${platform}:${workspace}/${destination === '' ? '*' : destination}`
  const again = probeAt === undefined ? '' : `, tried again from ${time(probeAt)}`
  return `${place}  since ${time(since)}: ${reason}${again}`
}

async function latestLines(database: Database): Promise<Line[]> {
  const latest = await createLedger(database).latest({ limit: listed })
  if (latest.length === 0) return [detail('nothing was ever due')]
  return [
    detail('the latest deliveries:'),
    ...latest.map((each) => detail(`  ${entryWords(each)}`)),
  ]
}

function entryWords({ dueAt, state, kind, to, part, reason }: LedgerEntry): string {
  const what = part === 0 ? kind : `${kind}, ${part} in its thread`
  const why = reason === undefined ? '' : `: ${reason}`
  return `${time(dueAt)}  ${state.padEnd(11)} ${formatAddress(to)}  ${what}${why}`
}
