// Postings of many papers at once, term by term: filling one map after the other takes a fraction of the time
// that it takes paper by paper, when every word is in another map.
import type { PaperId } from '../papers/paper.ts'
import { fieldNames } from './candidates.ts'
import { fieldsOfLists, idTerm, type ListName, listNames } from './index-terms.ts'
import { PaperCounts } from './paper-counts.ts'
import type { Postings, TermFields } from './postings.ts'

/** Steps between two pauses: a few milliseconds of work. */
const stepsPerPause = 20_000

/** Words that were seen in papers, both by number. */
type Sightings = { words: Uint32Array; papers: Uint32Array; length: number }

/** Sightings in order of words: those of word n are `papers` from `starts[n]` to `starts[n + 1]`. */
type Sorted = { readonly starts: Uint32Array; readonly papers: Uint32Array<ArrayBuffer> }

export type Tally = {
  /** Notes that a word stands in a list of a paper. Papers must come in the order of their numbers, from 0. */
  see(list: ListName, word: number, paper: number): void
  /** Fills empty postings with what was seen. Each `yield` is a good moment for a pause. */
  fill(
    postings: Postings,
    words: readonly string[],
    ids: readonly PaperId[],
  ): Generator<undefined, void>
  /** In how many papers each word was seen as it is spelt. */
  spellings(words: readonly string[]): (readonly [word: string, papers: number])[]
}

/** A tally of nothing yet. */
export function createTally(): Tally {
  const seen = fieldNames.map(emptySightings)
  const spelt: number[] = []
  const places = new Map(
    listNames.map((list) => [list, fieldsOfLists[list].map((name) => fieldNames.indexOf(name))]),
  )
  return {
    see(list, word, paper) {
      if (list === 'spelt') spelt[word] = (spelt[word] ?? 0) + 1
      for (const field of places.get(list) ?? []) push(seen[field] as Sightings, word, paper)
    },

    *fill(postings, words, ids) {
      const sorted: Sorted[] = []
      for (const field of fieldNames.keys()) {
        sorted.push(yield* sortByWord(seen[field] as Sightings, words.length))
        seen[field] = emptySightings()
      }
      const lengths = new Uint32Array(ids.length * fieldNames.length)
      yield* putWords(postings, words, sorted, lengths)
      yield* putPapers(postings, ids, lengths)
    },

    spellings: (words) =>
      words.flatMap((word, i) => (spelt[i] === undefined ? [] : [[word, spelt[i]] as const])),
  }
}

function emptySightings(): Sightings {
  return { words: new Uint32Array(1024), papers: new Uint32Array(1024), length: 0 }
}

function push(sightings: Sightings, word: number, paper: number): void {
  if (sightings.length === sightings.words.length) {
    sightings.words = doubled(sightings.words)
    sightings.papers = doubled(sightings.papers)
  }
  sightings.words[sightings.length] = word
  sightings.papers[sightings.length++] = paper
}

function doubled(numbers: Uint32Array): Uint32Array {
  const larger = new Uint32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

/** A counting sort; it leaves the papers of each word in their order. */
function* sortByWord(
  { words, papers, length }: Sightings,
  wordCount: number,
): Generator<undefined, Sorted> {
  const starts = new Uint32Array(wordCount + 1)
  for (let i = 0; i < length; i++) {
    const after = (words[i] as number) + 1
    starts[after] = (starts[after] as number) + 1
    if (i % stepsPerPause === 0) yield
  }
  for (let word = 0; word < wordCount; word++)
    starts[word + 1] = (starts[word + 1] as number) + (starts[word] as number)
  const places = starts.slice()
  const sorted = new Uint32Array(length)
  for (let i = 0; i < length; i++) {
    const word = words[i] as number
    const place = places[word] as number
    places[word] = place + 1
    sorted[place] = papers[i] as number
    if (i % stepsPerPause === 0) yield
  }
  return { starts, papers: sorted }
}

function* putWords(
  postings: Postings,
  words: readonly string[],
  sorted: readonly Sorted[],
  lengths: Uint32Array,
): Generator<undefined, void> {
  let steps = 0
  for (const [word, term] of words.entries()) {
    const fields: TermFields = new Map()
    for (const [field, { starts, papers }] of sorted.entries()) {
      const [start = 0, end = 0] = starts.subarray(word, word + 2)
      if (start === end) continue
      const counts = new PaperCounts(papers.subarray(start, end))
      fields.set(field, counts)
      for (const paper of counts.keys()) {
        const place = paper * fieldNames.length + field
        lengths[place] = (lengths[place] as number) + 1
      }
      steps += end - start
    }
    if (fields.size > 0) postings.putTerm(term, fields)
    steps += 10
    if (steps < stepsPerPause) continue
    steps = 0
    yield
  }
}

function* putPapers(
  postings: Postings,
  ids: readonly PaperId[],
  lengths: Uint32Array,
): Generator<undefined, void> {
  const people = fieldNames.indexOf('people')
  for (const [i, id] of ids.entries()) {
    const own = Array.from(lengths.subarray(i * fieldNames.length, (i + 1) * fieldNames.length))
    own[people] = (own[people] ?? 0) + 1
    const number = postings.putPaper(id, own)
    postings.putTerm(idTerm(id), new Map([[people, new PaperCounts(Uint32Array.of(number))]]))
    if (i % 1000 === 999) yield
  }
}
