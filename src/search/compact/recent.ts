// What was found out about the last few queries. One is often asked for several times over: what is found exactly and what is
// behind it, page after page, and in another order.

/** So many are remembered; each takes up to six bytes a paper. */
const mostRemembered = 4

export type Recent<T, K = string> = {
  /** What is remembered under the key; made and remembered if it is not. */
  get(key: K, make: () => T): T
  /** What is remembered under the key. */
  find(key: K): T | undefined
  /** Remembers something under a key. */
  put(key: K, one: T): void
  /** Nothing is remembered any more. */
  forget(): void
}

/** Remembers nothing yet. */
export function createRecent<T, K = string>(): Recent<T, K> {
  const known = new Map<K, T>()
  function put(key: K, one: T): void {
    // The latest stands last.
    known.delete(key)
    known.set(key, one)
    const [oldest = key] = known.keys()
    if (known.size > mostRemembered) known.delete(oldest)
  }

  function find(key: K): T | undefined {
    const found = known.get(key)
    if (found !== undefined) put(key, found)
    return found
  }

  return {
    get(key, make) {
      const found = known.get(key) ?? make()
      put(key, found)
      return found
    },
    find,
    put,
    forget() {
      // Asked with every paper that comes in, and clearing takes its time even when there is nothing.
      if (known.size > 0) known.clear()
    },
  }
}
