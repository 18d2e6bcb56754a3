// Reads a file that holds papers: finds out by its content which of four kinds it is, and hands it to that kind's reader.
import { type Day, dayOf, type Paper } from '../papers/paper.ts'
import { FeedError, readAtom } from './arxiv.ts'
import { isApiShape, readDailyPapers } from './hugging-face.ts'
import { isOwnShape, readJsonl } from './jsonl.ts'
import { readPageText } from './page-text.ts'
import { isObject, type Problem, parseJson } from './reading.ts'

export type { Problem } from './reading.ts'

export type FileKind = 'hugging-face' | 'page' | 'jsonl' | 'arxiv'

/** What a file gave: its papers in its order, and the records that were left out. */
export type Reading = {
  readonly kind: FileKind
  readonly papers: readonly Paper[]
  readonly problems: readonly Problem[]
}

/** A file that is none of the four kinds. The message is a sentence for a person: what is wrong with it; `acceptedKinds` says what would do. */
export class UnknownFileError extends Error {
  override readonly name = 'UnknownFileError'
}

/** What an importable file can be, as a sentence. */
export const acceptedKinds =
  'A file can be Daily Papers JSON from Hugging Face, the text of a Daily Papers page, one paper as a JSON object on each line, or an answer of the arXiv API (Atom).'

/**
 * The papers of a file's text. `name` is the file's name: `2025-01-02.json` gives the feed day of Daily Papers JSON.
 * @throws UnknownFileError when the text is none of the four kinds.
 */
export function readCorpusFile(name: string, text: string): Reading {
  const reading = read(name, text.replace(/^\ufeff/, ''))
  if ('papers' in reading) return reading
  throw new UnknownFileError(`It ${reading.reason}.`)
}

type Unknown = { readonly reason: string }

function read(name: string, text: string): Reading | Unknown {
  if (text.trim() === '') return { reason: 'is empty' }
  if (text.includes('\0')) return { reason: 'is not a text file' }
  if (isHtml(text)) {
    return {
      reason: 'is an HTML page. Save the text of the page, or the JSON of the API, instead',
    }
  }
  if (/^\s*<(?:\?xml|feed)[\s>]/.test(text)) return readXml(text)
  const value = parseJson(text)
  if (Array.isArray(value)) return readJson(name, value)
  if (isObject(value)) return readJsonObject(name, value)
  // A broken array has one entry a line when it was written so, and is no file of lines for that.
  if (!/^\s*\[/.test(text) && text.split(/[\r\n]+/).some((line) => isObject(parseJson(line)))) {
    return { kind: 'jsonl', ...readJsonl(text, 'jsonl') }
  }
  if (/^\s*[[{]/.test(text)) return { reason: 'looks like JSON, but is broken or cut off' }
  return readPage(text)
}

/** Only the beginning is looked at: further on, a paper may speak of HTML. */
function isHtml(text: string): boolean {
  const start = text.trimStart().slice(0, 1_000)
  return start.startsWith('<') && /<(?:!doctype\s+html|html|head|body)[\s>]/i.test(start)
}

function readXml(text: string): Reading | Unknown {
  try {
    return { kind: 'arxiv', ...readAtom(text) }
  } catch (error) {
    if (error instanceof FeedError) return { reason: error.message }
    throw error
  }
}

/** A file with a single line is JSON as a whole; its keys, or else its name, tell whose paper it is. */
function readJsonObject(name: string, object: Record<string, unknown>): Reading | Unknown {
  const isLine = isOwnShape(object) || /\.jsonl$/i.test(name)
  if (isApiShape(object) || !isLine) return readJson(name, object)
  return { kind: 'jsonl', ...readJsonl(JSON.stringify(object), 'jsonl') }
}

function readJson(name: string, value: unknown): Reading | Unknown {
  const records = readDailyPapers(value, dayOfName(name))
  if (records === undefined) return { reason: 'is JSON, but there are no papers in it' }
  return { kind: 'hugging-face', ...records }
}

function readPage(text: string): Reading | Unknown {
  const records = readPageText(text)
  if (records.papers.length === 0) return { reason: 'has no papers in it that can be recognised' }
  return { kind: 'page', ...records }
}

function dayOfName(name: string): Day | undefined {
  return dayOf(/(?:^|[\\/])(\d{4}-\d{2}-\d{2})\.json$/i.exec(name)?.[1])
}
