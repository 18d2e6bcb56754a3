// How many of a query's words stand in one paper: which of several spellings fits the others.

/** Where words stand. */
export type Standings = {
  papersOf(word: string): Iterable<number>
  papersEnd(): number
}

/** The words of a query by their places, of which there may be 30. */
export type Together = {
  /** Puts words, of which a paper must have all, in a place; what was there before goes. */
  put(place: number, ...words: readonly string[]): void
  /** Of how many places a paper has the words, at most. */
  most(): number
  /** The same of the papers that have these words, were they put in these places; 0 when no paper has them. */
  having(words: readonly string[], places: readonly number[]): number
}

/** No words yet. */
export function createTogether({ papersOf, papersEnd }: Standings): Together {
  /** By paper, a bit for each place whose words it has. */
  const has = new Uint32Array(papersEnd())

  let placed = 0

  function papersWithAll([first = '', ...others]: readonly string[]): Iterable<number> {
    if (others.length === 0) return papersOf(first)
    const also = others.map((word) => new Set(papersOf(word)))
    return Array.from(papersOf(first)).filter((paper) => also.every((papers) => papers.has(paper)))
  }

  return {
    put(place, ...words) {
      const bit = 1 << place
      if ((placed & bit) !== 0)
        for (let paper = 0; paper < has.length; paper++) has[paper] = (has[paper] as number) & ~bit
      placed |= bit
      for (const paper of papersWithAll(words)) has[paper] = (has[paper] as number) | bit
    },

    most() {
      let most = 0
      let last = 0
      for (const places of has) {
        if (places === last) continue
        last = places
        most = Math.max(most, bits(places))
      }
      return most
    },

    having(words, places) {
      const others = ~places.reduce((mask, place) => mask | (1 << place), 0)
      let most = -1
      for (const paper of papersWithAll(words))
        most = Math.max(most, bits((has[paper] as number) & others))
      return most < 0 ? 0 : most + places.length
    },
  }
}

/** How many bits are set (Kernighan). */
function bits(number: number): number {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count++
  return count
}
