// How alike two papers are in what they say: the cosine between the words and pairs of neighbours that both have.
// The vector space of G. Salton et al., CACM 18 (1975), with counts by their logarithm and the rarity of a word as its weight.

/** A paper's stems by number: those of the title in order, zeros, and those of the body; a 0 among them is no word. */
export type Described = ArrayLike<number>

/** A word in the title counts as often as this many in the abstract. */
const titleCount = 2
/** Two neighbours tell more than the two words, but they are counted already. */
const pairWeight = 0.35

/**
 * How alike a paper is to others, from 0 to 1; 1 for the same words. `rarityOf` tells how telling a stem is: above 0, or 0 when
 * it is too common to count. A description is done with once this, or what it gives, has returned.
 */
export function likenessTo(
  paper: Described,
  rarityOf: (stem: number) => number,
): (other: Described) => number {
  const own = createVector(paper.length)
  const length = describe(own, paper, rarityOf)
  let theirs = createVector(paper.length)
  return (other) => {
    if (isTooSmall(theirs, other.length)) theirs = createVector(other.length)
    const lengths = length * describe(theirs, other, rarityOf)
    return lengths === 0 ? 0 : product(theirs, own) / lengths
  }
}

/**
 * Weights by stem, or by pair of stems (`seconds` is 0 of a stem alone), in a table with open addressing: a hundred papers
 * of some hundred words each are compared for one answer. `used` are the places taken, in the order of the text.
 */
type Vector = {
  readonly firsts: Uint32Array
  readonly seconds: Uint32Array
  readonly weights: Float64Array
  readonly rarities: Float64Array
  readonly used: Uint32Array
  count: number
}

/** An empty vector with room for a text of so many words: each gives itself and a pair, and half of the places stay free. */
function createVector(words: number): Vector {
  const size = 2 ** Math.ceil(Math.log2(4 * words + 64))
  return {
    firsts: new Uint32Array(size),
    seconds: new Uint32Array(size),
    weights: new Float64Array(size),
    rarities: new Float64Array(size),
    used: new Uint32Array(size),
    count: 0,
  }
}

function isTooSmall({ firsts }: Vector, words: number): boolean {
  return 4 * words > firsts.length
}

/** Makes the vector that of a paper; gives its length. */
function describe(vector: Vector, stems: Described, rarityOf: (stem: number) => number): number {
  empty(vector)
  let by = titleCount
  let before = 0
  let rarityBefore = 0
  for (let i = 0; i < stems.length; i++) {
    const stem = stems[i] as number
    const rarity = stem === 0 ? 0 : rarityOf(stem)
    if (stem === 0) by = 1
    if (rarity > 0) {
      count(vector, stem, 0, by, rarity)
      if (rarityBefore > 0) count(vector, before, stem, by, pairWeight * (rarityBefore + rarity))
    }
    before = stem
    rarityBefore = rarity
  }
  return weigh(vector)
}

function empty(vector: Vector): void {
  for (let i = 0; i < vector.count; i++) {
    vector.firsts[vector.used[i] as number] = 0
    vector.weights[vector.used[i] as number] = 0
  }
  vector.count = 0
}

function count(vector: Vector, first: number, second: number, by: number, rarity: number): void {
  const at = placeOf(vector, first, second)
  if (vector.firsts[at] === 0) {
    vector.firsts[at] = first
    vector.seconds[at] = second
    vector.rarities[at] = rarity
    vector.used[vector.count++] = at
  }
  vector.weights[at] = (vector.weights[at] as number) + by
}

/** Makes weights of counts. */
function weigh({ used, count, weights, rarities }: Vector): number {
  let squares = 0
  for (let i = 0; i < count; i++) {
    const at = used[i] as number
    const weight = (1 + Math.log(weights[at] as number)) * (rarities[at] as number)
    weights[at] = weight
    squares += weight * weight
  }
  return Math.sqrt(squares)
}

function product(one: Vector, other: Vector): number {
  let sum = 0
  for (let i = 0; i < one.count; i++) {
    const at = one.used[i] as number
    const there = placeOf(other, one.firsts[at] as number, one.seconds[at] as number)
    sum += (one.weights[at] as number) * (other.weights[there] as number)
  }
  return sum
}

/** Where a stem or a pair stands, or would stand. */
function placeOf({ firsts, seconds }: Vector, first: number, second: number): number {
  const last = firsts.length - 1
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
  let at = (mixed ^ (mixed >>> 15)) & last
  while (firsts[at] !== 0 && (firsts[at] !== first || seconds[at] !== second)) at = (at + 1) & last
  return at
}
