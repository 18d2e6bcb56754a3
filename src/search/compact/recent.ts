// What was found out about the last few queries. One is often asked for several times over: what is found exactly and what is
// behind it, page after page, and in another order.

/** So many are remembered; each takes up to six bytes a paper. */
const mostRemembered = 4

export type Recent<T, K = string> = {
  /** What is remembered under the key; made and remembered if it is not. */
  get(key: K, make: () => T): T
  has(key: K): boolean
  /** Nothing is remembered any more. */
  forget(): void
}

/** Remembers nothing yet. */
export function createRecent<T, K = string>(): Recent<T, K> {
  const known = new Map<K, T>()
  return {
    get(key, make) {
      const found = known.get(key) ?? make()
      // The latest stands last.
      known.delete(key)
      known.set(key, found)
      const [oldest = key] = known.keys()
      if (known.size > mostRemembered) known.delete(oldest)
      return found
    },
    has: (key) => known.has(key),
    forget() {
      // Asked with every paper that comes in, and clearing takes its time even when there is nothing.
      if (known.size > 0) known.clear()
    },
  }
}
