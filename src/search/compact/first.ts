// The first few of many, without putting all the others in order: a heap of the best so far, the last of them on top.

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
