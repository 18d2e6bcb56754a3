// The operator's verbs: what can be done from a shell. `node src/cli.ts --help` lists them.
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config/config.ts'
import { openPaperboy, runConsole, runToEnd, terminalOf } from './main.ts'
import { ask } from './platforms/console/ask.ts'
import { type FileImport, importFile, listFiles } from './sources/disk.ts'
import { openDatabase } from './store/database.ts'
import { createPapers } from './store/papers.ts'
import { counted, plural } from './views/paper-lines.ts'

type Verb = {
  readonly usage: string
  readonly summary: string
  /** Does it; gives the exit code. */
  run(args: readonly string[], config: Config): Promise<number>
}

const verbs: Readonly<Record<string, Verb>> = {
  console: {
    usage: 'console',
    summary: 'talk to the bot here, as npm start does',
    async run(_args, config) {
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
}

async function askOnce(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const paperboy = await openPaperboy(config)
  try {
    const answer = await ask(paperboy.bot, positionals.join(' '), terminalOf(config)())
    print(values.json ? JSON.stringify(answer.view, null, 2) : answer.text)
    return answer.ok ? 0 : 1
  } finally {
    await paperboy.close()
  }
}

async function importAll(args: readonly string[], config: Config): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true })
  const files = await listFiles(positionals)
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
    return report(done)
  } finally {
    await database.close()
  }
}

/** Says what an import came to; gives the exit code, which is bad when a file could not be read. */
function report(done: readonly FileImport[]): number {
  const sum = (count: (file: FileImport) => number) =>
    done.reduce((all, file) => all + count(file), 0)
  for (const { file, problems, error } of done) {
    if (error !== undefined) complain(`${file}: ${error}`)
    for (const { place, reason } of problems) complain(`${file}: ${place} ${reason}`)
  }
  const skipped = sum(({ problems }) => problems.length)
  const failed = done.filter(({ error }) => error !== undefined).length
  const counts = [
    `${counted(sum((f) => f.added))} new`,
    `${counted(sum((f) => f.changed))} changed`,
    `${counted(sum((f) => f.unchanged))} as they were`,
    ...(skipped === 0 ? [] : [`${plural(skipped, 'record')} left out`]),
    ...(failed === 0 ? [] : [`${plural(failed, 'file')} not read`]),
  ]
  const papers = plural(
    sum((f) => f.papers),
    'paper',
  )
  print(`${papers} in ${plural(done.length, 'file')}: ${counts.join(', ')}.`)
  return failed === 0 ? 0 : 1
}

function help(): string {
  const width = Math.max(...Object.values(verbs).map(({ usage }) => usage.length))
  const lines = Object.values(verbs).map(
    ({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`,
  )
  return ['Usage: node src/cli.ts VERB …', '', ...lines].join('\n')
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
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb !== undefined) process.exitCode = await runVerb(verb, args)
  else if (['', 'help', '--help', '-h'].includes(name)) print(help())
  else {
    complain(`There is no verb “${name}”.\n\n${help()}`)
    process.exitCode = 1
  }
}

async function runVerb(verb: Verb, args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    print(`Usage: node src/cli.ts ${verb.usage}\n\n${verb.summary}`)
    return 0
  }
  try {
    return await verb.run(args, readConfig())
  } catch (error) {
    if (!isBadArgument(error)) throw error
    complain(`${error.message}\nUsage: node src/cli.ts ${verb.usage}`)
    return 1
  }
}

function isBadArgument(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return error instanceof Error && (code?.startsWith('ERR_PARSE_ARGS') ?? false)
}

await runToEnd(main)
