// Any text as TeX that prints it: accents and special characters spelled out, mathematics kept, capitals protected.
import { accentTex, greekTex, latinTex, symbolTex } from './tex.ts'

/** One character with its accents, one run of Greek or one formula, and the TeX that prints it. */
type Piece = { readonly text: string; readonly tex: string; readonly math: boolean }

/** `text` as TeX, on one line, braces balanced. Every `$` is a dollar. */
export function texText(text: string): string {
  return join(split(text, () => undefined))
}

/**
 * A title as TeX, on one line, braces balanced. Formulas between dollars stay formulas; words whose capitals a
 * bibliography style must not take away stand in braces (`{BERT}`).
 */
export function texTitle(title: string): string {
  const written: string[] = []
  let word: Piece[] = []
  for (const piece of split(title, formulaAt)) {
    if (piece.text === ' ') {
      written.push(texWord(word))
      word = []
    } else word.push(piece)
  }
  return [...written, texWord(word)].join(' ')
}

/** Braces stand around letters alone: `{GPT-4}:`. What opens with a backslash in them would be special to BibTeX. */
function texWord(word: readonly Piece[]): string {
  const isInner = (piece: Piece) => piece.math || /[\p{L}\p{N}]/u.test(piece.text)
  const [start, end] = [word.findIndex(isInner), word.findLastIndex(isInner) + 1]
  const inner = word.slice(start, end)
  if (start < 0 || !needsProtection(inner)) return join(word)
  return `${join(word.slice(0, start))}{${join(inner)}}${join(word.slice(end))}`
}

/** Whether a style that makes titles small would spoil the word: BERT, iPhone, Llama-3, R&B, Q-learning, a formula's N. */
function needsProtection(word: readonly Piece[]): boolean {
  const formulas = word.filter(({ math }) => math).map(({ tex }) => tex)
  if (formulas.some((tex) => /[A-Z]/.test(tex))) return true
  const text = word.map(({ text, math }) => (math ? ' ' : text)).join('')
  if (/[\p{L}\p{M}\p{N}]\p{Lu}/u.test(text)) return true
  if (/\p{Lu}/u.test(text) && /\p{N}/u.test(text)) return true
  // A capital by itself is a name, but for the article.
  return text !== 'A' && /(?<![\p{L}\p{M}])\p{Lu}(?![\p{L}\p{M}])/u.test(text)
}

function join(pieces: readonly Piece[]): string {
  return pieces
    .map(({ tex }) => tex)
    .join('')
    .normalize('NFC')
}

const greekRun = /(?:[\p{Script=Greek}µ]\p{M}*)+/uy
const character = /\P{M}\p{M}*|\p{M}+/uy

function split(
  text: string,
  formula: (text: string, at: number) => Piece | undefined,
): readonly Piece[] {
  const decomposed = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .normalize('NFD')
  const pieces: Piece[] = []
  for (let at = 0; at < decomposed.length; at += pieces.at(-1)?.text.length ?? 1) {
    const greek = matchAt(greekRun, decomposed, at)
    pieces.push(
      formula(decomposed, at) ??
        (greek === undefined ? plainPiece(decomposed, at) : greekPiece(greek)),
    )
  }
  return pieces
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function plainPiece(text: string, at: number): Piece {
  const found = matchAt(character, text, at) ?? text.charAt(at)
  return { text: found, tex: texCharacter(found), math: false }
}

function texCharacter(character: string): string {
  const [base = '', ...marks] = character
  const command = latinTex.get(base)
  const accents = marks.map((mark) => accentTex.get(mark))
  if (accents.includes(undefined) || (command === undefined && !/[A-Za-z]/.test(base))) {
    return (symbolTex.get(base) ?? (command === undefined ? base : `{${command}}`)) + marks.join('')
  }
  const tex = accents.reduce<string>(accented, command ?? base)
  return tex === base ? base : `{${tex}}`
}

/** `\'e`, `\v{s}`, `\'{\^e}`: only a sign before a single letter can do without braces. */
function accented(tex: string, accent = ''): string {
  return tex.length === 1 && !/[a-z]/i.test(accent) ? `\\${accent}${tex}` : `\\${accent}{${tex}}`
}

/** Greek letters as a formula; a run with others among them is a word of the language and stays as it is. */
function greekPiece(run: string): Piece {
  const letters = [...run].map((letter) => greekTex.get(letter))
  if (letters.includes(undefined)) return { text: run, tex: run, math: false }
  return { text: run, tex: `$${letters.join('')}$`, math: true }
}

/** Commands that print something. Titles come from strangers, so no other command reaches a reader's TeX. */
const printing = new Set(
  `mathcal mathbb mathbf mathrm mathsf mathit mathfrak mathscr mathtt boldsymbol bm text textbf textit textrm texttt textsc
  operatorname sqrt frac hat widehat tilde widetilde bar overline vec dot ddot underline left right ell infty partial nabla
  times cdot cdots ldots dots pm mp circ ast star bullet dagger prime oplus otimes odot wedge vee cap cup setminus emptyset
  in notin subset subseteq to mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftrightarrow uparrow downarrow
  leq geq le ge neq ne ll gg approx sim simeq equiv propto perp mid parallel forall exists neg sum prod int max min sup inf
  arg log ln exp sin cos tan det dim ker deg gcd lim Pr langle rangle lfloor rfloor lceil rceil hbar imath jmath aleph`
    .split(/\s+/)
    .concat([...greekTex.values()].map((tex) => tex.replace(/^\\/, ''))),
)

// Not before a digit: `$5/$10` is money.
const betweenDollars = /\$[^$]+\$(?!\d)/y

/** The formula that starts here, or undefined when there is none, or one that TeX might not take. */
function formulaAt(text: string, at: number): Piece | undefined {
  const found = matchAt(betweenDollars, text, at)
  if (found === undefined) return undefined
  const content = found.slice(1, -1).replace(/[\p{Script=Greek}µ]/gu, (letter) => {
    const tex = greekTex.get(letter)
    return tex === undefined ? letter : `{${tex}}`
  })
  // `from $5 to $10`: no formula has a space on the inner side of its dollars.
  if (content !== content.trim() || /[^ -~]|\^\^|[\^_]\s*(?:[\^_}]|$)/.test(content))
    return undefined
  const commands = /\\(?:([A-Za-z]+)|[,;:! %#&_])/g
  if (/[\\%#&~"]/.test(content.replace(commands, ''))) return undefined
  const names = [...content.matchAll(commands)].flatMap(([, name]) => name ?? [])
  if (!names.every((name) => printing.has(name)) || !bracesBalance(content)) return undefined
  return { text: found, tex: `$${content}$`, math: true }
}

function bracesBalance(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth++
    if (character === '}' && --depth < 0) return false
  }
  return depth === 0
}
