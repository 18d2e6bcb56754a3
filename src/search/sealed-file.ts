// A file that is whole or not used at all: blocks of bytes under a header, with checksums of all of them behind, sealed.
//   start: magic (16 bytes), format, length of the header, of the checksums (4 bytes each, the lowest first), and of the blocks (8)
//   · header (JSON) · the blocks · of each block its length (8 bytes) and the CRC-32 of each slice of it (4 bytes each)
//   · SHA-256 of the start, the header and the checksums
import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'

const magic = Buffer.from('PAPERBOY INDEX\r\n')
const format = 3
const startLength = magic.length + 20
const digestLength = 32
const longestHeader = 65_536
/** Bytes with a checksum of their own, taken between two pauses: a millisecond of work at most. */
const sliceSize = 2 ** 20

/** Why a file will not do, in words that can follow "not used:". */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile'
}

/** Replaces the file in one step or not at all: a crash leaves the old one. Throws when it cannot be written. */
export async function writeSealedFile(
  file: string,
  header: object,
  blocks: Iterable<Uint8Array>,
): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`
  try {
    const handle = await open(beside, 'w')
    try {
      await writeSealed(handle, Buffer.from(JSON.stringify(header)), blocks)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

async function writeSealed(handle: FileHandle, header: Buffer, blocks: Iterable<Uint8Array>) {
  let at = startLength
  const put = async (bytes: Uint8Array) => {
    at += await writeBytes(handle, bytes, at)
  }
  await put(header)
  const sums: Buffer[] = []
  for (const block of blocks) {
    sums.push(lengthBytes(block.length))
    for (const slice of slicesOf(block)) {
      sums.push(checksum(slice))
      await put(slice)
    }
  }
  // Only now is it known how long they are.
  const checksums = Buffer.concat(sums)
  const ends = { header: header.length, checksums: checksums.length }
  const start = startOf({ ...ends, blocks: at - startLength - header.length })
  await put(checksums)
  await put(sealOf(start, header, checksums))
  await writeBytes(handle, start, 0)
}

function* slicesOf<B extends Uint8Array>(block: B): Generator<Uint8Array> {
  for (let at = 0; at < block.length; at += sliceSize) yield block.subarray(at, at + sliceSize)
}

function checksum(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4)
  sum.writeUInt32LE(crc32(bytes))
  return sum
}

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(length))
  return bytes
}

function sealOf(start: Buffer, header: Buffer, checksums: Buffer): Buffer {
  return createHash('sha256').update(start).update(header).update(checksums).digest()
}

type Lengths = { readonly header: number; readonly checksums: number; readonly blocks: number }

function startOf({ header, checksums, blocks }: Lengths): Buffer {
  const start = Buffer.alloc(startLength)
  magic.copy(start)
  start.writeUInt32LE(format, magic.length)
  start.writeUInt32LE(header, magic.length + 4)
  start.writeUInt32LE(checksums, magic.length + 8)
  start.writeBigUInt64LE(BigInt(blocks), magic.length + 12)
  return start
}

async function writeBytes(handle: FileHandle, bytes: Uint8Array, to: number): Promise<number> {
  for (let done = 0; done < bytes.length; )
    done += (await handle.write(bytes, done, bytes.length - done, to + done)).bytesWritten
  return bytes.length
}

/**
 * Reads a file. `check` is given the header first and throws when it will not do; after that the seal is tested and `take`
 * is given the blocks in turn, each in memory of its own and of the checksums it should have.
 * Throws UnusableFile when the file is not whole or none of ours, and what the file system throws.
 */
export async function readSealedFile(
  file: string,
  check: (header: unknown) => void,
  take: (blocks: AsyncIterable<Uint8Array<ArrayBuffer>>) => Promise<void>,
): Promise<void> {
  const info = await stat(file)
  if (!info.isFile()) throw new UnusableFile('it is not a file')
  const handle = await open(file, 'r')
  try {
    const start = await readBytes(handle, 0, Math.min(info.size, startLength))
    const lengths = lengthsIn(start, info.size)
    const header = await readBytes(handle, startLength, lengths.header)
    check(jsonOf(header))
    const checksumsAt = startLength + lengths.header + lengths.blocks
    const checksums = await readBytes(handle, checksumsAt, lengths.checksums)
    const seal = await readBytes(handle, checksumsAt + checksums.length, digestLength)
    if (!seal.equals(sealOf(start, header, checksums))) throw new UnusableFile('it is damaged')
    await take(blocksOf(handle, checksums, { at: startLength + header.length, end: checksumsAt }))
  } finally {
    await handle.close()
  }
}

function lengthsIn(start: Buffer, size: number): Lengths {
  if (!start.subarray(0, magic.length).equals(magic)) throw new UnusableFile('it is none of ours')
  if (start.length < startLength) throw new UnusableFile('it is cut short')
  if (start.readUInt32LE(magic.length) !== format) throw new UnusableFile('its format is another')
  const header = start.readUInt32LE(magic.length + 4)
  if (header > longestHeader) throw new UnusableFile('it is damaged')
  const checksums = start.readUInt32LE(magic.length + 8)
  const blocks = Number(start.readBigUInt64LE(magic.length + 12))
  const expected = startLength + header + blocks + checksums + digestLength
  if (size < expected) throw new UnusableFile('it is cut short')
  if (size > expected) throw new UnusableFile('it is longer than it says')
  return { header, checksums, blocks }
}

async function readBytes(
  handle: FileHandle,
  from: number,
  length: number,
): Promise<Buffer<ArrayBuffer>> {
  // Not out of a pool: what is read is kept, and numbers of any size are read where it stands.
  const bytes = Buffer.allocUnsafeSlow(length)
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, from + at)
    if (bytesRead === 0) throw new UnusableFile('it is cut short')
    at += bytesRead
  }
  return bytes
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new UnusableFile('it is damaged')
  }
}

async function* blocksOf(
  handle: FileHandle,
  checksums: Buffer,
  { at, end }: { readonly at: number; readonly end: number },
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let from = at
  for (let next = 0; next < checksums.length; ) {
    const length = Number(checksums.readBigUInt64LE(next))
    if (length > end - from) throw new UnusableFile('it is damaged')
    const block = await readBytes(handle, from, length)
    from += length
    next += 8
    for (const slice of slicesOf(block)) {
      if (crc32(slice) !== checksums.readUInt32LE(next)) throw new UnusableFile('it is damaged')
      next += 4
      await setImmediate()
    }
    yield new Uint8Array(block.buffer)
  }
}
