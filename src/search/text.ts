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
  `a about above after again all also am an and any are as at be because been before being below between both but by can
   could did do does doing down during each few for from further had has have having he her here hers him his how i if in
   into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she
   should so some such than that the their theirs them then there these they this those through to too under until up upon
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

const wordPattern =
  /\\[a-zA-Z]+|[\p{L}\p{N}\p{M}]+(?:['’](?:s|t|re|ll|ve|d|m)(?![\p{L}\p{N}]))?(?:\+\+|#(?![\p{L}\p{N}]))?/gu

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
  for (const match of text.matchAll(wordPattern)) {
    const raw = match[0]
    if (raw.startsWith('\\') && texStyle.has(raw.slice(1))) continue
    const folded = fold(
      raw
        .replace(/^\\/, '')
        .replace(/['’]s$/i, '')
        .replace(/['’]/, ''),
    )
    if (folded !== '') found.push({ folded, start: match.index, end: match.index + raw.length })
  }
  return found
}

/** Words written as one with hyphens and the like, glued together: `few-shot` → `fewshot`, `GPT-4` → `gpt4`, `\pi_0` → `pi0`. */
export function compounds(text: string, among: readonly Word[] = words(text)): Word[] {
  const glued: Word[] = []
  for (let i = 0; i < among.length; i++) {
    const first = among[i] as Word
    let last = first
    let folded = first.folded
    while (i + 1 < among.length && joins(text, last, among[i + 1] as Word)) {
      last = among[++i] as Word
      folded += last.folded
    }
    // Digits alone are no compound: 2.0 is not 20.
    if (last !== first && /\p{L}/u.test(folded))
      glued.push({ folded, start: first.start, end: last.end })
  }
  return glued
}

function joins(text: string, a: Word, b: Word): boolean {
  const between = text.slice(a.end, b.start)
  if (/^[-‐‑–]$/.test(between)) return true
  // A version number's dot, and TeX's sub- and superscripts.
  if (between === '.') return /\d$/.test(a.folded) && /^\d/.test(b.folded)
  return /^[_^]\{?$/.test(between)
}

/** A text as the index knows it: the stems of its words in order. */
export function stems(text: string): string[] {
  return words(text).map((word) => stem(word.folded))
}
