// Whole numbers as bytes, small ones in few: seven bits a byte, the lowest first, the top bit on all but the last (LEB128).

/** Collects numbers from 0 to 2³² − 1. */
export type NumberWriter = {
  add(number: number): void
  /** What was added since the last time, to be read before more is added. */
  take(): Uint8Array
}

/** An empty writer. */
export function createNumberWriter(): NumberWriter {
  let bytes = new Uint8Array(1024)
  let length = 0
  return {
    add(number) {
      if (length + 5 > bytes.length) {
        const larger = new Uint8Array(bytes.length * 2)
        larger.set(bytes)
        bytes = larger
      }
      let rest = number
      while (rest > 127) {
        bytes[length++] = (rest & 127) | 128
        rest >>>= 7
      }
      bytes[length++] = rest
    },
    take() {
      const taken = bytes.subarray(0, length)
      length = 0
      return taken
    },
  }
}
