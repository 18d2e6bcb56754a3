// Authors by any of their names and initials, looked for in the names of papers, many at once: each name wanted is a bit.
import type { Index } from './index.ts'
import { createLooking, type Group, type Look, type Test } from './looking.ts'
import { partsOf } from './packing.ts'
import { upper, wide } from './units.ts'

/** Names that one author must have, each once; one letter stands for a name that begins with it. */
export type Names = readonly string[]

/** So many names of all that are looked for at once: the bits of a number. */
export const mostNames = 32

/** Looks for authors, many at once; none may have more than `mostNames`. */
export function lookForAuthors(index: Index): (names: Names) => Test {
  const fits = (group: Group<Names>, names: Names) =>
    new Set([...group.flat(), ...names]).size <= mostNames
  return createLooking(index, (group: Group<Names>) => authorLook(group, index), fits)
}

function authorLook(group: Group<Names>, { papers, words }: Index): Look {
  const distinct = [...new Set(group.flat())]
  /** By word the names that it is. */
  const marks = new Int32Array(words.count())
  for (const [i, name] of distinct.entries()) {
    const meant = name.length === 1 ? words.startingWith(name) : [words.find(name)]
    for (const word of meant) marks[word] = (marks[word] as number) | (1 << i)
  }
  marks[0] = 0
  const wanted = Int32Array.from(group, (names) =>
    names.reduce((bits, name) => bits | (1 << distinct.indexOf(name)), 0),
  )

  return (paper) => {
    const packed = papers.packedAt(paper)
    const { units } = packed
    const { names, end } = partsOf(packed)
    // What is imported is read from memory each time it is used.
    const long = wide
    let at = names
    // The organisation, up to the first 0, is nobody's name.
    while (units[at] !== 0) at += (units[at] as number) < long ? 1 : 2
    let found = 0
    let own = 0
    for (at++; at < end; at++) {
      const unit = units[at] as number
      const word = unit < long ? unit : ((unit - long) << upper) | (units[++at] as number)
      if (word !== 0) {
        own |= marks[word] as number
        continue
      }
      if (own !== 0)
        for (let i = 0; i < wanted.length; i++)
          if (((wanted[i] as number) & ~own) === 0) found |= 1 << i
      own = 0
    }
    return found
  }
}
