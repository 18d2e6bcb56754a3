// The literature beyond the corpus: one paper, or a search, fetched while somebody waits, and stored.
import type { Beyond, FromBeyond } from '../bot/beyond.ts'
import type { Paper, PaperId } from '../papers/paper.ts'
import type { ArxivSource } from './arxiv-api.ts'
import type { Clock, Fetched } from './http.ts'
import { type HuggingFaceSource, huggingFaceQuota } from './hugging-face-api.ts'
import type { Records } from './reading.ts'

export type OnDemandParts = {
  readonly huggingFace: HuggingFaceSource
  readonly arxiv: ArxivSource
  /** Stores papers and gives them back as they are then held. */
  store(papers: readonly Paper[]): Promise<readonly Paper[]>
  readonly clock: Clock
}

/** The papers asked for with one search: four pages of five. */
const searchLimit = 20

/** Chat platforms want an answer within three seconds; half a second is for the way. Milliseconds. */
const patienceMs = 2_500
/** How long an answer from beyond is remembered, so that a page turned or a link posted twice asks once. */
const memoryMs = 600_000
/** Answers remembered. */
const memorySize = 200
/** Searches allowed in a window: some of upstream's quota stays for other processes. */
const searchesAllowed = Math.floor(huggingFaceQuota.searches / 2)

/**
 * Asks Hugging Face and arXiv at once for a paper, calling `slow` once when that takes longer than an answer may, and
 * Hugging Face's own search for a query. Recent answers are remembered, in this process alone.
 */
export function createOnDemand({ huggingFace, arxiv, store, clock }: OnDemandParts): Beyond {
  const papers = remembering<Paper>(clock)
  const searches = remembering<readonly Paper[]>(clock)
  const searchedAt: number[] = []

  async function fetchPaper(id: PaperId): Promise<FromBeyond<Paper>> {
    const asked = [arxiv.papers([id]).then(papersIn), huggingFace.paper(id).then(papersIn)]
    const all = Promise.all(asked)
    const waiting = new AbortController()
    // One of the two will do when the other keeps a person waiting.
    const early = firstAfterPatience(asked, waiting.signal).catch(() => all)
    const answers: readonly Heard[] = await Promise.race([all, early]).finally(() =>
      waiting.abort(),
    )
    const records = answers.flatMap((answer) => ('papers' in answer ? answer.papers : []))
    const [paper] = records.length > 0 ? await store(records) : []
    if (paper !== undefined) return { is: 'found', value: paper }
    const failed = answers.find((answer) => 'failed' in answer)
    return failed === undefined ? { is: 'absent' } : { is: 'failed', reason: failed.failed }
  }

  /** The first paper found, once a person has waited long enough. Rejects when none is found, or when told to stop. */
  async function firstAfterPatience(
    asked: readonly Promise<Heard>[],
    signal: AbortSignal,
  ): Promise<readonly Heard[]> {
    await clock.sleep(patienceMs, signal)
    return [await Promise.any(asked.map(found))]
  }

  async function fetchSearch(query: string): Promise<FromBeyond<readonly Paper[]>> {
    const now = clock.now()
    while (searchedAt[0] !== undefined && now - searchedAt[0] >= huggingFaceQuota.windowMs)
      searchedAt.shift()
    if (searchedAt.length >= searchesAllowed)
      return { is: 'failed', reason: 'has been asked too often these minutes' }
    searchedAt.push(now)
    return kept(await huggingFace.search(query, searchLimit))
  }

  async function kept(answer: Fetched<Records>): Promise<FromBeyond<readonly Paper[]>> {
    if (answer.status === 'failed') return { is: 'failed', reason: answer.reason }
    const found = answer.status === 'ok' ? answer.value.papers : []
    return found.length === 0 ? { is: 'absent' } : { is: 'found', value: await store(found) }
  }

  return {
    async paper(id, slow) {
      const answer = papers(id, () => fetchPaper(id))
      const waiting = new AbortController()
      const patience = clock.sleep(patienceMs, waiting.signal).then(slow, () => undefined)
      try {
        return await answer
      } finally {
        waiting.abort()
        await patience
      }
    },
    search: (query) => searches(query.trim().toLowerCase(), () => fetchSearch(query)),
  }
}

/** Rejects when what was heard is no paper. */
async function found(asked: Promise<Heard>): Promise<Heard> {
  const heard = await asked
  if ('papers' in heard && heard.papers.length > 0) return heard
  throw new Error('no paper')
}

type Heard = { readonly papers: readonly Paper[] } | { readonly failed: string }

function papersIn(answer: Fetched<Records | Paper>): Heard {
  if (answer.status === 'failed') return { failed: answer.reason }
  if (answer.status !== 'ok') return { papers: [] }
  return { papers: 'papers' in answer.value ? answer.value.papers : [answer.value] }
}

/** Asks once for whoever asks the same at the same time or soon after. Failures are forgotten at once. */
function remembering<T>(
  clock: Clock,
): (key: string, ask: () => Promise<FromBeyond<T>>) => Promise<FromBeyond<T>> {
  const known = new Map<string, { readonly answer: Promise<FromBeyond<T>>; readonly at: number }>()
  return (key, ask) => {
    const recent = known.get(key)
    if (recent !== undefined && clock.now() - recent.at < memoryMs) return recent.answer
    const forget = () => known.delete(key)
    const answer = ask()
    known.set(key, { answer, at: clock.now() })
    answer.then(({ is }) => is === 'failed' && forget(), forget)
    const [oldest] = known.keys()
    if (known.size > memorySize && oldest !== undefined) known.delete(oldest)
    return answer
  }
}
