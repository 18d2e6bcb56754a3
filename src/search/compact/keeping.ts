// The index kept, and taken in again: texts, columns, records and postings as they stand in memory.
import { setImmediate } from 'node:timers/promises'
import type { Blocks } from '../engine.ts'
import type { Piece } from './growing.ts'
import type { Index } from './index.ts'
import type { Column, Row } from './numbers.ts'

/** What is kept of acronyms at once. */
const acronymsPerBlock = 1_000
/** Titles of which the letters are read at once: a few milliseconds. */
const titlesAtOnce = 10_000

type Counts = {
  readonly papers: number
  readonly chunks: number
  readonly acronyms: number
  readonly text: number
  readonly names: number
}

/** The index at this moment, whatever happens to it before the last block is taken. */
export function save(index: Index): Iterable<Uint8Array> {
  const { words, papers } = index
  const texts = [words.written(), papers.ids.written()]
  const columns = columnsOf(index).map(({ all }) => all.slice())
  const chunks = papers.written()
  const acronyms = Array.from(index.acronyms.entries(), ([{ short, long }, count]) =>
    [short, long, count].join('\n'),
  )
  const pieces = { text: index.text.seal(), names: index.names.seal() }
  const counts: Counts = {
    papers: papers.count(),
    chunks: chunks.length,
    acronyms: acronyms.length,
    text: pieces.text.length,
    names: pieces.names.length,
  }
  return (function* () {
    yield jsonBytes(counts)
    for (const { units, ends } of texts) yield* [bytesOf(units), bytesOf(ends)]
    for (const column of columns) yield bytesOf(column)
    yield* chunks
    for (let from = 0; from < acronyms.length; from += acronymsPerBlock)
      yield jsonBytes(acronyms.slice(from, from + acronymsPerBlock))
    for (const { starts, rows } of [...pieces.text, ...pieces.names])
      yield* [bytesOf(starts), bytesOf(rows)]
  })()
}

/** Takes in what was kept into an empty index. Throws when it is damaged, or mostly of papers that are gone. */
export async function load(index: Index, blocks: Blocks): Promise<void> {
  const { words, papers } = index
  if (papers.count() > 0) throw new Error('only an empty index can be loaded')
  const block = readerOf(blocks)
  const counts = jsonOf(await block()) as Counts
  for (const texts of [words, papers.ids])
    await texts.restore({
      units: new Uint16Array(await block()),
      ends: new Uint32Array(await block()),
    })
  for (const column of columnsOf(index)) column.put(await block())
  const chunks: Uint8Array[] = []
  for (let i = 0; i < counts.chunks; i++) chunks.push(new Uint8Array(await block()))
  papers.restore(chunks, counts.papers)
  for (let from = 0; from < counts.acronyms; from += acronymsPerBlock) {
    for (const one of jsonOf(await block()) as string[]) {
      const [short = '', long = '', times] = one.split('\n')
      index.acronyms.add([{ short, long }], Number(times))
    }
    await setImmediate()
  }
  for (let i = 0; i < counts.text; i++) index.text.put(await readPiece(block))
  for (let i = 0; i < counts.names; i++) index.names.put(await readPiece(block))
  while (index.beginnings.read(titlesAtOnce)) await setImmediate()
  index.forget()
  if (papers.count() > 2 * papers.size() + 1000)
    throw new RangeError('most of it is of papers that are gone')
}

/** Gives block after block, each of a buffer of its own. */
function readerOf(blocks: Blocks): () => Promise<ArrayBuffer> {
  const left =
    Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]()
  return async () => {
    const { value, done } = await left.next()
    if (done === true) throw new RangeError('it ends too early')
    // It may be a part of another's. A Buffer's own `slice` would copy nothing.
    const isOwn = value.byteLength === value.buffer.byteLength
    return (isOwn ? value : new Uint8Array(value)).buffer as ArrayBuffer
  }
}

async function readPiece(block: () => Promise<ArrayBuffer>): Promise<Piece> {
  const starts = new Uint32Array(await block())
  return { starts, rows: new Uint32Array(await block()) }
}

function columnsOf({ words, papers, counts }: Index): readonly Column<Row>[] {
  return [
    ...Object.values(words.columns),
    ...Object.values(papers.columns),
    ...Object.values(counts),
  ]
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

function jsonOf(bytes: ArrayBuffer): unknown {
  return JSON.parse(Buffer.from(bytes).toString())
}

function bytesOf(row: Row | Uint16Array): Uint8Array {
  return new Uint8Array(row.buffer, row.byteOffset, row.byteLength)
}
