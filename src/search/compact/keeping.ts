// The index kept, and taken in again: words, papers, columns and postings as they stand in memory.
import { setImmediate } from 'node:timers/promises'
import { blockReader, partsOf } from './blocks.ts'
import type { Piece } from './growing.ts'
import type { Index } from './index.ts'
import type { Column, Row } from './numbers.ts'

/** What is kept of texts at once. */
const textsPerBlock = 2_500

type Counts = {
  readonly words: number
  readonly papers: number
  readonly chunks: number
  readonly acronyms: number
  readonly text: number
  readonly names: number
}

/** The index at this moment, whatever happens to it before the last part is taken. */
export function save(index: Index): Iterable<Uint8Array> {
  const { words, papers } = index
  const [texts, ids, chunks] = [words.texts(), papers.ids(), papers.written()]
  const acronyms = Array.from(index.acronyms.entries(), ([{ short, long }, count]) =>
    [short, long, count].join('\n'),
  )
  const pieces = { text: index.text.seal(), names: index.names.seal() }
  const counts: Counts = {
    words: texts.length,
    papers: ids.length,
    chunks: chunks.length,
    acronyms: acronyms.length,
    text: pieces.text.length,
    names: pieces.names.length,
  }
  const columns = columnsOf(index).map(({ all }) => all.slice())
  const stems = new Uint32Array(texts.length)
  stems.set(words.stems().subarray(0, texts.length))
  return (function* () {
    yield* partsOf(jsonBytes(counts))
    yield* textParts(texts)
    yield* partsOf(bytesOf(stems))
    for (const column of columns) yield* partsOf(bytesOf(column))
    yield* textParts(ids)
    for (const chunk of chunks) yield* partsOf(chunk)
    yield* textParts(acronyms)
    for (const { starts, rows } of [...pieces.text, ...pieces.names]) {
      yield* partsOf(bytesOf(starts))
      yield* partsOf(bytesOf(rows))
    }
  })()
}

/** Takes in what was kept into an empty index. Throws when it is damaged, or mostly of papers that are gone. */
export async function load(index: Index, parts: Iterable<Uint8Array>): Promise<void> {
  const { words, papers } = index
  if (papers.count() > 0) throw new Error('only an empty index can be loaded')
  const block = blockReader(parts)
  const counts = JSON.parse(`${Buffer.from(await block())}`) as Counts
  await readTexts(block, counts.words, (texts) => words.restore(texts))
  const stems = new Uint32Array((await block()).buffer)
  words.restoreStems(stems)
  for (const column of columnsOf(index)) column.put((await block()).buffer)
  const ids: string[] = []
  await readTexts(block, counts.papers, (some) => ids.push(...some))
  const chunks: Uint8Array[] = []
  for (let i = 0; i < counts.chunks; i++) chunks.push(await block())
  papers.restore(ids, chunks)
  await readTexts(block, counts.acronyms, (some) => {
    for (const one of some) {
      const [short = '', long = '', times] = one.split('\n')
      index.acronyms.add([{ short, long }], Number(times))
    }
  })
  for (let i = 0; i < counts.text; i++) index.text.put(await readPiece(block))
  for (let i = 0; i < counts.names; i++) index.names.put(await readPiece(block))
  if (papers.count() > 2 * papers.size() + 1000)
    throw new RangeError('most of it is of papers that are gone')
}

async function readPiece(block: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Piece> {
  const starts = new Uint32Array((await block()).buffer)
  return { starts, rows: new Uint32Array((await block()).buffer) }
}

function columnsOf({ papers, counts }: Index): readonly Column<Row>[] {
  return [...Object.values(papers.columns), ...Object.values(counts)]
}

function* textParts(texts: readonly string[]): Generator<Uint8Array> {
  for (let from = 0; from < texts.length; from += textsPerBlock)
    yield* partsOf(jsonBytes(texts.slice(from, from + textsPerBlock)))
}

async function readTexts(
  block: () => Promise<Uint8Array>,
  count: number,
  take: (texts: readonly string[]) => void,
): Promise<void> {
  for (let from = 0; from < count; from += textsPerBlock) {
    take(JSON.parse(`${Buffer.from(await block())}`) as string[])
    await setImmediate()
  }
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

function bytesOf(row: Row): Uint8Array {
  return new Uint8Array(row.buffer, row.byteOffset, row.byteLength)
}
