// How texts are analysed, as a short print: an index that was made by another analysis must not be used.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Paper } from '../papers/paper.ts'
import { analysePaper } from './analysis.ts'

/** Where the analysis and the layout of what is kept are written down. Samples alone would miss the change of a rare word. */
const sources = [
  'acronyms.ts',
  'american.ts',
  'analysis.ts',
  'stem.ts',
  'text.ts',
  'varint.ts',
  'compact/common-pairs.ts',
  'compact/growing.ts',
  'compact/index.ts',
  'compact/keeping.ts',
  'compact/merging.ts',
  'compact/numbering.ts',
  'compact/numbers.ts',
  'compact/packing.ts',
  'compact/papers.ts',
  'compact/postings.ts',
  'compact/record.ts',
  'compact/standings.ts',
  'compact/texts.ts',
  'compact/units.ts',
  'compact/words.ts',
]

/** Texts with something for every rule of the analysis; they notice what changed outside those files, Unicode's tables above all. */
const samples: readonly Paper[] = [
  {
    id: '2501.00001',
    title: 'Few-shot Schrödinger bridges: \\mathcal{O}(n^2) π0 with GPT-4.5 and C++',
    abstract:
      'We’re quantizing losses, matrices and analyses; Naïve ﬁne‑tuning isn’t ½ as optimised.',
    authors: ['Łukasz Ångström-Ørsted', 'D. P. Kingma', '李明'],
    source: 'sample',
    published: '2025-01-01',
    votes: 3,
    keywords: [
      'state-space models',
      'Δ-nets',
      'プロンプト',
      'Llama-3.1-8B',
      'H$_2$O',
      'colour centres',
    ],
    organization: 'Université de Montréal',
  },
  { id: 'pb-0123456789ab', title: 'E=mc² 🚀', abstract: '', authors: [], source: 'sample' },
]

/** 16 hexadecimal digits that change with the analysis. Rejects when its own source files cannot be read. */
export async function analysisFingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of sources) hash.update(await readFile(new URL(name, import.meta.url)))
  hash.update(JSON.stringify(samples.map((paper) => analysePaper(paper))))
  return hash.digest('hex').slice(0, 16)
}
