// The project's own set: the sample corpus and what people type to find its papers.
import { samplePapers } from '../../tests/search/fixtures.ts'
import { overSample } from '../../tests/search/ranking-set.ts'
import type { Collection } from './collection.ts'

/** Each query with the one paper that must come first. */
export const sampleCollection: Collection = {
  name: 'sample',
  papers: samplePapers,
  questions: overSample.map(([text, id], i) => ({
    id: `${i + 1}`,
    text,
    judged: new Map([[id, 1]]),
  })),
}
