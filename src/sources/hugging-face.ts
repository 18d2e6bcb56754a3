// A Daily Papers entry of the Hugging Face papers API, in any of the shapes it has been served and archived in, as a Paper.
import { z } from 'zod'
import { parseArxivId } from '../papers/identity.ts'
import type { Day, Paper } from '../papers/paper.ts'
import { limits } from './clean.ts'
import {
  authorsField,
  countField,
  dayField,
  onlyKnown,
  secureUrlField,
  textField,
  textsField,
  urlField,
} from './fields.ts'
import { PythonLiteralError, parsePythonLiteral } from './python-literal.ts'
import { collect, isObject, type PaperOrReason, quote, type Records } from './reading.ts'

const organizationField = z
  .object({ fullname: textField(limits.name), name: textField(limits.name) })
  .transform(({ fullname, name }) => fullname ?? name)
  .optional()
  .catch(undefined)

const paperSchema = z.object({
  id: z.string().optional().catch(undefined),
  title: textField(limits.title),
  summary: textField(limits.abstract),
  authors: authorsField,
  publishedAt: dayField,
  submittedOnDailyAt: dayField,
  upvotes: countField,
  ai_summary: textField(limits.abstract),
  ai_keywords: textsField(limits.keywords),
  githubRepo: urlField,
  githubStars: countField,
  projectPage: urlField,
  organization: organizationField,
  /** A time when the paper was withdrawn, else null or not there. */
  withdrawnAt: z.unknown().optional(),
})

const entrySchema = z.object({
  // The outer publishedAt is shifted by a time zone's offset, so it is not read.
  paper: paperSchema,
  title: textField(limits.title),
  summary: textField(limits.abstract),
  thumbnail: secureUrlField,
  numComments: countField,
  organization: organizationField,
})

/** The papers of an answer, already parsed from JSON; undefined when it is no answer of this API. `day` is the feed day asked for, if known. */
export function readDailyPapers(answer: unknown, day?: Day): Records | undefined {
  const entries = entriesOf(answer)
  if (entries === undefined) return undefined
  const feedDay = day ?? (isObject(answer) ? dayField.parse(answer.date) : undefined)
  return collect(
    entries.map((entry, index) => ({
      place: `record ${index + 1}`,
      read: readEntry(entry, feedDay),
    })),
  )
}

/** A bare array, an array under `papers` or `data`, or the one unwrapped paper of /api/papers/{id}. */
function entriesOf(answer: unknown): readonly unknown[] | undefined {
  if (Array.isArray(answer)) return answer
  if (!isObject(answer)) return undefined
  if (Array.isArray(answer.papers)) return answer.papers
  if (Array.isArray(answer.data)) return answer.data
  return isObject(answer.paper) || 'id' in answer ? [answer] : undefined
}

const apiKeys = ['paper', 'papers', 'data', 'discussionId', 'publishedAt', 'summary', 'upvotes']

/** Whether an object has keys that this API's answers have and papers in our own shape have not. */
export function isApiShape(object: Record<string, unknown>): boolean {
  return apiKeys.some((key) => Object.hasOwn(object, key))
}

/** One entry, as an object or as the Python literal of one. `feedDay` wins over the day the entry says it was submitted on. */
export function readEntry(entry: unknown, feedDay?: Day): PaperOrReason {
  if (typeof entry !== 'string') return readEntryObject(entry, feedDay)
  try {
    return readEntryObject(parsePythonLiteral(entry), feedDay)
  } catch (error) {
    if (!(error instanceof PythonLiteralError)) throw error
    return { reason: `is a text that cannot be read as an entry: ${error.message}` }
  }
}

function readEntryObject(entry: unknown, feedDay: Day | undefined): PaperOrReason {
  if (!isObject(entry)) return { reason: 'is not an entry with a paper in it' }
  const wrapped = isObject(entry.paper) ? entry : { ...entry, paper: entry }
  const { paper, ...outer } = entrySchema.parse(wrapped)
  if (paper.id === undefined) return { reason: 'has no id' }
  const id = parseArxivId(paper.id.trim())?.id
  if (id === undefined) return { reason: `id ${quote(paper.id)} is not an arXiv id` }
  const title = paper.title ?? outer.title
  if (title === undefined) return { reason: 'has no title' }
  return { paper: paperOf(id, title, paper, outer, feedDay) }
}

function paperOf(
  id: string,
  title: string,
  inner: z.infer<typeof paperSchema>,
  outer: Omit<z.infer<typeof entrySchema>, 'paper'>,
  feedDay: Day | undefined,
): Paper {
  return {
    id,
    title,
    abstract: inner.summary ?? outer.summary ?? '',
    authors: inner.authors,
    source: 'hugging-face',
    ...onlyKnown({
      published: inner.publishedAt,
      feedDay: feedDay ?? inner.submittedOnDailyAt,
      votes: inner.upvotes,
      comments: outer.numComments,
      aiSummary: inner.ai_summary,
      keywords: inner.ai_keywords,
      code: codeOf(inner.githubRepo, inner.githubStars),
      projectUrl: inner.projectPage,
      organization: inner.organization ?? outer.organization,
      thumbnailUrl: outer.thumbnail,
      withdrawn: inner.withdrawnAt ? (true as const) : undefined,
    }),
  }
}

function codeOf(url: string | undefined, stars: number | undefined): Paper['code'] {
  return url === undefined ? undefined : { url, ...onlyKnown({ stars }) }
}
