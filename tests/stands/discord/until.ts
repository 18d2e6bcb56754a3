// Waiting for something to become so, with an end to the patience.

/** What `look` finds as soon as it finds anything; fails with what was awaited after half a minute unless told. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false,
  patienceMs = 30_000,
): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`${what}: nothing within ${patienceMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
