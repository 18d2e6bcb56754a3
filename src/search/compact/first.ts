// Some of many in their order, without putting all the others in order. The first few by a heap of the best so far, the last of
// them on top; those further down by parting what comes before them from what comes behind (Quickselect: Hoare, "Algorithm 65: Find", 1961).

import type { Pausing } from './pausing.ts'

/** The first `count` by `order`, in order. No two may be equal by it, or which of them is first is anybody's guess. */
export function firstOf(
  all: ArrayLike<number>,
  count: number,
  order: (a: number, b: number) => number,
): number[] {
  if (count <= 0) return []
  if (all.length <= count) return Array.from(all).sort(order)
  const heap = Array.from({ length: count }, (_, i) => all[i] as number).sort((a, b) => order(b, a))
  for (let i = count; i < all.length; i++) {
    const one = all[i] as number
    if (order(one, heap[0] as number) < 0) sink(heap, one, order)
  }
  return heap.sort(order)
}

/** So many are kept in a heap; more are parted. */
const few = 1_000
/** Putting two in order takes as long as going through so many postings. */
const orderCost = 16

/** Those from the place `from` on, up to `count`, by `order`; no two may be equal by it. */
export function* partOf(
  all: ArrayLike<number>,
  from: number,
  count: number,
  order: (a: number, b: number) => number,
): Pausing<number[]> {
  if (from + count <= few) return firstOf(all, from + count, order).slice(from)
  if (count <= 0 || from >= all.length) return []
  const parted = Uint32Array.from(all)
  const end = Math.min(from + count, parted.length)
  yield* partAt(parted, 0, from, order)
  yield* partAt(parted, from, end, order)
  return Array.from(parted.subarray(from, end)).sort(order)
}

/** Moves those that come first by order, from a place on, in front of another place. */
function* partAt(
  all: Uint32Array,
  from: number,
  place: number,
  order: (a: number, b: number) => number,
): Pausing<void> {
  let [low, high] = [from, all.length - 1]
  while (low < high) {
    const pivot = middleOf(all[low], all[(low + high) >>> 1], all[high], order)
    yield orderCost * (high - low)
    let [left, right] = [low, high]
    while (left <= right) {
      while (order(all[left] as number, pivot) < 0) left++
      while (order(pivot, all[right] as number) < 0) right--
      if (left > right) break
      const one = all[left] as number
      all[left++] = all[right] as number
      all[right--] = one
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else return
  }
}

function middleOf(a = 0, b = 0, c = 0, order: (a: number, b: number) => number): number {
  const [first, last] = order(a, b) <= 0 ? [a, b] : [b, a]
  if (order(c, first) < 0) return first
  return order(c, last) < 0 ? c : last
}

/** Puts one in the place of the top, and lets it down to where nothing below comes after it. */
function sink(heap: number[], one: number, order: (a: number, b: number) => number): void {
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    if (left >= heap.length) break
    const right = left + 1
    const below =
      right < heap.length && order(heap[right] as number, heap[left] as number) > 0 ? right : left
    if (order(heap[below] as number, one) <= 0) break
    heap[at] = heap[below] as number
    at = below
  }
  heap[at] = one
}
