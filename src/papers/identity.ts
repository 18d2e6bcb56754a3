// Which paper is meant: arXiv ids, addresses and DOIs as people paste them, and the key of a paper known by title alone.
import { createHash } from 'node:crypto'
import type { PaperId } from './paper.ts'
import { letterOfCommand } from './tex.ts'

/** An arXiv id and, where it was written, the version (1 or more). */
export type ArxivId = { readonly id: PaperId; readonly version?: number }

/** What a pasted reference names. A DOI is in lower case, since DOIs are compared without case. */
export type Reference =
  | ({ readonly kind: 'id' } & ArxivId)
  | { readonly kind: 'doi'; readonly doi: string }

// The scheme since April 2007: four digits after the point until December 2014, five since.
const newStyle = /^(?:arxiv:)?((\d{2})(?:0[1-9]|1[0-2])\.\d{4}(\d?))(?:v([1-9]\d{0,2}))?$/i

// The scheme until March 2007. The set of archives is closed, so words with a slash are no ids.
const oldStyle = new RegExp(
  '^(?:arxiv:)?(acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|' +
    'dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|' +
    'plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con)' +
    '(?:\\.[a-z-]{2,12})?/((\\d{2}(?:0[1-9]|1[0-2]))\\d{3})(?:v([1-9]\\d{0,2}))?$',
  'i',
)

/**
 * An arXiv id, whole and nothing else: `2501.00663v2`, `arXiv:1706.03762`, `math.GT/0309136` (key `math/0309136`: the
 * subject class is no part of an id). Undefined for anything arXiv never gave.
 */
export function parseArxivId(text: string): ArxivId | undefined {
  const [, id, year, fifthDigit, version] = newStyle.exec(text) ?? []
  if (id !== undefined) {
    const longSince2015 = (fifthDigit !== '') === Number(year) >= 15
    return longSince2015 && id >= '0704' ? withVersion(id, version) : undefined
  }
  const [, archive = '', number = '', month = '', oldVersion] = oldStyle.exec(text) ?? []
  if (!(month >= '9101' || (month !== '' && month <= '0703'))) return undefined
  return withVersion(`${archive.toLowerCase()}/${number}`, oldVersion)
}

function withVersion(id: PaperId, version: string | undefined): ArxivId {
  return version === undefined ? { id } : { id, version: Number(version) }
}

/** Longer than any address of a paper; the bound keeps a pasted page from being searched for one. */
const longestReference = 2048

/**
 * The paper a pasted text names: an id (arXiv's or our own), an address at arXiv, ar5iv, Hugging Face, alphaXiv or
 * doi.org, or a DOI. Undefined for anything else, such as the words of a title. Never throws.
 */
export function parseReference(text: string): Reference | undefined {
  const trimmed = text.trim()
  if (trimmed.length > longestReference) return undefined
  const reference = unwrap(trimmed)
    .replace(/^(arxiv|doi)\s*:\s*/i, '$1:')
    // The stamp on a PDF's first page: `arXiv:2501.00663v1 [cs.LG] 31 Dec 2024`.
    .replace(/^(arxiv:\S+)\s+\[[\w.-]+\]?(?:\s+\d{1,2} \w{3} \d{4})?$/i, '$1')
  if (reference === '' || /\s/.test(reference)) return undefined
  return parseBareId(reference) ?? parseDoi(reference) ?? parseAddress(reference)
}

const openers = new Set('<([{"\'“‘«`')
const closers = new Set('>)]}"\'”’»`.,;:!?…')

/** `text` without what surrounds it in a sentence. A closing bracket that belongs to the text (as in some DOIs) stays. */
function unwrap(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && (openers.has(text[start] ?? '') || text[start]?.trim() === '')) start++
  const opened = text.slice(start).split('(').length - 1
  let unmatched = text.slice(start).split(')').length - 1 - opened
  while (start < end) {
    const last = text[end - 1] ?? ''
    if (last.trim() !== '' && !closers.has(last)) break
    if (last === ')' && unmatched-- <= 0) break
    end--
  }
  return text.slice(start, end)
}

function parseBareId(text: string): Reference | undefined {
  if (/^pb-[0-9a-f]{12}$/i.test(text)) return { kind: 'id', id: text.toLowerCase() }
  const found = parseFileName(text)
  return found === undefined ? undefined : { kind: 'id', ...found }
}

/** An arXiv id, perhaps as arXiv names its PDF. */
function parseFileName(text: string): ArxivId | undefined {
  return parseArxivId(text.replace(/\.pdf$/i, ''))
}

function parseDoi(text: string): Reference | undefined {
  const doi = /^(?:doi:)?(10\.\d{4,9}(?:\.\d{1,9})*\/\S+)$/i.exec(text)?.[1]?.toLowerCase()
  if (doi === undefined) return undefined
  const arxiv = doi.startsWith('10.48550/arxiv.') ? parseArxivId(doi.slice(15)) : undefined
  return arxiv === undefined ? { kind: 'doi', doi } : { kind: 'id', ...arxiv }
}

/** Sites whose addresses name papers; `under` is the part of the path that must stand right before the id. */
const sites: readonly { readonly host: RegExp; readonly under?: string }[] = [
  { host: /(?:^|\.)arxiv\.org$/ },
  { host: /(?:^|\.)ar5iv\.org$/ },
  { host: /(?:^|\.)alphaxiv\.org$/ },
  { host: /^(?:www\.)?(?:huggingface\.co|hf\.co)$/, under: 'papers' },
]

function parseAddress(text: string): Reference | undefined {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null) return undefined
  const path = decodeAscii(url.pathname)
  if (/^(?:dx\.|www\.)?doi\.org$/.test(url.hostname)) return parseDoi(path.slice(1))
  const site = sites.find(({ host }) => host.test(url.hostname))
  if (site === undefined) return undefined
  const segments = path.split('/').filter((segment) => segment !== '')
  for (const [n, segment] of segments.entries()) {
    if (site.under !== undefined && segments[n - 1] !== site.under) continue
    const found = parseFileName(segment) ?? parseFileName(`${segment}/${segments[n + 1] ?? ''}`)
    if (found !== undefined) return { kind: 'id', ...found }
  }
  return undefined
}

/** Percent escapes of ASCII decoded. `decodeURIComponent` throws on a stray `%`. */
function decodeAscii(path: string): string {
  return path.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

// Upstream drops the backslash of some commands, which leaves `texttt{D}ual` in a title.
const styleCommand =
  /\\?(?:text(?:tt|bf|it|sc|sf|rm|sl)|math(?:tt|bf|it|sf|rm|cal|bb|frak)|emph)\s*\{/g

/**
 * The form under which two sources' spellings of one title agree: letters and digits alone, no case, no accents, no TeX.
 * '' for a title that has neither letters nor digits.
 */
export function titleKey(title: string): string {
  const letters = title
    .replace(styleCommand, ' ')
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => letterOfCommand.get(name) ?? ' ')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
  // Up and down again folds what has two small forms: ß and ss, ς and σ.
  return letters.toUpperCase().toLowerCase()
}

/**
 * Our own id for a paper known by its title alone: `pb-` and 12 hexadecimal digits of the SHA-256 of its key (48 bits:
 * among a million papers, one chance in 500 that any two collide).
 */
export function paperIdFromTitle(title: string): PaperId {
  // A title of signs alone has an empty key; its own characters keep it apart from others like it.
  const key = titleKey(title) || title.trim()
  return `pb-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

/** The paper's page at arXiv; undefined for an id that is not arXiv's. */
export function arxivUrl(id: PaperId): string | undefined {
  return urlFor('https://arxiv.org/abs/', id)
}

/** The paper's page at Hugging Face; undefined for an id that is not arXiv's. */
export function huggingFaceUrl(id: PaperId): string | undefined {
  return urlFor('https://huggingface.co/papers/', id)
}

/** The paper's page at alphaXiv; undefined for an id that is not arXiv's. */
export function alphaxivUrl(id: PaperId): string | undefined {
  return urlFor('https://www.alphaxiv.org/abs/', id)
}

/** The paper's PDF at arXiv; undefined for an id that is not arXiv's. */
export function pdfUrl(id: PaperId): string | undefined {
  return urlFor('https://arxiv.org/pdf/', id)
}

function urlFor(base: string, id: PaperId): string | undefined {
  const valid = parseArxivId(id)
  return valid === undefined ? undefined : `${base}${valid.id}`
}
