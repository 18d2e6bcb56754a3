// JSON lines in our own shape: one paper a line, its keys those of Paper without `source`.
import { z } from 'zod'
import { paperIdFromTitle, parseReference } from '../papers/identity.ts'
import type { PaperId, SourceName } from '../papers/paper.ts'
import { limits } from './clean.ts'
import {
  authorsField,
  bareDoi,
  countField,
  dayField,
  onlyKnown,
  secureUrlField,
  textField,
  textsField,
  urlField,
} from './fields.ts'
import { collect, isObject, type PaperOrReason, parseJson, quote, type Records } from './reading.ts'

const codeField = z
  .object({ url: urlField, stars: countField })
  .transform(({ url, stars }) => (url === undefined ? undefined : { url, ...onlyKnown({ stars }) }))
  .optional()
  .catch(undefined)

const lineSchema = z.object({
  id: z.unknown().optional(),
  title: textField(limits.title),
  abstract: textField(limits.abstract),
  authors: authorsField,
  published: dayField,
  feedDay: dayField,
  votes: countField,
  comments: countField,
  aiSummary: textField(limits.abstract),
  keywords: textsField(limits.keywords),
  code: codeField,
  projectUrl: urlField,
  organization: textField(limits.name),
  thumbnailUrl: secureUrlField,
  doi: z.string().transform(bareDoi).optional().catch(undefined),
  categories: textsField(limits.categories),
})

/** The papers of a text with one JSON object a line; empty lines are skipped. `source` is what the papers are marked with. */
export function readJsonl(text: string, source: SourceName): Records {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  const numbered = lines.map((line, index) => ({ line: line.trim(), place: `line ${index + 1}` }))
  return collect(
    numbered
      .filter(({ line }) => line !== '')
      .map(({ line, place }) => ({ place, read: readLine(line, source) })),
  )
}

function readLine(line: string, source: SourceName): PaperOrReason {
  const object = parseJson(line)
  if (!isObject(object)) return { reason: 'is not a JSON object' }
  const { id: givenId, title: givenTitle, abstract, authors, ...rest } = lineSchema.parse(object)
  const identity = identityOf(givenId ?? undefined, givenTitle)
  if ('reason' in identity) return identity
  return {
    paper: { ...identity, abstract: abstract ?? '', authors, source, ...onlyKnown(rest) },
  }
}

type Identity = { readonly id: PaperId; readonly title: string }

function identityOf(
  given: unknown,
  title: string | undefined,
): Identity | { readonly reason: string } {
  if (given === undefined) {
    if (title === undefined) return { reason: 'has neither an id nor a title' }
    return { id: paperIdFromTitle(title), title }
  }
  if (typeof given !== 'string') return { reason: 'has an id that is not a text in quotes' }
  const reference = parseReference(given)
  if (reference?.kind !== 'id') {
    return { reason: `id ${quote(given)} is neither an arXiv id nor one of ours (pb-…)` }
  }
  const { id } = reference
  if (title !== undefined) return { id, title }
  // An arXiv paper is still called something without its title; one of our own ids says nothing.
  return id.startsWith('pb-') ? { reason: 'has no title' } : { id, title: `arXiv:${id}` }
}

/** Whether an object has keys that only this shape has. */
export function isOwnShape(object: Record<string, unknown>): boolean {
  return Object.keys(object).some(
    (key) => Object.hasOwn(lineSchema.shape, key) && !sharedKeys.has(key),
  )
}

/** What Hugging Face's papers are called by too. */
const sharedKeys: ReadonlySet<string> = new Set(['id', 'title', 'authors', 'organization'])
