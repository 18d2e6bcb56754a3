// `npm run bench:search`: how well papers are ranked, by people's judgements; ours and the engines a user could pick instead, in one run.
import { availableParallelism, loadavg } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { listFiles } from '../../src/sources/disk.ts'
import { readPapers } from '../corpora.ts'
import { percentile, timed } from '../measure.ts'
import { createRandom } from '../random.ts'
import { figure, grouped, type Row, renderTable, wrapped } from '../table.ts'
import { type Difference, pairedDifference } from './bootstrap.ts'
import { type Collection, CollectionError, type Question, readCollection } from './collection.ts'
import { mean, ndcg, recall, reciprocalRank } from './metrics.ts'
import { createRankers, depth, type Ranker } from './rankers.ts'
import { sampleCollection } from './sample.ts'
import {
  type Relations,
  relatedByAuthors,
  relatedByQuestions,
  similarColumns,
  similarRows,
} from './similar.ts'

const usage = `Usage: npm run bench:search -- [--collection FOLDER]…

  --collection FOLDER  corpus.jsonl, queries.jsonl and qrels.tsv; may be given again. Without one, the project's own set.
  --similar            instead of questions: how often a related paper is among the first ten like another
  --days FOLDER        with --similar: feed days, whose papers are related by their authors; may be given again
  --help               this text
`

const columns: Row = [
  'engine',
  'nDCG@10',
  `recall@${depth}`,
  'MRR',
  'p50 ms',
  'p99 ms',
  'ours better by',
  '95 % interval',
]

/** Any whole number will do, as long as it stays: the same figures give the same intervals. */
const seed = 8
/** Queries asked before the clock counts, so that code is compiled. */
const warmUp = 10

/** What each question got, in order. */
type Marks = Readonly<Record<'ndcg' | 'recall' | 'rank' | 'milliseconds', readonly number[]>>

async function marksOf(ranker: Ranker, questions: readonly Question[]): Promise<Marks> {
  for (const { text } of questions.slice(0, warmUp)) await ranker.rank(text)
  const marks = { ndcg: [], recall: [], rank: [], milliseconds: [] } as Record<
    keyof Marks,
    number[]
  >
  for (const { text, judged } of questions) {
    let ranked: readonly string[] = []
    marks.milliseconds.push(
      await timed(async () => {
        ranked = await ranker.rank(text)
      }),
    )
    marks.ndcg.push(ndcg(ranked, judged, 10))
    marks.recall.push(recall(ranked, judged, depth))
    marks.rank.push(reciprocalRank(ranked, judged))
  }
  return marks
}

async function rowsOf({ papers, questions }: Collection): Promise<Row[]> {
  const [ours, ...peers] = await createRankers(papers)
  const own = await marksOf(ours, questions)
  const rows = [row(ours.name, own)]
  for (const peer of peers) {
    const theirs = await marksOf(peer, questions)
    rows.push(row(peer.name, theirs, pairedDifference(own.ndcg, theirs.ndcg, createRandom(seed))))
  }
  return rows
}

function row(name: string, marks: Marks, better?: Difference): Row {
  const quality = [marks.ndcg, marks.recall, marks.rank].map((values) => mean(values).toFixed(3))
  const times = [0.5, 0.99].map((share) => figure(percentile(marks.milliseconds, share)))
  const difference =
    better === undefined
      ? ['', '']
      : [signed(better.mean), `${signed(better.low)} to ${signed(better.high)}`]
  return [name, ...quality, ...times, ...difference]
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function bench(folders: readonly string[]): Promise<void> {
  const load = figure(loadavg()[0])
  print(`Node ${process.version}, ${availableParallelism()} cores, load ${load}.`)
  if (folders.length === 0)
    print(
      'No --collection was given: these are the project’s own queries over its sample. Whoever wrote them knew the papers, so they say less than a collection made elsewhere.',
    )
  print(
    wrapped(
      `Every engine gets the question as typed and gives up to ${depth} papers; ours by the very path of the search command. “Ours better by” is the mean difference in nDCG@10, with the interval of 10,000 paired bootstrap draws.`,
    ),
  )
  for (const folder of folders.length === 0 ? [undefined] : folders) {
    const collection = folder === undefined ? sampleCollection : await readCollection(folder)
    const { name, papers, questions } = collection
    const size = `${grouped(papers.length)} papers, ${grouped(questions.length)} questions`
    print(`\n${name}: ${size}\n\n${renderTable(columns, await rowsOf(collection))}`)
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      collection: { type: 'string', multiple: true, default: [] },
      similar: { type: 'boolean', default: false },
      days: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(usage)
  if (values.similar) return benchSimilar(values.collection, values.days)
  await bench(values.collection)
}

try {
  await main()
} catch (error) {
  if (!isMistake(error)) throw error
  process.stderr.write(`${error.message}\n\n${usage}`)
  process.exitCode = 1
}

function isMistake(error: unknown): error is Error {
  if (error instanceof CollectionError) return true
  return error instanceof TypeError && 'code' in error && String(error.code).includes('PARSE_ARGS')
}
