// What goes wrong on the way to a platform, by chance that can be repeated.

/** What happens to one posting. */
export type Fault = 'none' | '429' | 'refused' | 'answered-502' | 'reset' | 'late'

/** How often each is drawn, in percent; the rest goes well. */
const percent: readonly (readonly [Fault, number])[] = [
  ['429', 3],
  // Not posted.
  ['refused', 3],
  // Posted, and answered with an error, or not at all.
  ['answered-502', 4],
  ['reset', 3],
  // Posted a little later, and never answered.
  ['late', 4],
]

/** Numbers from 0 to 1 that are always the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws what happens next. */
export function drawFault(chance: () => number): Fault {
  let left = chance() * 100
  for (const [fault, share] of percent) {
    if (left < share) return fault
    left -= share
  }
  return 'none'
}
