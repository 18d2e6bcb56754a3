// Repeatable chance: the same seed gives the same corpus and the same queries on every machine.

/** A number from 0 to 1, 1 excluded; each call the next one. */
export type Random = () => number

/** The Mulberry32 generator (Ettinger, public domain): 32 bits of state, good enough to draw samples with. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from `from` to `to`, both included. */
export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1))
}

/** One of the items. Throws RangeError when there are none. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

/** The items in an order of chance (Fisher and Yates). */
export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = between(random, 0, last)
    const kept = mixed[last] as Item
    mixed[last] = mixed[other] as Item
    mixed[other] = kept
  }
  return mixed
}
