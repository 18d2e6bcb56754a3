// A paper as a citation: a BibTeX entry, an APA reference (7th edition) or a line of Markdown.
import { arxivUrl } from './identity.ts'
import { type Name, parseName } from './name.ts'
import type { Paper } from './paper.ts'
import { asciiFold } from './tex.ts'
import { texText, texTitle } from './tex-text.ts'

export const citationFormats = ['bibtex', 'apa', 'markdown'] as const
export type CitationFormat = (typeof citationFormats)[number]

/** The paper's citation, to be copied. Only `bibtex` has more than one line; none ends with a line break. */
export function cite(paper: Paper, format: CitationFormat): string {
  return writers[format](paper)
}

/**
 * Several papers' citations in one format, in their order, with a line break at the end. Keys that are taken by an earlier
 * paper get a letter: `vaswani2017attention`, `vaswani2017attentionb`.
 */
export function citeAll(papers: readonly Paper[], format: CitationFormat): string {
  if (format !== 'bibtex') return papers.map((paper) => `- ${cite(paper, format)}\n`).join('')
  const taken = new Set<string>()
  return papers
    .map((paper) => {
      const key = freeKey(keyOf(paper), taken)
      taken.add(key)
      return `${citeBibtex(paper, key)}\n`
    })
    .join('\n')
}

function freeKey(key: string, taken: ReadonlySet<string>): string {
  let free = key
  for (let n = 2; taken.has(free); n++) free = `${key}${letters(n)}`
  return free
}

/** 1 → `a`, 26 → `z`, 27 → `aa`. */
function letters(n: number): string {
  const rest = Math.floor((n - 1) / 26)
  return (rest === 0 ? '' : letters(rest)) + String.fromCharCode(97 + ((n - 1) % 26))
}

const writers: Readonly<Record<CitationFormat, (paper: Paper) => string>> = {
  bibtex: (paper) => citeBibtex(paper, keyOf(paper)),
  apa: citeApa,
  markdown: citeMarkdown,
}

function keyOf(paper: Paper): string {
  return citationKey(paper, namesOf(paper)[0])
}

function citeBibtex(paper: Paper, key: string): string {
  const names = namesOf(paper)
  const eprint = arxivUrl(paper.id) === undefined ? undefined : paper.id
  const category = paper.categories?.[0]
  const doi = paper.doi ?? arxivDoi(paper)
  const fields = {
    title: texTitle(paper.title),
    author: names.map(texName).join(' and ') || undefined,
    year: yearOf(paper),
    eprint,
    archivePrefix: eprint && 'arXiv',
    primaryClass: eprint && (/^[\w.-]+$/.test(category ?? '') ? category : undefined),
    doi: doi && urlSafe(doi),
    url: urlOf(paper),
  }
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name.padEnd(13)} = {${value}}`)
  return `@misc{${key},\n${lines.join(',\n')}\n}`
}

const stopWords = new Set(
  `a an and are as at be by can do does for from how if in into is it its of on or than that the their this to toward
  towards using via we what when where which who why will with without you your`.split(/\s+/),
)

/** `vaswani2017attention`: family name, year, first word of the title that says something; ASCII letters and digits. */
function citationKey(paper: Paper, first: Name | undefined): string {
  const name = first?.kind === 'person' ? first.family : first?.name
  const author = asciiFold(name ?? '').replace(/[^a-z0-9]/g, '')
  const all = asciiFold(paper.title.replace(/[$\\^_{}'’]/g, '')).match(/[a-z0-9]+/g)
  // A number there would run into the year.
  const words = all?.filter((word) => /[a-z]/.test(word)) ?? []
  const word = words.find((candidate) => !stopWords.has(candidate)) ?? words[0] ?? ''
  return `${author || 'anonymous'}${yearOf(paper) ?? ''}${word}`
}

function texName(name: Name): string {
  if (name.kind === 'whole') return `{${texText(name.name)}}`
  return [name.family, name.suffix, name.given]
    .flatMap((part) => texText(part ?? '') || [])
    .join(', ')
}

function citeApa(paper: Paper): string {
  const names = namesOf(paper)
  const title = sentence(oneLine(paper.title))
  const date = `(${yearOf(paper) ?? 'n.d.'}).`
  const opening = names.length === 0 ? [title, date] : [sentence(apaNames(names)), date, title]
  const doi = arxivDoi(paper)
  const source = doi === undefined ? [urlOf(paper)] : ['arXiv.', doiUrl(doi)]
  return [...opening, ...source].filter((part) => part !== undefined).join(' ')
}

/** Up to 20 names in full; of more, the first 19 and the last (APA 7, section 9.8). */
function apaNames(names: readonly Name[]): string {
  const written = names.map(apaName)
  const last = written.at(-1) ?? ''
  if (written.length === 1) return last
  if (written.length > 20) return `${written.slice(0, 19).join(', ')}, … ${last}`
  return `${written.slice(0, -1).join(', ')}, & ${last}`
}

function apaName(name: Name): string {
  if (name.kind === 'whole') return name.name
  return [name.family, initials(name.given), name.suffix].flatMap((part) => part || []).join(', ')
}

/** `Robert F.` → `R. F.`, `Jean-Pierre` → `J.-P.` */
function initials(given: string): string {
  const names = given.normalize('NFC').split(/[\s.]+/)
  return names
    .map((name) =>
      name
        .split(/[-‐‑]/)
        .flatMap((part) => /\p{L}\p{M}*/u.exec(part)?.[0] ?? [])
        .map((letter) => `${letter.toUpperCase()}.`)
        .join('-'),
    )
    .filter((initial) => initial !== '')
    .join(' ')
}

function citeMarkdown(paper: Paper): string {
  const title = escapeMarkdown(oneLine(paper.title))
  const url = urlOf(paper)
  const [first, ...others] = authorsOf(paper)
  const authors = first && escapeMarkdown(first) + (others.length === 0 ? '' : ' et al.')
  const parts = [url === undefined ? title : `[${title}](${url})`, authors, yearOf(paper)]
  return parts.filter((part) => part !== undefined).join(', ')
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|&#$]/g, '\\$&')
}

function authorsOf(paper: Paper): readonly string[] {
  return paper.authors.map(oneLine).filter((author) => author !== '')
}

function namesOf(paper: Paper): readonly Name[] {
  return authorsOf(paper).map(parseName)
}

function yearOf(paper: Paper): string | undefined {
  return paper.published?.slice(0, 4)
}

/** arXiv registers a DOI for every paper it has. */
function arxivDoi(paper: Paper): string | undefined {
  return arxivUrl(paper.id) === undefined ? undefined : `10.48550/arXiv.${paper.id}`
}

function urlOf(paper: Paper): string | undefined {
  return arxivUrl(paper.id) ?? (paper.doi === undefined ? undefined : doiUrl(paper.doi))
}

function doiUrl(doi: string): string {
  return `https://doi.org/${urlSafe(doi).replace(/[()<>]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`
}

/** What neither BibTeX nor a URL may hold as it is (braces, spaces, other alphabets), percent-encoded. */
function urlSafe(text: string): string {
  return text.toWellFormed().replace(/[^\w.()/:;<>@+=,-]/gu, encodeURIComponent)
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

function sentence(text: string): string {
  return /[.?!…]$/.test(text) ? text : `${text}.`
}
