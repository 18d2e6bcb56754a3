// How good a ranking is against what people judged relevant: nDCG (Järvelin and Kekäläinen 2002), recall, reciprocal rank.

/** What is relevant to a query, by paper: how much, above 0. */
export type Judged = ReadonlyMap<string, number>

/** Gains of the first `depth`, each by the logarithm of its place, as a share of the best order there could be; 0 when nothing is relevant. */
export function ndcg(ranked: readonly string[], judged: Judged, depth: number): number {
  const ideal = discounted([...judged.values()].sort((a, b) => b - a).slice(0, depth))
  const gains = ranked.slice(0, depth).map((id) => judged.get(id) ?? 0)
  return ideal === 0 ? 0 : discounted(gains) / ideal
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
}

/** The share of what is relevant that is among the first `depth`. */
export function recall(ranked: readonly string[], judged: Judged, depth: number): number {
  const found = ranked.slice(0, depth).filter((id) => judged.has(id)).length
  return judged.size === 0 ? 0 : found / judged.size
}

/** One divided by the place of the first relevant paper; 0 when there is none. */
export function reciprocalRank(ranked: readonly string[], judged: Judged): number {
  const at = ranked.findIndex((id) => judged.has(id))
  return at < 0 ? 0 : 1 / (at + 1)
}

/** The mean; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
