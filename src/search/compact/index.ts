// What the index is made of, held together: a paper goes into all of it and out of all of it.
import type { Paper, PaperId } from '../../papers/paper.ts'
import { createAcronymBook } from '../acronyms.ts'
import type { Clause } from '../query.ts'
import type { Matching } from './allowed.ts'
import { createBeginnings } from './beginnings.ts'
import { createCommonPairs } from './common-pairs.ts'
import { createImpacts } from './impacts.ts'
import { columnOf } from './numbers.ts'
import { packRecord } from './packing.ts'
import { createPapers } from './papers.ts'
import { createPauses } from './pausing.ts'
import { createPeaks } from './peaks.ts'
import { createScales } from './points.ts'
import { createPostings, mostPapers } from './postings.ts'
import { createRecent } from './recent.ts'
import { definitionsIn, type PaperRecord, recordOf } from './record.ts'
import type { Saying } from './saying.ts'
import { eachNameStanding, eachPairStanding, eachSpelt, eachTextStanding } from './standings.ts'
import { createWords } from './words.ts'

export type Index = ReturnType<typeof createIndex>

/** An empty index. */
export function createIndex() {
  const words = createWords()
  const commonPairs = createCommonPairs(words)
  const papers = createPapers()
  /** Stems, and pairs of common ones: narrow is the title, wide the abstract and the keywords. */
  const text = createPostings()
  /** Names as folded: narrow are the authors, wide is the organisation. */
  const names = createPostings()
  const acronyms = createAcronymBook()
  const counts = {
    /** In how many papers a stem stands, and a name, and a word as it is spelt. */
    text: columnOf(Uint32Array),
    names: columnOf(Uint32Array),
    spelt: columnOf(Uint32Array),
  }

  /** What queries matched since the last change. */
  const recent = createRecent<Matching>()
  /** What acronyms that nobody explains stand for, '' of those that stand for nothing (initials.ts). */
  const spelled = createRecent<string>()

  /** How a query can be said otherwise, by its clauses. */
  const said = createRecent<readonly Saying[], readonly Clause[]>()

  let changes = 0

  /** Nothing is remembered that was found out by asking. */
  function forget(): void {
    changes++
    recent.forget()
    said.forget()
    spelled.forget()
  }

  function remove(id: PaperId): void {
    forget()
    const number = papers.numberOf(id)
    if (number === undefined) return
    const record = papers.recordOf(number)
    eachTextStanding(record, words.stemOf, (word) => counts.text.add(word, -1))
    eachNameStanding(record, (word) => counts.names.add(word, -1))
    eachSpelt(record, (word) => counts.spelt.add(word, -1))
    acronyms.remove(definitionsIn(record, words))
    papers.drop(number)
  }

  function add(paper: Paper): void {
    forget()
    const record = recordOf(paper, words)
    const bytes = packRecord(record)
    const before = papers.numberOf(paper.id)
    // What changed beside the words, as votes do, is noted where it stands.
    if (before !== undefined && papers.isRecorded(before, bytes)) {
      papers.note(before, paper)
      return
    }
    if (papers.count() >= mostPapers) throw new RangeError('the index has no more numbers')
    remove(paper.id)
    const number = papers.add(paper.id, record, bytes)
    papers.note(number, paper)
    stand(number, record)
  }

  function stand(number: number, record: PaperRecord): void {
    eachTextStanding(record, words.stemOf, (word, standing) => {
      text.add(word, number, standing)
      counts.text.add(word, 1)
    })
    eachPairStanding(record, commonPairs, (pair, standing) => text.add(pair, number, standing))
    eachNameStanding(record, (word, standing) => {
      names.add(word, number, standing)
      counts.names.add(word, 1)
    })
    eachSpelt(record, (word) => counts.spelt.add(word, 1))
    acronyms.add(definitionsIn(record, words))
  }

  const scales = createScales(papers)
  const beginnings = createBeginnings(papers, words)
  const peaks = { text: createPeaks(), names: createPeaks() }
  const impacts = createImpacts()

  return {
    ...{ words, commonPairs, papers, text, names, acronyms, counts, beginnings },
    ...{ scales, peaks, impacts, recent, spelled, said },
    ...{ add, remove, forget, ...createPauses(() => changes) },
  }
}
