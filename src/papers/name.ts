// An author's name taken apart: which word is the family name, which belong to it, and what is no person at all.
import { asciiFold } from './tex.ts'

/** A person's name in parts, or the name of a team or of somebody with one name, which is never taken apart. */
export type Name =
  | {
      readonly kind: 'person'
      /** With its particles: `van den Oord`. */
      readonly family: string
      readonly given: string
      /** `Jr.`, `III`. */
      readonly suffix?: string
    }
  | { readonly kind: 'whole'; readonly name: string }

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const suffixes = words('jr jr. sr sr. ii iii iv')

/** Words that begin a family name when written small: `Aäron van den Oord`. */
const particles = words(
  "van von vom der den de del della dello degli di da das do dos du la le las los zu zur zum ten ter te 't bin ibn ben al el af av",
)

/** Those that begin one when written large, too: `Benjamin Van Durme`. The others are Asian names more often. */
const largeParticles = words('Van Von De Del Della Der Den Di Dos El Al La Le')

/** Family names beside which `Van` is a middle name: `Kiet Van Nguyen`. */
const vietnameseFamilies = words(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong dinh trinh truong',
)

/** Words that end the name of a group of people. Case counts: Ai is a person, AI is not. */
const groupWord =
  /(?:^|\s)(?:[Tt]eam|[Gg]roup|[Ll]abs?|AI|[Rr]esearch|[Cc]ontributors|[Cc]ollaboration|[Cc]onsortium|[Cc]ommunity|[Pp]roject|[Uu]niversity|[Ii]nstitute|[Ff]oundation|Inc\.?|Ltd\.?|LLC|GmbH)$/

/** Takes a name apart, written `Given Family` or `Family, Given`. Which words are particles, suffixes or groups is a guess by lists. */
export function parseName(text: string): Name {
  const name = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const whole = { kind: 'whole', name } as const
  // BibTeX parts authors at the word `and`, wherever it stands outside braces.
  if (/(?:^| )and(?: |$)/i.test(name) || /^(?:Team|The) /.test(name) || groupWord.test(name)) {
    return whole
  }
  const parts = name.split(/ ?, ?/)
  if (parts.length === 1) return parseNatural(name.split(' ')) ?? whole
  if (parts.length > 3 || parts.includes('')) return whole
  const [first = '', ...rest] = parts
  const suffix = rest.find((part) => suffixes.has(part.toLowerCase()))
  const [given] = rest.filter((part) => part !== suffix)
  if (given !== undefined) return person(first, given, suffix)
  return parseNatural([...first.split(' '), suffix ?? '']) ?? whole
}

function parseNatural(name: readonly string[]): Name | undefined {
  const last = name.at(-1) ?? ''
  const suffix = suffixes.has(last.toLowerCase()) ? last : undefined
  const rest = suffix === undefined ? name : name.slice(0, -1)
  if (rest.length < 2) return undefined
  const start = familyStart(rest)
  return person(rest.slice(start).join(' '), rest.slice(0, start).join(' '), suffix)
}

function familyStart(name: readonly string[]): number {
  const last = name.length - 1
  const small = name.findIndex((word, n) => n > 0 && n < last && particles.has(word))
  if (small > 0) return isLargeParticle(name, small - 1) ? small - 1 : small
  let start = last
  while (isLargeParticle(name, start - 1)) start--
  return start
}

function isLargeParticle(name: readonly string[], n: number): boolean {
  if (n < 1 || !largeParticles.has(name[n] ?? '')) return false
  return name[n] !== 'Van' || !vietnameseFamilies.has(asciiFold(name.at(-1) ?? ''))
}

function person(family: string, given: string, suffix: string | undefined): Name {
  return { kind: 'person', family, given, ...(suffix === undefined ? {} : { suffix }) }
}
