// How well papers are ranked for the questions of a collection: ours and the engines a user could pick instead, in one run.
import { percentile, timed } from '../measure.ts'
import { createRandom } from '../random.ts'
import { figure, type Row } from '../table.ts'
import { type Difference, pairedDifference } from './bootstrap.ts'
import type { Collection, Question } from './collection.ts'
import { mean, ndcg, recall, reciprocalRank } from './metrics.ts'
import { createRankers, depth, type Ranker } from './rankers.ts'

export const qualityColumns: Row = [
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

/** How each engine did, ours first. */
export async function qualityRows({ papers, questions }: Collection): Promise<Row[]> {
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
