// Acronyms as the papers themselves explain them: `state space models (SSMs)`. By the algorithm of Schwartz and Hearst,
// "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003).
import { stem } from './stem.ts'
import { type Word, words } from './text.ts'

/** An acronym as folded, without a plural s, and what it is short for: folded words with spaces between them. */
export type Definition = { readonly short: string; readonly long: string }

/** Longer brackets explain something else. */
const longestBracket = 120
/** As in the paper: a short form has two to ten characters. */
const shortPattern = /^(?=.{2,10}$)[\p{L}\p{N}][\p{L}\p{N}\-/+.]*$/u

/** The acronyms that a text explains, each meaning once. Linear in the length of the text. */
export function minedFrom(text: string): readonly Definition[] {
  const found = new Map<string, Definition>()
  for (const match of text.matchAll(/\(([^()]{2,120})\)/g)) {
    const before = text.slice(Math.max(0, match.index - longestBracket), match.index)
    const definition = definitionIn(before, match[1] ?? '')
    if (definition !== undefined) found.set(`${definition.short} ${definition.long}`, definition)
  }
  return [...found.values()]
}

/** `long (SHORT)`, or `SHORT (long)`. What follows a comma or semicolon in the bracket is a citation. */
function definitionIn(before: string, bracket: string): Definition | undefined {
  const inside = singular(bracket.split(/[,;]/)[0]?.trim() ?? '')
  const sentence =
    before
      .split(/[.?!;:,]\s/)
      .at(-1)
      ?.trimEnd() ?? ''
  if (isShortForm(inside)) return aligned(inside, sentence)
  const last = singular(sentence.split(/\s/).at(-1) ?? '')
  if (!isShortForm(last)) return undefined
  const definition = aligned(last, inside)
  // All of the bracket, or it says something else.
  return definition?.long === foldedWords(inside) ? definition : undefined
}

/** Two capitals at least, for brackets hold plain words too; and no Roman number. */
function isShortForm(text: string): boolean {
  return (
    shortPattern.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 2 && !/^[IVX]+$/.test(text)
  )
}

/** `SSMs` and `LLM's` without their s. */
function singular(short: string): string {
  return short.replace(/(?<=\p{Lu})['’]?s$/u, '')
}

function aligned(short: string, sentence: string): Definition | undefined {
  const key = foldedWords(short).replaceAll(' ', '')
  const letters = short.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  // Hyphenated words are several.
  const near = words(sentence).slice(-Math.min(letters.length + 5, letters.length * 2))
  const from = near[0]?.start ?? 0
  const start = initialsStart(letters, near) ?? startOfLong(letters, sentence.toLowerCase(), from)
  if (start === undefined || key === '') return undefined
  const long = near.filter((word) => word.start >= start).map(({ folded }) => folded)
  const isLonger = long.join(' ').length > key.length
  return isLonger && !long.includes(key) ? { short: key, long: long.join(' ') } : undefined
}

/** Where as many last words as there are letters begin, when these are their initials: what the search below may miss, as `self` in `self-supervised learning (SSL)`. */
function initialsStart(letters: string, near: readonly Word[]): number | undefined {
  const last = near.slice(-letters.length)
  const isEach = last.every(({ folded }, i) => folded[0] === letters[i])
  return isEach && last.length === letters.length ? last[0]?.start : undefined
}

/**
 * Where the long form begins: from the right, each letter of the short form is looked for in turn; the first one must
 * begin a word. Undefined when they do not all stand there, behind `from`.
 */
function startOfLong(letters: string, text: string, from: number): number | undefined {
  let at = text.length
  for (let i = letters.length - 1; i >= 0; i--) {
    do at -= 1
    while (at >= from && (text[at] !== letters[i] || (i === 0 && !startsWord(text, at))))
    if (at < from) return undefined
  }
  return at
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}

function foldedWords(text: string): string {
  return words(text)
    .map(({ folded }) => folded)
    .join(' ')
}

/** What a corpus's acronyms stand for, counted by papers; the order in which they came makes no difference. */
export type AcronymBook = {
  /** Notes what a paper explains, or so many papers. Its definitions must be distinct, as `minedFrom` gives them. */
  add(definitions: readonly Definition[], papers?: number): void
  /** Takes back what was added of a paper. */
  remove(definitions: readonly Definition[]): void
  /** What a folded acronym stands for in most papers that explain it, as most of them write it; undefined when nobody does, or they disagree. */
  longOf(short: string): string | undefined
  /** The commonest acronym of these words (stems, in order) among those that stand for them in turn. */
  shortOf(stems: readonly string[]): string | undefined
  /** Whether an acronym may stand for these words (stems, two at least), or for them and others behind. */
  mayBegin(stems: readonly string[]): boolean
  /** Everything in it, to keep it. */
  entries(): Iterable<readonly [definition: Definition, papers: number]>
}

/** The long forms of an acronym, and how many papers write each. */
type Uses = { readonly long: string; papers: number }[]

/** An empty book. */
export function createAcronymBook(): AcronymBook {
  const usesOf = new Map<string, Uses>()
  /** The acronyms of long forms that begin alike (`shelfOf`), one entry for each way of writing the long form. */
  const shelves = new Map<string, string[]>()
  /** How many long forms begin with these letters of two words, three and so on. */
  const beginnings = new Map<string, number>()

  function count({ short, long }: Definition, by: number): void {
    const uses = usesOf.get(short) ?? []
    const use = uses.find((other) => other.long === long) ?? { long, papers: 0 }
    if (use.papers === 0) {
      uses.push(use)
      usesOf.set(short, uses)
      const shelf = shelves.get(shelfOf(long))
      if (shelf === undefined) shelves.set(shelfOf(long), [short])
      else shelf.push(short)
      countBeginnings(long, 1)
    }
    use.papers += by
    if (use.papers <= 0) forget(short, uses, use)
  }

  function forget(short: string, uses: Uses, use: Uses[number]): void {
    uses.splice(uses.indexOf(use), 1)
    if (uses.length === 0) usesOf.delete(short)
    const shelf = shelves.get(shelfOf(use.long)) ?? []
    shelf.splice(shelf.indexOf(short), 1)
    if (shelf.length === 0) shelves.delete(shelfOf(use.long))
    countBeginnings(use.long, -1)
  }

  function countBeginnings(long: string, by: 1 | -1): void {
    const words = shelfOf(long).split(' ')
    for (let end = 2; end <= words.length; end++) {
      const beginning = words.slice(0, end).join(' ')
      const forms = (beginnings.get(beginning) ?? 0) + by
      if (forms === 0) beginnings.delete(beginning)
      else beginnings.set(beginning, forms)
    }
  }

  const longOf = (short: string) => {
    const uses = usesOf.get(short)
    return uses && prevailing(uses)?.long
  }

  return {
    add(definitions, papers = 1) {
      for (const definition of definitions) count(definition, papers)
    },
    remove(definitions) {
      for (const definition of definitions) count(definition, -1)
    },
    longOf,
    shortOf(stems) {
      const shelf = shelves.get(shelfOfStems(stems))
      if (shelf === undefined) return undefined
      const key = stems.join(' ')
      const counted = [...new Set(shelf)].flatMap((short) => {
        const meaning = prevailing(usesOf.get(short) ?? [])
        return meaning !== undefined && stemKey(meaning.long) === key
          ? [{ short, papers: meaning.papers }]
          : []
      })
      return counted.reduce<(typeof counted)[number] | undefined>(commoner, undefined)?.short
    },
    // Nearly always not, and it is asked of all neighbours in a query.
    mayBegin: (stems) => beginnings.has(shelfOfStems(stems)),
    *entries() {
      for (const [short, uses] of usesOf)
        for (const { long, papers } of uses) yield [{ short, long }, papers] as const
    },
  }
}

/** The meaning that more than half of the papers give, inflections taken together, as most of those write it. */
export function prevailing(uses: Readonly<Uses>): { long: string; papers: number } | undefined {
  const all = uses.reduce((sum, { papers }) => sum + papers, 0)
  for (const same of Map.groupBy(uses, ({ long }) => stemKey(long)).values()) {
    const papers = same.reduce((sum, use) => sum + use.papers, 0)
    if (papers * 2 <= all) continue
    const [first = { long: '', papers: 0 }, ...others] = same
    return { long: others.reduce(commonerLong, first).long, papers }
  }
  return undefined
}

function commonerLong(a: Uses[number], b: Uses[number]): Uses[number] {
  return b.papers > a.papers || (b.papers === a.papers && b.long < a.long) ? b : a
}

function commoner<T extends { readonly short: string; readonly papers: number }>(
  a: T | undefined,
  b: T,
): T {
  if (a === undefined || b.papers > a.papers) return b
  return b.papers === a.papers && b.short < a.short ? b : a
}

/** Long forms whose words begin alike, in turn: what inflection leaves alone, so that few need their stems looked at. */
function shelfOf(long: string): string {
  return long.replace(/(?<=^| )(\S{1,2})\S*/g, '$1')
}

/** What `shelfOf` gives for them. */
function shelfOfStems(stems: readonly string[]): string {
  let shelf = ''
  for (const stem of stems) shelf += shelf === '' ? stem.slice(0, 2) : ` ${stem.slice(0, 2)}`
  return shelf
}

function stemKey(long: string): string {
  return long.split(' ').map(stem).join(' ')
}
