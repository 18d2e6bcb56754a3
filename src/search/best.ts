// The first few of many, without putting all the others in order.

/**
 * The first `limit` by `order`, of what is in the order of its scores. Scores that differ in their last digits alone,
 * as sums of the same numbers in another order do, are made the same before.
 */
export function best<T extends { readonly score: number }>(
  found: readonly T[],
  limit: number,
  order: (a: T, b: T) => number,
): T[] {
  const last = Math.fround(found[limit - 1]?.score ?? Number.NEGATIVE_INFINITY)
  const end = found.findIndex(({ score }) => Math.fround(score) < last)
  const tied = found.slice(0, end < 0 ? found.length : end)
  const rounded = tied.map((one) => ({ ...one, score: Math.fround(one.score) }))
  return rounded.sort(order).slice(0, limit)
}
