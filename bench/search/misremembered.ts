// A title as a person who half remembers it types it: by typos, words left out, other orders, acronyms, spellings.
import type { Paper } from '../../src/papers/paper.ts'
import { createAcronymBook, minedFrom } from '../../src/search/acronyms.ts'
import { stem } from '../../src/search/stem.ts'
import { isCommon, questionWords, words } from '../../src/search/text.ts'
import { between, pick, type Random, shuffled } from '../random.ts'

/** How each kind of query is made of a paper; undefined where the kind does not apply to its title, or too little is left. */
export type Kinds = Readonly<Record<string, (paper: Paper, random: Random) => string | undefined>>

type Acronyms = ReturnType<typeof createAcronymBook>

/** The acronyms that these papers explain. */
export function acronymsOf(papers: readonly Paper[]): Acronyms {
  const book = createAcronymBook()
  for (const { title, abstract } of papers) book.add(minedFrom(`${title}. ${abstract}`))
  return book
}

/** Every kind of query. */
export function kindsFor(acronyms: Acronyms): Kinds {
  return {
    'exact title': ({ title }) => telling(title),
    'one typo': ({ title }, random) => withTypos(title, 1, random),
    'three typos': ({ title }, random) => withTypos(title, 3, random),
    'words left out': leavingOut,
    'another order': ({ title }, random) => telling(shuffled(random, title.split(' ')).join(' ')),
    'acronym for long form': ({ title }) => abbreviated(title, acronyms),
    'long form for acronym': ({ title }) => spelledOut(title, acronyms),
    'words glued': ({ title }, random) => glued(title, random),
    'a word split': ({ title }, random) => split(title, random),
    'hyphens changed': ({ title }, random) => rehyphenated(title, random),
    'British or American': ({ title }) => respelled(title),
    'author and topic': ({ title, authors }, random) => {
      const name = pick(random, authors).split(' ').at(-1)
      return topic(title, random, (words) => `${name} ${words}`)
    },
    'initial, author, topic': ({ title, authors }, random) => {
      const name = pick(random, authors).split(' ')
      const short = `${name[0]?.[0]} ${name.at(-1)}`
      const names = pick(random, [
        short,
        `${name.at(-1)}, ${name[0]?.[0]}.`,
        `${name.at(-1)} ${name[0]}`,
      ])
      return topic(title, random, (words) => `${names} ${words}`)
    },
    'case and accents': ({ title }, random) => accented(title, random),
  }
}

/** The query, when it has at least three words that tell a paper from others. */
function telling(query: string): string | undefined {
  return contentWords(query).length >= 3 ? query : undefined
}

function contentWords(text: string): string[] {
  return words(text)
    .map(({ folded }) => folded)
    .filter((word) => word.length > 1 && !isCommon(word) && !questionWords.has(word))
}

function withTypos(title: string, count: number, random: Random): string | undefined {
  const parts = title.split(' ')
  const long = shuffled(random, [...parts.keys()]).filter((i) =>
    /^[a-z]{5,}$/i.test(parts[i] ?? ''),
  )
  if (long.length < count || contentWords(title).length < 3) return undefined
  for (const i of long.slice(0, count)) parts[i] = mistyped(parts[i] ?? '', random)
  return parts.join(' ')
}

/** A letter left out, doubled, wrong, or swapped with the next one; the first is rarely missed. */
function mistyped(word: string, random: Random): string {
  const at = between(random, 1, word.length - 2)
  const [head, here, next, rest] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
  const wrong = pick(
    random,
    [...'aeioustrnl'].filter((letter) => letter !== here),
  )
  return pick(random, [
    `${head}${next}${rest}`,
    `${head}${here}${here}${next}${rest}`,
    `${head}${wrong}${next}${rest}`,
    here === next ? `${head}${here}${rest}` : `${head}${next}${here}${rest}`,
  ])
}

function leavingOut({ title }: Paper, random: Random): string | undefined {
  const parts = title.split(' ')
  const keep = Math.max(3, Math.ceil(parts.length * 0.6))
  if (parts.length <= keep) return undefined
  const kept = new Set(shuffled(random, [...parts.keys()]).slice(0, keep))
  return telling(parts.filter((_, i) => kept.has(i)).join(' '))
}

/** The first run of two to five words that has an acronym, replaced by it. */
function abbreviated(title: string, acronyms: Acronyms): string | undefined {
  const found = words(title)
  for (let length = 5; length >= 2; length--)
    for (let i = 0; i + length <= found.length; i++) {
      const run = found.slice(i, i + length)
      const short = acronyms.shortOf(run.map(({ folded }) => stem(folded)))
      if (short === undefined || found.some(({ folded }) => folded === short)) continue
      const before = title.slice(0, run[0]?.start)
      return telling(`${before}${short.toUpperCase()}${title.slice(run.at(-1)?.end)}`)
    }
  return undefined
}

function spelledOut(title: string, acronyms: Acronyms): string | undefined {
  for (const { folded, start, end } of words(title)) {
    const typed = title.slice(start, end)
    const long = /^[A-Z]{2,6}s?$/.test(typed)
      ? acronyms.longOf(folded.replace(/s$/, ''))
      : undefined
    if (long !== undefined) return telling(`${title.slice(0, start)}${long}${title.slice(end)}`)
  }
  return undefined
}

/** Two neighbours written as one. */
function glued(title: string, random: Random): string | undefined {
  const pairs = [...title.matchAll(/(?<= |^)([a-z]{3,})[ -](?=[a-z]{3,}(?: |$))/gi)].filter(
    ([, word = '']) => !isCommon(word),
  )
  if (pairs.length === 0 || contentWords(title).length < 4) return undefined
  const { index, 0: text } = pick(random, pairs)
  return title.slice(0, index + text.length - 1) + title.slice(index + text.length)
}

function split(title: string, random: Random): string | undefined {
  const long = [...title.matchAll(/(?<= |^)[a-z]{8,}(?= |$)/gi)]
  if (long.length === 0 || contentWords(title).length < 3) return undefined
  const { index, 0: word } = pick(random, long)
  const at = index + between(random, 3, word.length - 3)
  return `${title.slice(0, at)} ${title.slice(at)}`
}

/** Without its hyphens, or with one where there was none. */
function rehyphenated(title: string, random: Random): string | undefined {
  if (/\w-\w/.test(title)) return telling(title.replace(/(?<=\w)-(?=\w)/g, ' '))
  const gaps = [...title.matchAll(/(?<=[a-z]{3}) (?=[a-z]{3})/gi)]
  if (gaps.length === 0) return undefined
  const { index } = pick(random, gaps)
  return telling(`${title.slice(0, index)}-${title.slice(index + 1)}`)
}

/** American and British, written down by hand rather than by the rules that are measured. */
const spellings =
  `behavior behaviour|color colour|modeling modelling|optimization optimisation|optimizing optimising|labeled labelled|
  labeling labelling|generalization generalisation|generalizing generalising|center centre|fiber fibre|analyzing analysing|
  neighbor neighbour|neighborhood neighbourhood|organization organisation|catalog catalogue|defense defence|signaling signalling|
  quantization quantisation|summarization summarisation|visualization visualisation|regularization regularisation|
  normalization normalisation|personalized personalised|parallelizing parallelising|customized customised|humor humour|
  traveling travelling|favor favour|program programme|artifacts artefacts|aging ageing|gray grey|minimizing minimising|
  maximizing maximising|characterizing characterising|tokenization tokenisation|localization localisation|recognize recognise|
  decentralized decentralised|synthesizing synthesising|license licence|skillful skilful|judgment judgement|
  leveled levelled|canceling cancelling|tumor tumour|pediatric paediatric|anesthesia anaesthesia|fetal foetal|hemorrhage haemorrhage`
    .split('|')
    .map((pair) => pair.trim().split(' '))

function respelled(title: string): string | undefined {
  const other = new Map(
    spellings.flatMap(([a = '', b = '']) => [
      [a, b],
      [b, a],
    ]),
  )
  const typed = title.replace(/[a-z]+/gi, (word) => other.get(word.toLowerCase()) ?? word)
  return typed === title ? undefined : telling(typed)
}

function topic(
  title: string,
  random: Random,
  query: (words: string) => string,
): string | undefined {
  const content = contentWords(title)
  return content.length < 3 ? undefined : query(shuffled(random, content).slice(0, 3).join(' '))
}

/** In capitals or small letters, with accents nobody wrote. */
function accented(title: string, random: Random): string | undefined {
  const cased = random() < 0.5 ? title.toUpperCase() : title.toLowerCase()
  return telling(cased.replace(/[eo]/g, (letter) => (random() < 0.3 ? `${letter}\u0301` : letter)))
}
