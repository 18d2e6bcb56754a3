// How many of a query's words stand in one paper: which of several spellings fits the others.

/** Where words stand. */
export type Standings = {
  papersOf(word: string): ArrayLike<number>
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

  function papersWithAll([first = '', ...others]: readonly string[]): ArrayLike<number> {
    return others.reduce<ArrayLike<number>>((papers, word) => {
      const also = new Uint8Array(has.length)
      const own = papersOf(word)
      for (let i = 0; i < own.length; i++) also[own[i] as number] = 1
      const both = new Uint32Array(papers.length)
      let count = 0
      for (let i = 0; i < papers.length; i++) {
        const paper = papers[i] as number
        if (also[paper] === 1) both[count++] = paper
      }
      return both.subarray(0, count)
    }, papersOf(first))
  }

  return {
    put(place, ...words) {
      const bit = 1 << place
      if ((placed & bit) !== 0)
        for (let paper = 0; paper < has.length; paper++) has[paper] = (has[paper] as number) & ~bit
      placed |= bit
      const papers = papersWithAll(words)
      for (let i = 0; i < papers.length; i++) {
        const paper = papers[i] as number
        has[paper] = (has[paper] as number) | bit
      }
    },

    most() {
      let most = 0
      let last = 0
      for (let paper = 0; paper < has.length; paper++) {
        const places = has[paper] as number
        if (places === last) continue
        last = places
        const count = bitsIn(places)
        if (count > most) most = count
      }
      return most
    },

    having(words, places) {
      const others = ~places.reduce((mask, place) => mask | (1 << place), 0)
      const all = bitsIn(placed & others)
      const papers = papersWithAll(words)
      let most = -1
      for (let i = 0; i < papers.length && most < all; i++) {
        const count = bitsIn((has[papers[i] as number] as number) & others)
        if (count > most) most = count
      }
      return most < 0 ? 0 : most + places.length
    },
  }
}

/** How many bits are set (Warren, "Hacker's Delight", 5–1). */
export function bitsIn(number: number): number {
  let rest = number - ((number >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
