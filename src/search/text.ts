// How text becomes words: for the index, for queries, for marking matches. One analysis, so that they always agree.
import { stem } from './stem.ts'

/** A word of a text: as folded, and where it stands (UTF-16 offsets into the text). */
export type Word = { readonly folded: string; readonly start: number; readonly end: number }

/** Letters that Unicode does not decompose. */
const wholeLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

const greek: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  ς: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
}

/** TeX commands that only change how things look. Any other command (`\pi`, `\times`) is a word. */
const texStyle = new Set(
  'mathcal mathbf mathrm mathbb mathit mathsf mathtt mathfrak boldsymbol bm text textbf textit textsc textsf texttt textrm emph left right big ensuremath operatorname hat bar tilde vec underline overline'.split(
    ' ',
  ),
)

/** English words too common to search for on their own. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any anyone are as at be because been before being below between both but by can
   could did do does doing down during each few for from further had has have having he her here hers him his how i if in
   into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she
   should so some someone such than that the their theirs them then there these they this those through to too under until up upon
   us very was we were what when where which while who whom why will with within without would you your yours via`.split(
    /\s+/,
  ),
)

/** Whether a word, however capitalised, is too common to search for on its own. */
export function isCommon(word: string): boolean {
  return stopWords.has(word.toLowerCase())
}

/** Words that ask rather than name: in a question they say little about the paper. */
export const questionWords: ReadonlySet<string> = new Set(
  `paper papers study studies work works research researches article articles propose proposed proposes proposing provide
   provided list show find give name mention present presents presented discuss discusses discussed explore explored
   explores investigate investigated introduce introduced introduces suggest suggested focus focused focuses develop developed
   tell know use used uses using approach approaches method methods example examples literature recent please any
   article address addressed concerning regarding related`.split(/\s+/),
)

/** Chinese and Japanese have no spaces: each character is a word, and a word of several a sequence of them. */
const oddWord =
  /\\[a-zA-Z]+|[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&\p{L}]\p{M}*|[[\p{L}\p{N}\p{M}]--[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&\p{L}]]+(?:['’](?:[sStTdDmM]|re|RE|ll|LL|ve|VE)(?![\p{L}\p{N}]))?(?:\+\+|#(?![\p{L}\p{N}]))?/vy

/** Case, accents, ligatures and Greek folded away: `Schrödinger` → `schrodinger`, `π0` → `pi0`. */
export function fold(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  return (
    text
      .normalize('NFKD')
      // Some single signs stand for several words, with the spaces between them.
      .replace(/[\p{M}\s]/gu, '')
      .toLowerCase()
      .replace(/[ßæœøłđðþı]/g, (letter) => wholeLetters[letter] ?? letter)
      .replace(/[α-ω]/g, (letter) => greek[letter] ?? letter)
  )
}

/** The words of a text in order, TeX styling left out. */
export function words(text: string): Word[] {
  // A plain word is one.
  if (/^[a-z]+$/i.test(text)) return [{ folded: text.toLowerCase(), start: 0, end: text.length }]
  const found: Word[] = []
  const plain = (start: number, end: number) =>
    found.push({ folded: text.slice(start, end).toLowerCase(), start, end })
  const odd = (folded: string, start: number, end: number) => found.push({ folded, start, end })
  eachWord(text, { plain, odd })
  return found
}

/** What is told of the words of a text. No other text may be gone through meanwhile. */
export type WordVisitor = {
  /** A word of ASCII letters and digits that only needs its capitals made small. `units` are the code units of the text. */
  plain(start: number, end: number, units: Uint16Array): void
  odd(folded: string, start: number, end: number): void
}

/** Goes through the words of a text in order, without making strings of most of them. */
export function eachWord(text: string, visit: WordVisitor): void {
  const units = unitsOf(text)
  for (let at = 0; at < text.length; ) {
    const kind = kinds[units[at] as number]
    if (kind === inGap) {
      at++
      continue
    }
    let end = at
    while (kinds[units[end] as number] === inWord) end++
    if (end === at || isOddEnd(units[end] as number)) at = visitOdd(text, at, visit)
    else {
      visit.plain(at, end, units)
      at = end
    }
  }
}

/** What a code unit is: of a plain word, plainly none, or for the pattern to tell. */
const [inWord, inGap] = [1, 2] as const
const kinds = new Uint8Array(2 ** 16)
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code)
  kinds[code] = /[a-zA-Z0-9]/.test(character) ? inWord : character === '\\' ? 0 : inGap
}

/** Whether a word before this may not be plain, so that the pattern has to tell. */
function isOddEnd(unit: number): boolean {
  return unit > 127 || unit === apostrophe || unit === plus || unit === hash
}

const [apostrophe, plus, hash] = [39, 43, 35] as const

/** Where a text is while it is gone through: numbers in a row are read several times as fast as the characters of a string. */
let units = new Uint16Array(8192)
let bytes = Buffer.from(units.buffer)

/** The code units of a text, and a 0 behind them; to be used before the next text is gone through. */
function unitsOf(text: string): Uint16Array {
  if (text.length >= units.length) {
    units = new Uint16Array(text.length * 2)
    bytes = Buffer.from(units.buffer)
  }
  bytes.write(text, 'utf16le')
  units[text.length] = 0
  return units
}

/** Visits the word that the pattern finds here, if it is one; gives where to go on. */
function visitOdd(text: string, from: number, visit: WordVisitor): number {
  oddWord.lastIndex = from
  const match = oddWord.exec(text)
  if (match === null) return from + ((text.codePointAt(from) as number) > 0xffff ? 2 : 1)
  const raw = match[0]
  const end = from + raw.length
  if (raw.startsWith('\\') && texStyle.has(raw.slice(1))) return end
  const folded = fold(
    raw
      .replace(/^\\/, '')
      .replace(/['’]s$/i, '')
      .replace(/['’]/, ''),
  )
  if (folded !== '') visit.odd(folded, from, end)
  return end
}

/**
 * Words written as one with hyphens and the like, glued together: `few-shot` → `fewshot`, `GPT-4` → `gpt4`, `\pi_0` → `pi0`.
 * Of names with numbers the beginnings too: `Llama-3.1-8B` → `llama3`, `llama31`, `llama318b`.
 */
export function compounds(text: string, among: readonly Word[] = words(text)): Word[] {
  const glued: Word[] = []
  for (let i = 0; i + 1 < among.length; i++) {
    const first = among[i] as Word
    if (!joins(text, first, among[i + 1] as Word)) continue
    let last = first
    let folded = first.folded
    const beginnings: Word[] = []
    while (i + 1 < among.length && joins(text, last, among[i + 1] as Word)) {
      last = among[++i] as Word
      folded += last.folded
      beginnings.push({ folded, start: first.start, end: last.end })
    }
    glued.push(...(/\p{N}/u.test(folded) ? beginnings.slice(0, longestName) : beginnings.slice(-1)))
  }
  // Digits alone are no compound: 2.0 is not 20.
  return glued.filter((word) => /\p{L}/u.test(word.folded))
}

/** Names have no more parts; a long chain of words would be glued over and over. */
const longestName = 6

function joins(text: string, a: Word, b: Word): boolean {
  if (!mayJoin(text, a.end, b.start)) return false
  const between = text.slice(a.end, b.start)
  // A version number's dot.
  if (between === '.') return /\d$/.test(a.folded) && /^\d/.test(b.folded)
  // A hyphen, TeX's sub- and superscripts, and the end of a formula inside a word: `H$_2$O`.
  return between === '-' || /^(?:[$}]*[-‐‑–_^]\$?\{?|\$)$/.test(between)
}

/** Nothing longer joins two words. */
const longestJoint = 4

/** Whether what stands here between two words may join them: most have a space there, and this is asked of all. */
export function mayJoin(text: string, from: number, to: number): boolean {
  if (to - from > longestJoint) return false
  const code = text.charCodeAt(from)
  if (code === dot) return to - from === 1
  return code > 127 || joint[code] === 1
}

const dot = 46
const joint = Uint8Array.from({ length: 128 }, (_, code) =>
  '-_^$}'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** A text as the index knows it: the stems of its words in order. */
export function stems(text: string): string[] {
  return words(text).map((word) => stem(word.folded))
}
