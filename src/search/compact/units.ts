// Whole numbers as 16-bit units, as UTF-16 has characters: most in one unit, a high one in two, which can be told apart from
// either side. What is gone through for many papers is written so, since a processor reads it without having to wait for where
// the next number begins.

/** Units from here on are the first of a number that has two; the second, and the only one of other numbers, is below. */
export const wide = 0xf000
/** The second has so many bits; the first has those above. */
export const upper = 15

/** Collects numbers from 0 to 2²⁷ − 1. */
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
      if (number >= wide) units[length++] = wide + (number >>> upper)
      units[length++] = number >= wide ? number & (2 ** upper - 1) : number
    },
    length: () => length,
    take() {
      const taken = units.subarray(0, length)
      length = 0
      return taken
    },
  }
}

/** The number that begins at a place; it takes `unitsOf` it. */
export function numberAt(units: Uint16Array, at: number): number {
  const unit = units[at] as number
  return unit < wide ? unit : ((unit - wide) << upper) | (units[at + 1] as number)
}

/** How many units a number takes. */
export function unitsOf(number: number): 1 | 2 {
  return number < wide ? 1 : 2
}
