// Letters as TeX writes them. The tables are read both ways: a citation turns characters into TeX,
// a title's key turns TeX back into characters.

/** Latin letters that are no base letter with an accent, by the TeX command that prints them. */
const latinCommands = [
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ø', 'o'],
  ['Ø', 'O'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ß', 'ss'],
  ['ı', 'i'],
  ['ȷ', 'j'],
  ['đ', 'dj'],
  ['Đ', 'DJ'],
  ['ð', 'dh'],
  ['Ð', 'DH'],
  ['þ', 'th'],
  ['Þ', 'TH'],
  ['ŋ', 'ng'],
  ['Ŋ', 'NG'],
] as const

const greekNames = `α alpha β beta γ gamma δ delta ϵ epsilon ε varepsilon ζ zeta η eta θ theta ϑ vartheta ι iota
  κ kappa λ lambda μ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon ϕ phi φ varphi
  χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega`

const greekCommands = [...greekNames.matchAll(/(\S)\s+(\S+)/gu)].map(
  ([, letter = '', name = '']) => [letter, name] as const,
)

/** Greek letters drawn like Latin ones, for which TeX has no command. */
const greekLookalikes = 'οo ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΧX'

/** TeX for a Latin letter outside ASCII that has a command of its own: `ø` → `\o`. */
export const latinTex: ReadonlyMap<string, string> = new Map(
  latinCommands.map(([letter, name]) => [letter, `\\${name}`]),
)

/** TeX, in math mode, for a Greek letter: `π` → `\pi`. */
export const greekTex: ReadonlyMap<string, string> = new Map([
  ...greekCommands.map(([letter, name]) => [letter, `\\${name}`] as const),
  // The micro sign is a mu to everybody but Unicode.
  ['µ', '\\mu'] as const,
  ...greekLookalikes
    .split(' ')
    .map(([greek = '', latin = '']) => [greek, `\\mathrm{${latin}}`] as const),
])

/** The letter a TeX command prints, by the command's name without its backslash. */
export const letterOfCommand: ReadonlyMap<string, string> = new Map([
  ...greekCommands.map(([letter, name]) => [name, letter] as const),
  ...latinCommands.map(([letter, name]) => [name, letter] as const),
  ['aa', 'å'] as const,
  ['AA', 'Å'] as const,
  ['ell', 'ℓ'] as const,
])

/** The TeX accent for a combining mark. */
export const accentTex: ReadonlyMap<string, string> = new Map([
  ['\u0300', '`'],
  ['\u0301', "'"],
  ['\u0302', '^'],
  ['\u0303', '~'],
  ['\u0304', '='],
  ['\u0306', 'u'],
  ['\u0307', '.'],
  ['\u0308', '"'],
  ['\u030A', 'r'],
  ['\u030B', 'H'],
  ['\u030C', 'v'],
  ['\u0323', 'd'],
  ['\u0327', 'c'],
  ['\u0328', 'k'],
])

/** Characters TeX reads as orders, or prints as something else, spelled so that it prints them. Every brace is balanced,
 * because BibTeX counts `\{` as a brace like any other. */
export const symbolTex: ReadonlyMap<string, string> = new Map([
  ['&', '\\&'],
  ['%', '\\%'],
  ['#', '\\#'],
  ['_', '\\_'],
  ['$', '\\$'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['\\', '\\textbackslash{}'],
  ['{', '\\textbraceleft{}'],
  ['}', '\\textbraceright{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
])

/** `text` in lower-case ASCII letters, digits and what else it has of ASCII: accents dropped, `ø` → `o`, `π` → `pi`. */
export function asciiFold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\x00-\x7F]/gu, (letter) => {
      const tex = latinTex.get(letter) ?? greekTex.get(letter) ?? ''
      return tex.replace(/(?<=^\\d)[jh]$/i, '').replace(/^\\(?:var|mathrm)?|[{}]/g, '')
    })
    .toLowerCase()
}
