// Indexes with a past: the same papers, come by in different ways, and everything an engine can be asked about them.
import fc from 'fast-check'
import type { Paper } from '../../src/papers/paper.ts'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import { parseQuery } from '../../src/search/query.ts'

const words = fc.constantFrom(
  ...'diffusion models model state-space state spaces attention is all the of few-shot GPT-4 λ-nets Schrödinger fusion learning learned learner'.split(
    ' ',
  ),
)
const text = (least: number, most: number) =>
  fc.array(words, { minLength: least, maxLength: most }).map((all) => all.join(' '))
const ids = Array.from({ length: 30 }, (_, i) => `2501.${String(i).padStart(5, '0')}`)

/** Papers of few words, so that many are alike; an id may stand for several. */
export const alikePaper: fc.Arbitrary<Paper> = fc.record(
  {
    id: fc.constantFrom(...ids),
    title: text(1, 4),
    abstract: text(0, 12),
    authors: fc.array(fc.constantFrom('Ada Núñez', 'J. Ho', 'Li Wei'), { maxLength: 2 }),
    source: fc.constant('jsonl' as const),
    published: fc.constantFrom('2025-01-01', '2025-01-02'),
    votes: fc.nat(3),
    keywords: fc.array(text(1, 2), { maxLength: 2 }),
    organization: fc.constantFrom('MIT', 'Mila'),
    code: fc.constant({ url: 'https://example.org' }),
  },
  { requiredKeys: ['id', 'title', 'abstract', 'authors', 'source'] },
)

/** What happens to an index. */
export type Change = { readonly add: readonly Paper[] } | { readonly remove: readonly string[] }

export const history: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ add: fc.array(alikePaper, { maxLength: 15 }) }) },
    fc.record({ remove: fc.array(fc.constantFrom(...ids), { maxLength: 8 }) }),
  ),
  { maxLength: 8 },
)

/** Lets it happen. */
export async function live(engine: SearchEngine, changes: readonly Change[]): Promise<void> {
  for (const change of changes)
    await ('add' in change ? engine.add(change.add) : engine.remove(change.remove))
}

/** The papers that are left after a history. */
export function leftBy(changes: readonly Change[]): Paper[] {
  const papers = new Map<string, Paper>()
  for (const change of changes)
    if ('add' in change) for (const paper of change.add) papers.set(paper.id, paper)
    else for (const id of change.remove) papers.delete(id)
  return [...papers.values()]
}

/** An engine that never held anything else. */
export async function freshly(papers: readonly Paper[]): Promise<SearchEngine> {
  const engine = createCompactEngine()
  await engine.add(papers)
  return engine
}

const queries = [
  '',
  'model',
  'diffusion model',
  'fusion OR learn',
  '"state space"',
  'statespace -fusion',
  'title:attention',
  'author:ho',
  'org:mit has:code',
  'votes:>=1 learned',
  'li wei',
  '2501.00003',
  'the of',
  'all is attention few-shot schrodinger',
  'which learned models of diffusion spaces learn attention',
]
const misspelt = ['difusion', 'modle', 'fusoin attenton', 'learnt', 'stat']
const prefixes = ['l', 'model', 'state sp', 'diffusion m', 'gp', 'zz', 'a']

/** Everything the engine answers, scores and all. */
export async function answers(engine: SearchEngine): Promise<unknown> {
  const all = { offset: 0, limit: 1000 }
  const found = []
  for (const text of queries) {
    const query = parseQuery(text)
    for (const sort of ['relevance', 'new', 'votes'] as const)
      found.push(await engine.search(query, { ...all, sort }))
    found.push(await engine.search(query, { ...all, words: 'most' }))
    found.push(await engine.search(query, { ...all, since: '2025-01-02' }))
  }
  const corrected = await Promise.all(misspelt.map((text) => engine.correct(parseQuery(text))))
  const suggested = await Promise.all(prefixes.map((prefix) => engine.suggest(prefix, 5)))
  const alike = await Promise.all(ids.map((id) => engine.similar(id, 4)))
  return { size: engine.size(), found, corrected, suggested, alike }
}
