// Bytes in parts that take no time to handle one by one, each with a checksum behind it: what is kept of the index.
import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'

/** Bytes of one part: read, checked and copied in a few milliseconds. */
const partSize = 2 ** 21

/** A block as parts: its length first. */
export function* partsOf(bytes: Uint8Array): Generator<Uint8Array> {
  const length = Buffer.alloc(8)
  length.writeDoubleLE(bytes.length)
  yield sealed(length)
  for (let at = 0; at < bytes.length; at += partSize)
    yield sealed(bytes.subarray(at, at + partSize))
}

function sealed(bytes: Uint8Array): Uint8Array {
  const all = Buffer.alloc(bytes.length + 4)
  all.set(bytes)
  all.writeUInt32LE(crc32(bytes), bytes.length)
  return all
}

/** Reads the blocks again, in their order. Throws when a part is damaged or missing. */
export function blockReader(parts: Iterable<Uint8Array>): () => Promise<Uint8Array<ArrayBuffer>> {
  const left = parts[Symbol.iterator]()
  const next = () => {
    const { value, done } = left.next()
    if (done === true) throw new RangeError('it ends too early')
    const part = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    const bytes = part.subarray(0, -4)
    if (part.length < 4 || crc32(bytes) !== part.readUInt32LE(part.length - 4))
      throw new RangeError('it is damaged')
    return bytes
  }
  return async () => {
    const length = next().readDoubleLE()
    // Of its own buffer, so that numbers of any size can be read where they stand.
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; ) {
      const part = next()
      bytes.set(part, at)
      at += part.length
      await setImmediate()
    }
    return bytes
  }
}
