// `npm run bench`: figures, never verdicts. Picks sections and corpora, measures, prints tables.
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  type BenchCorpus,
  generatedCorpus,
  readPapers,
  realCorpus,
  sampleCorpus,
} from './corpora.ts'
import type { Section } from './section.ts'
import { discordSection } from './sections/discord.ts'
import { loopSection } from './sections/event-loop.ts'
import { importInto, importSection } from './sections/import.ts'
import { indexSection } from './sections/index-build.ts'
import { searchSection } from './sections/search.ts'
import { slackSection } from './sections/slack.ts'
import { snapshotSection } from './sections/snapshot.ts'
import { startSection } from './sections/start.ts'
import { syncSection } from './sections/sync.ts'
import { figure, grouped, type Row, renderTable, wrapped } from './table.ts'

const sections = [
  importSection,
  syncSection,
  indexSection,
  snapshotSection,
  startSection,
  searchSection,
  loopSection,
  discordSection,
  slackSection,
]

const usage = `Usage: npm run bench -- [${sections.map(({ name }) => name).join('] [')}] [OPTION…]

  --papers N     size of the generated corpus, 5000 by default, 0 for none; may be given again
  --full         the generated corpora of 20,000 and of 100,000 papers
  --seconds N    time for each kind of query, 4 by default
  --days FOLDER  real feed days, one JSON file each, by default ../shared/data/huggingface-daily
  --help         this text
`

const defaultDays = fileURLToPath(new URL('../../shared/data/huggingface-daily', import.meta.url))

type Choice = {
  readonly sections: readonly Section[]
  readonly sizes: readonly number[]
  readonly days: string
  readonly seconds: number
}

class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What was asked for, or 'help'. Throws UsageError, or what parseArgs throws, for a mistake. */
function readChoice(args: readonly string[]): Choice | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      papers: { type: 'string', multiple: true },
      full: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '4' },
      days: { type: 'string', default: defaultDays },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  if (values.help) return 'help'
  const unknown = positionals.find((word) => !sections.some(({ name }) => name === word))
  if (unknown !== undefined) throw new UsageError(`There is no section “${unknown}”.`)
  const sizes = values.full ? [20_000, 100_000] : (values.papers ?? ['5000']).map(Number)
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new UsageError('--papers takes a whole number.')
  const seconds = Number(values.seconds)
  if (!(seconds > 0)) throw new UsageError('--seconds takes a number above 0.')
  const chosen = sections.filter(({ name }) => positionals.includes(name))
  const { days } = values
  return { sections: chosen.length > 0 ? chosen : sections, sizes, days, seconds }
}

async function makeCorpora({ days, sizes }: Choice, folder: string): Promise<BenchCorpus[]> {
  const sample = await sampleCorpus(folder)
  const real = await realCorpus(days, folder)
  const base = real?.papers ?? (await readPapers(sample.files))
  const corpora = [sample, ...(real === undefined ? [] : [real.corpus])]
  for (const size of sizes.filter((count) => count > 0))
    corpora.push(await generatedCorpus(base, size, folder))
  for (const corpus of corpora) await importInto(corpus)
  return corpora
}

/**
 * The sample is what people meet first, and what there is when nothing real is. How long a start takes on
 * thousands of papers is in the index section: there is no need to wait for it four times more.
 */
function measuredBy(section: Section, corpora: readonly BenchCorpus[]): readonly BenchCorpus[] {
  if (section === startSection) return corpora.filter(({ kind }) => kind !== 'generated')
  const hasReal = corpora.some(({ kind }) => kind === 'real')
  return corpora.filter(({ kind }) => kind !== 'sample' || !hasReal)
}

function heading(corpora: readonly BenchCorpus[]): string {
  const cores = `${availableParallelism()} cores${cpus()[0] ? ` (${cpus()[0]?.model})` : ''}`
  const labels = corpora.map(({ label }) => label).join(', ')
  return [
    `Paperboy's figures. Node ${process.version}, ${cores}, load ${load()}.`,
    `Corpora: ${labels} papers. Medians where there are several runs.`,
  ].join('\n')
}

function load(): string {
  return figure(loadavg()[0])
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function bench(choice: Choice, folder: string): Promise<void> {
  const start = performance.now()
  const corpora = await makeCorpora(choice, folder)
  print(heading(corpora))
  for (const section of choice.sections) {
    const rows: Row[] = []
    for (const corpus of measuredBy(section, corpora))
      rows.push(...(await section.measure(corpus, choice)))
    const about = wrapped(`${section.name}: ${section.about}`)
    print(`\n${about}\n\n${renderTable(section.columns, rows)}`)
  }
  const seconds = Math.round((performance.now() - start) / 1000)
  print(`\nTook ${grouped(seconds)} s; load now ${load()}.`)
}

async function main(): Promise<void> {
  const choice = readChoice(process.argv.slice(2))
  if (choice === 'help') return print(usage)
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'))
  try {
    await bench(choice, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

try {
  await main()
} catch (error) {
  if (!isMistake(error)) throw error
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 1
}

function isMistake(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  return error instanceof TypeError && 'code' in error && String(error.code).includes('PARSE_ARGS')
}
