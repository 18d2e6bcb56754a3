// Whole numbers as 16-bit units, as UTF-16 has characters: most in one unit, a high one in two. What is gone through for many
// papers is written so, since a processor reads it without having to wait for where the next number begins.

/** Units from here on are the upper half of a number that has two. */
export const wide = 0xf000

/** Collects numbers from 0 to 2²⁸ − 1. */
export type UnitWriter = {
  add(number: number): void
  /** How many units there are so far. */
  length(): number
  /** What was added since the last time, to be read before more is added. */
  take(): Uint16Array
}

/** An empty writer. */
export function createUnitWriter(): UnitWriter {
  let units = new Uint16Array(1024)
  let length = 0
  return {
    add(number) {
      if (length + 2 > units.length) {
        const larger = new Uint16Array(units.length * 2)
        larger.set(units)
        units = larger
      }
      if (number >= wide) units[length++] = wide | (number >>> 16)
      units[length++] = number
    },
    length: () => length,
    take() {
      const taken = units.subarray(0, length)
      length = 0
      return taken
    },
  }
}

/** The number at a place; it takes `unitsOf` it. */
export function numberAt(units: Uint16Array, at: number): number {
  const unit = units[at] as number
  return unit < wide ? unit : ((unit & 0xfff) << 16) | (units[at + 1] as number)
}

/** How many units a number takes. */
export function unitsOf(number: number): 1 | 2 {
  return number < wide ? 1 : 2
}
