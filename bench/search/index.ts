// `npm run bench:search`: how well search finds what people look for, by questions, by half remembered titles and by likeness.
import { availableParallelism, loadavg } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { createCompactEngine } from '../../src/search/compact.ts'
import { listFiles } from '../../src/sources/disk.ts'
import { readPapers } from '../corpora.ts'
import { figure, grouped, renderTable, wrapped } from '../table.ts'
import { type Collection, CollectionError, readCollection } from './collection.ts'
import { knownItems, successColumns, successRows, withAuthors } from './known-item.ts'
import { qualityColumns, qualityRows } from './quality.ts'
import { depth } from './rankers.ts'
import { sampleCollection } from './sample.ts'
import {
  type Relations,
  relatedByAuthors,
  relatedByQuestions,
  similarColumns,
  similarRows,
} from './similar.ts'

const usage = `Usage: npm run bench:search -- [--known | --similar] [--collection FOLDER]…

  --collection FOLDER  corpus.jsonl, queries.jsonl and qrels.tsv; may be given again. Without one, the project's own set.
  --known              instead of questions: how often a paper is found by a title half remembered
  --queries N          with --known: so many of each kind (200)
  --missed N           with --known: shows so many of each kind that did not find their paper first
  --similar            instead of questions: how often a related paper is among the first ten like another
  --days FOLDER        with --similar: feed days, whose papers are related by their authors; may be given again
  --help               this text
`

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function collectionsIn(folders: readonly string[]): Promise<readonly Collection[]> {
  const collections: Collection[] = []
  for (const folder of folders) collections.push(await readCollection(folder))
  return folders.length === 0 ? [sampleCollection] : collections
}

async function benchQuestions(folders: readonly string[]): Promise<void> {
  if (folders.length === 0)
    print(
      'No --collection was given: these are the project’s own queries over its sample. Whoever wrote them knew the papers, so they say less than a collection made elsewhere.',
    )
  print(
    wrapped(
      `Every engine gets the question as typed and gives up to ${depth} papers; ours by the very path of the search command. “Ours better by” is the mean difference in nDCG@10, with the interval of 10,000 paired bootstrap draws.`,
    ),
  )
  for (const collection of await collectionsIn(folders)) {
    const { name, papers, questions } = collection
    const size = `${grouped(papers.length)} papers, ${grouped(questions.length)} questions`
    print(`\n${name}: ${size}\n\n${renderTable(qualityColumns, await qualityRows(collection))}`)
  }
}

/** Titles half remembered: how many queries of each kind, and how many shown that missed. */
async function benchKnown(
  folders: readonly string[],
  { queries, missed }: { readonly queries: number; readonly missed: number },
): Promise<void> {
  print(
    wrapped(
      'Queries made from titles the way people get them wrong, each for one paper, through the very path of the search command: how often that paper is the first, and among the first five. Titles that two papers share are left out, and queries with fewer than three telling words. Where a collection names no authors, some are made up.',
    ),
  )
  for (const { name, papers: given } of await collectionsIn(folders)) {
    const papers = withAuthors(given)
    const engine = createCompactEngine()
    await engine.add(papers)
    const all = await knownItems(engine, papers, queries)
    const table = renderTable(successColumns, successRows(all))
    print(`\n${name}: ${grouped(papers.length)} papers\n\n${table}`)
    for (const { kind, missed: missing } of all)
      for (const { text, id } of missing.slice(0, missed)) print(`${kind}, ${id}: ${text}`)
  }
}

/** What is like what, in collections and on feed days; in the project's own set when there are none. */
async function benchSimilar(folders: readonly string[], days: readonly string[]): Promise<void> {
  print(
    wrapped(
      'Papers are related when they answer one question, or have three authors in common; neither is told to an engine. Recall@10: the share of a paper’s related ones among the first ten like it. “Ours better by” is the mean difference in it, with the interval of 10,000 paired bootstrap draws.',
    ),
  )
  const relations: Relations[] = []
  for (const folder of folders) relations.push(relatedByQuestions(await readCollection(folder)))
  for (const folder of days) {
    const files = (await listFiles([folder])).filter((file) => file.endsWith('.json'))
    relations.push(relatedByAuthors(basename(folder), await readPapers(files)))
  }
  if (relations.length === 0) relations.push(relatedByQuestions(sampleCollection))
  for (const one of relations) {
    const size = `${grouped(one.papers.length)} papers, ${grouped(one.related.size)} with related ones`
    const rows = one.related.size === 0 ? [] : await similarRows(one)
    print(`\n${one.name}: ${size}\n\n${renderTable(similarColumns, rows)}`)
  }
}

/** A mistake in what was typed. */
class UsageError extends Error {
  override readonly name = 'UsageError'
}

function countOf(option: string, typed: string): number {
  if (!/^\d{1,6}$/.test(typed)) throw new UsageError(`${option} takes a whole number.`)
  return Number(typed)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      collection: { type: 'string', multiple: true, default: [] },
      known: { type: 'boolean', default: false },
      queries: { type: 'string', default: '200' },
      missed: { type: 'string', default: '0' },
      similar: { type: 'boolean', default: false },
      days: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(usage)
  const { collection: folders } = values
  const counts = {
    queries: countOf('--queries', values.queries),
    missed: countOf('--missed', values.missed),
  }
  print(`Node ${process.version}, ${availableParallelism()} cores, load ${figure(loadavg()[0])}.`)
  if (values.known) return benchKnown(folders, counts)
  if (values.similar) return benchSimilar(folders, values.days)
  await benchQuestions(folders)
}

try {
  await main()
} catch (error) {
  if (!isMistake(error)) throw error
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 1
}

function isMistake(error: unknown): error is Error {
  if (error instanceof CollectionError || error instanceof UsageError) return true
  return error instanceof TypeError && 'code' in error && String(error.code).includes('PARSE_ARGS')
}
