// The operator's verbs: what can be done from a shell. `npx node src/cli.ts --help` lists them.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { commands } from '../commands/index.ts'
import { type Config, ConfigError, readConfig } from '../config/config.ts'
import { describeCommands } from './bot/describe.ts'
import { openLive, openLog, openPaperboy, runConsole, runToEnd, terminalOf } from './main.ts'
import { addDays } from './papers/paper.ts'
import { ask } from './platforms/console/ask.ts'
import { type FileImport, importFile, listFiles } from './sources/disk.ts'
import { feedDayAt, firstFeedDay, settlesAfterDays } from './sources/feed-calendar.ts'
import { syncSources } from './sources/sync.ts'
import { openDatabase } from './store/database.ts'
import { createPapers } from './store/papers.ts'
import { ArgumentsError, asksHelp, readArguments } from './verbs/arguments.ts'
import { dayGiven } from './verbs/day-given.ts'
import { doctor } from './verbs/doctor.ts'
import { importReport } from './verbs/import-report.ts'
import { manifestText } from './verbs/manifest.ts'
import { register } from './verbs/register.ts'
import { followSpan } from './verbs/sync-span.ts'
import { adopt, tick } from './verbs/tick.ts'

type Verb = {
  readonly usage: string
  readonly summary: string
  /** More about it, a line each. */
  readonly details?: readonly string[]
  /** Does it; gives the exit code. */
  run(args: readonly string[], config: Config): Promise<number>
}

const verbs: Readonly<Record<string, Verb>> = {
  console: {
    usage: 'console',
    summary: 'talk to the bot here, as npm start does',
    async run(args, config) {
      readArguments(args, { words: 'none' })
      await runConsole(config)
      return 0
    },
  },
  ask: {
    usage: 'ask [--json] "QUESTION"',
    summary: 'answer one command and leave; fails on a mistake',
    run: askOnce,
  },
  import: {
    usage: 'import FILE…',
    summary: 'take papers from files, folders or globs',
    run: importAll,
  },
  sync: {
    usage: 'sync [OPTION…]',
    summary: 'read what is new from Hugging Face and arXiv',
    details: [
      '--since DATE   from this day on: 2023-05-04, 2025, 4w (two weeks back unless you say)',
      '--until DATE   up to this day, included (today unless you say)',
      '--source NAME  hugging-face or arxiv alone',
      'What was interrupted goes on where it stopped.',
    ],
    run: syncOnce,
  },
  register: {
    usage: 'register [--guild ID]',
    summary: 'tell Discord what can be typed',
    details: [
      '--guild ID     in one server alone, where it shows at once',
      'npm start does it by itself whenever the commands have changed.',
    ],
    run: (args, config) => register(args, config, { commands: describeCommands(commands), print }),
  },
  tick: {
    usage: 'tick [OPTION…]',
    summary: 'say what is due, once, and leave',
    details: [
      '--at INSTANT     as of then: 2025-03-10T09:00:00+01:00',
      '--dry-run        only tell what would be posted',
      '--after-restore  a backup was put back: what was due by now counts as said',
      'For a timer that runs it every minute, where npm start does not run.',
    ],
    run: (args, config) =>
      tick(args, config, { now: Date.now, fetch, secretBytes: randomBytes, print }),
  },
  doctor: {
    usage: 'doctor',
    summary: 'tell how things are; fails when they need a person',
    run: (args, config) => doctor(args, config, { now: Date.now, print }),
  },
  adopt: {
    usage: 'adopt',
    summary: 'let this database speak for the bot that is set up here',
    details: ['A copy of another bot’s database posts nothing until this is done.'],
    run: (args, config) => adopt(args, config, { print }),
  },
  manifest: {
    usage: 'manifest [--url URL]',
    summary: 'print the manifest that makes the app on Slack',
    details: ['--url URL      where Slack reaches the bot over HTTP (Socket Mode unless you say)'],
    async run(args) {
      print(manifestText(describeCommands(commands), args))
      return 0
    },
  },
}

async function askOnce(args: readonly string[], config: Config): Promise<number> {
  const hint = 'Put the question in quotes: ask "search -robot"'
  const { flags, words } = readArguments(args, { options: { json: 'flag' }, words: 'any', hint })
  const question = words.join(' ')
  if (question.trim() === '') throw new ArgumentsError('There is no question.')
  const paperboy = await openPaperboy(config)
  try {
    const answer = await ask(paperboy.bot, question, terminalOf(config)())
    print(flags.has('json') ? JSON.stringify(answer.view, null, 2) : answer.text)
    return answer.ok ? 0 : 1
  } finally {
    await paperboy.close()
  }
}

async function importAll(args: readonly string[], config: Config): Promise<number> {
  const { words } = readArguments(args, { words: 'any' })
  const files = await listFiles(words)
  if (files.length === 0) {
    complain('Name the files, folders or globs to import, for example: import papers.jsonl')
    return 1
  }
  const database = await openDatabase(config.database)
  try {
    const papers = createPapers(database)
    const done: FileImport[] = []
    for (const [i, file] of files.entries()) {
      progress(`${i + 1} of ${files.length}  ${file}`)
      done.push(await importFile(file, (batch) => papers.upsert(batch, Date.now())))
    }
    progress('')
    const { problems, summary, ok } = importReport(done)
    for (const problem of problems) complain(problem)
    print(summary)
    return ok ? 0 : 1
  } finally {
    await database.close()
  }
}

async function syncOnce(args: readonly string[], config: Config): Promise<number> {
  const options = { since: 'text', until: 'text', source: 'text' } as const
  const { texts: values } = readArguments(args, { options, words: 'none' })
  const today = feedDayAt(Date.now())
  const since = dayGiven('since', values.since, today) ?? addDays(today, -settlesAfterDays)
  const until = dayGiven('until', values.until, today) ?? today
  const sources = syncSources.filter((name) => name === (values.source ?? name))
  if (sources.length === 0)
    throw new ConfigError(
      `--source can be ${syncSources.join(' or ')}; “${values.source}” is neither.`,
    )
  const span = {
    since: since < firstFeedDay ? firstFeedDay : since,
    until: until < today ? until : today,
  }
  const database = await openDatabase(config.database)
  try {
    const live = openLive(config, database, createPapers(database), openLog(config))
    if (live === undefined)
      throw new ConfigError('PAPERBOY_SYNC is off: nothing may be asked of the upstreams.')
    const steps = live.sync.span(span.since, span.until, sources)
    const { problems, summary, ok } = await followSpan(steps, Date.now, progress)
    for (const problem of problems) complain(problem)
    print(summary)
    return ok ? 0 : 1
  } finally {
    await database.close()
  }
}

function help(): string {
  const width = Math.max(...Object.values(verbs).map(({ usage }) => usage.length))
  const lines = Object.values(verbs).map(
    ({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`,
  )
  return ['Usage: npx node src/cli.ts VERB …', '', ...lines].join('\n')
}

/** Rewrites one line of a terminal; on anything else says nothing. */
function progress(text: string): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`)
}

function print(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`)
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2)
  if (name === '--version') return print(await packageVersion())
  const asked = ['', 'help', '--help', '-h'].includes(name)
  const named = asked ? args[0] : name
  if (named === undefined) return print(help())
  const verb = Object.hasOwn(verbs, named) ? verbs[named] : undefined
  if (verb === undefined) {
    complain(`There is no verb “${named}”.\n\n${help()}`)
    process.exitCode = 1
  } else if (asked) explain(verb)
  else process.exitCode = await runVerb(verb, args)
}

async function packageVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return JSON.parse(text).version
}

function explain({ usage, summary, details }: Verb): void {
  const more = details === undefined ? [] : ['', ...details]
  print([`Usage: npx node src/cli.ts ${usage}`, '', summary, ...more].join('\n'))
}

async function runVerb(verb: Verb, args: readonly string[]): Promise<number> {
  if (asksHelp(args)) {
    explain(verb)
    return 0
  }
  try {
    return await verb.run(args, readConfig())
  } catch (error) {
    if (!(error instanceof ArgumentsError)) throw error
    complain(`${error.message}\nUsage: npx node src/cli.ts ${verb.usage}`)
    return 1
  }
}

await runToEnd(main)
