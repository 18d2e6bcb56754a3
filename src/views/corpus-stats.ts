// How the corpus stands.
import type { Fact, Span, Text, View } from '../bot/view.ts'
import { type CorpusState, origins, type SourceName } from '../papers/paper.ts'
import { counted, dayWords, plural } from './paper-lines.ts'

const sourceNames: Readonly<Record<SourceName, string>> = {
  sample: 'the sample',
  page: 'a page’s text',
  jsonl: 'JSONL',
  'hugging-face': 'Hugging Face',
  arxiv: 'arXiv',
}

const importCommand = 'npx node src/cli.ts import FILE…'

/** What a newcomer should know while only the sample is there. */
export const sampleNotice: Text = [
  'This is a sample: real papers, with our own summaries. For the live corpus: ',
  { code: 'npx node src/cli.ts sync' },
  '; for your own: ',
  { code: importCommand },
]

/** Whether all there is is the sample corpus. */
export function isSample(state: CorpusState): boolean {
  return state.papers > 0 && state.bySource.sample === state.papers
}

/** How to fill an empty corpus. */
export function emptyCorpusView(): View {
  return {
    title: 'There are no papers here yet.',
    blocks: [{ kind: 'text', text: ['Fill the corpus with ', { code: importCommand }, '.'] }],
  }
}

/** The size, days, freshness and engine of a corpus. */
export function corpusStatsView(
  state: CorpusState,
  engine: { readonly name: string; readonly papers: number },
): View {
  if (state.papers === 0) return emptyCorpusView()
  return {
    title: 'The corpus',
    blocks: [
      { kind: 'facts', facts: factsOf(state, engine) },
      ...(isSample(state) ? [{ kind: 'note' as const, text: sampleNotice }] : []),
    ],
  }
}

function factsOf(
  state: CorpusState,
  engine: { readonly name: string; readonly papers: number },
): Fact[] {
  const { papers, firstDay, lastDay, feedDays, updatedAt } = state
  const span = firstDay && lastDay && `${dayWords(firstDay)} to ${dayWords(lastDay)}`
  const facts: (Fact | undefined)[] = [
    { name: 'Papers', value: counted(papers) },
    { name: 'From', value: sourcesOf(state) },
    span ? { name: 'Days', value: `${plural(feedDays, 'Daily Papers day')}, ${span}` } : undefined,
    updatedAt === undefined
      ? undefined
      : { name: 'Last update', value: [{ time: updatedAt, as: 'dateTime' }] },
    ...upstreamFacts(state),
    { name: 'Search', value: `${engine.name}, ${plural(engine.papers, 'paper')}` },
  ]
  return facts.filter((fact) => fact !== undefined)
}

/** How fresh each upstream's papers are, and since when it has not answered. */
function upstreamFacts({ upstream = [] }: CorpusState): Fact[] {
  return upstream.map(({ source, lastOkAt, failingSince, reason = 'does not answer' }) => {
    const asOf: Span[] =
      lastOkAt === undefined ? ['never read'] : ['as of ', { time: lastOkAt, as: 'dateTime' }]
    const failing: Span[] =
      failingSince === undefined
        ? []
        : [', failing since ', { time: failingSince, as: 'dateTime' }, `: ${reason}`]
    return { name: sourceNames[source], value: [...asOf, ...failing] }
  })
}

/** The most authoritative source first. */
function sourcesOf({ bySource }: CorpusState): string {
  return origins
    .toReversed()
    .flatMap((source) => {
      const papers = bySource[source]
      return papers === undefined ? [] : [`${sourceNames[source]} (${counted(papers)})`]
    })
    .join(', ')
}
