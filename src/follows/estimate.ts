// What a follow would have come to lately: how much, and three of it.

import { addDays, type Corpus, isoDay, type Paper } from '../papers/paper.ts'
import { analysePaper } from '../search/analysis.ts'
import type { SearchEngine } from '../search/engine.ts'
import { satisfies, type Watch } from './follow.ts'
import type { Likeness } from './likeness.ts'

/** So far back one looks, in days. */
export const estimateDays = 28
/** More a day than this is more than anybody reads. */
export const firehosePerDay = 10
const samplesShown = 3
/** Of what resembles a paper, as many are looked at; the rest is less like it still. */
const mostLike = 500

/** What the last four weeks would have brought. */
export type Estimate = {
  readonly papers: number
  /** The newest. */
  readonly samples: readonly Paper[]
}

/** Looks back over the papers that appeared in the last four weeks. */
export async function estimate(
  watch: Watch,
  { corpus, search }: { readonly corpus: Corpus; readonly search: SearchEngine },
  now: number,
): Promise<Estimate> {
  const since = addDays(isoDay(now), 1 - estimateDays)
  if (watch.likeness !== undefined)
    return estimateLike(watch, watch.likeness, corpus, search, since)
  const request = { offset: 0, limit: samplesShown, sort: 'new', since } as const
  const { hits, total } = await search.search({ ...watch.query, problems: [] }, request)
  return { papers: total, samples: await corpus.list(hits.map(({ id }) => id)) }
}

async function estimateLike(
  watch: Watch,
  likeness: Likeness,
  corpus: Corpus,
  search: SearchEngine,
  since: string,
): Promise<Estimate> {
  const dayOf = ({ published, feedDay }: Paper) => published ?? feedDay ?? ''
  const near = await search.similar(likeness.paper, mostLike)
  const papers = (await corpus.list(near.map(({ id }) => id))).filter(
    (paper) => dayOf(paper) >= since && satisfies(analysePaper(paper), watch),
  )
  const newest = papers.toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)))
  return { papers: papers.length, samples: newest.slice(0, samplesShown) }
}

/** Papers a day. */
export function perDay({ papers }: Pick<Estimate, 'papers'>): number {
  return papers / estimateDays
}
