// A list of whole numbers that takes four bytes each: what is known of hundreds of thousands of follows is mostly such.

/** A list that only grows. Numbers are from -2³¹ to 2³¹-1. */
export type Numbers = {
  /** Adds one at the end; gives its place. */
  push(value: number): number
  at(place: number): number
  set(place: number, value: number): void
  size(): number
}

/** An empty one. */
export function createNumbers(): Numbers {
  let values = new Int32Array(64)
  let size = 0
  return {
    push(value) {
      if (size === values.length) {
        const larger = new Int32Array(size * 1.5)
        larger.set(values)
        values = larger
      }
      values[size] = value
      return size++
    },
    at: (place) => values[place] as number,
    set(place, value) {
      values[place] = value
    },
    size: () => size,
  }
}
