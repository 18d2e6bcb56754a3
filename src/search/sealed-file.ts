// A file that is whole or not used at all: parts of bytes under a header, the end sealed with a checksum of everything.
//   start: magic (16 bytes), format, length of the header, length of the parts (4, 4 and 8 bytes, the lowest first)
//   · header (JSON) · each part with its length before it (4 bytes) · SHA-256 of all after the start, and then of the start
import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'

const magic = Buffer.from('PAPERBOY INDEX\r\n')
const format = 1
const startLength = magic.length + 16
const digestLength = 32
const longestHeader = 65_536
/** Bytes hashed between two pauses: a few milliseconds of work. */
const hashedAtOnce = 1_048_576

/** Why a file will not do, in words that can follow "not used:". */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile'
}

/** Replaces the file in one step or not at all: a crash leaves the old one. Throws when it cannot be written. */
export async function writeSealedFile(
  file: string,
  header: object,
  parts: Iterable<Uint8Array>,
): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`
  try {
    const handle = await open(beside, 'w')
    try {
      await writeSealed(handle, Buffer.from(JSON.stringify(header)), parts)
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

async function writeSealed(handle: FileHandle, header: Buffer, parts: Iterable<Uint8Array>) {
  const hash = createHash('sha256')
  let at = startLength
  const put = async (bytes: Uint8Array) => {
    hash.update(bytes)
    at += await writeBytes(handle, bytes, at)
  }
  await put(header)
  for (const part of parts) {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(part.length)
    await put(length)
    await put(part)
  }
  // Only now is it known how long they are.
  const start = startOf(header.length, at - startLength - header.length)
  await writeBytes(handle, hash.update(start).digest(), at)
  await writeBytes(handle, start, 0)
}

function startOf(header: number, parts: number): Buffer {
  const start = Buffer.alloc(startLength)
  magic.copy(start)
  start.writeUInt32LE(format, magic.length)
  start.writeUInt32LE(header, magic.length + 4)
  start.writeBigUInt64LE(BigInt(parts), magic.length + 8)
  return start
}

async function writeBytes(handle: FileHandle, bytes: Uint8Array, to: number): Promise<number> {
  for (let done = 0; done < bytes.length; )
    done += (await handle.write(bytes, done, bytes.length - done, to + done)).bytesWritten
  return bytes.length
}

/**
 * The parts of a file. `check` is given the header first and throws when it will not do; the seal is tested after that.
 * Throws UnusableFile when the file is not whole or none of ours, and what the file system throws.
 */
export async function readSealedFile(
  file: string,
  check: (header: unknown) => void,
): Promise<Iterable<Uint8Array>> {
  const info = await stat(file)
  if (!info.isFile()) throw new UnusableFile('it is not a file')
  const handle = await open(file, 'r')
  try {
    const start = await readStart(handle, info.size)
    const header = await readBytes(handle, startLength, start.header)
    check(jsonOf(header))
    const bytes = await readBytes(handle, 0, info.size)
    await checkSeal(bytes)
    return partsOf(bytes.subarray(startLength + start.header, -digestLength))
  } finally {
    await handle.close()
  }
}

async function readStart(handle: FileHandle, size: number): Promise<{ readonly header: number }> {
  const start = await readBytes(handle, 0, Math.min(size, startLength))
  if (!start.subarray(0, magic.length).equals(magic)) throw new UnusableFile('it is none of ours')
  if (start.length < startLength) throw new UnusableFile('it is cut short')
  if (start.readUInt32LE(magic.length) !== format) throw new UnusableFile('its format is another')
  const header = start.readUInt32LE(magic.length + 4)
  if (header > longestHeader) throw new UnusableFile('it is damaged')
  const expected = startLength + header + Number(start.readBigUInt64LE(magic.length + 8))
  if (size < expected + digestLength) throw new UnusableFile('it is cut short')
  if (size > expected + digestLength) throw new UnusableFile('it is longer than it says')
  return { header }
}

async function readBytes(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
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

async function checkSeal(bytes: Buffer): Promise<void> {
  const hash = createHash('sha256')
  const end = bytes.length - digestLength
  for (let at = startLength; at < end; at += hashedAtOnce) {
    hash.update(bytes.subarray(at, Math.min(at + hashedAtOnce, end)))
    await setImmediate()
  }
  hash.update(bytes.subarray(0, startLength))
  if (!hash.digest().equals(bytes.subarray(end))) throw new UnusableFile('it is damaged')
}

function* partsOf(bytes: Buffer): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at)
    yield bytes.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
}
