// A test collection for search, as BEIR lays one out: corpus.jsonl, queries.jsonl, qrels.tsv.
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Paper } from '../../src/papers/paper.ts'
import type { Judged } from './metrics.ts'

/** Papers, questions, and which papers people judged to answer them. */
export type Collection = {
  readonly name: string
  readonly papers: readonly Paper[]
  readonly questions: readonly Question[]
}

/** A question, and what answers it: never nothing. */
export type Question = { readonly id: string; readonly text: string; readonly judged: Judged }

/** A file is missing or is not what it should be; the message says which, where and how it should look. */
export class CollectionError extends Error {
  override readonly name = 'CollectionError'
}

const id = z.union([z.string().min(1), z.number().transform(String)])
const document = z.object({ _id: id, title: z.string().default(''), text: z.string().default('') })
const question = z.object({ _id: id, text: z.string().trim().min(1) })

/** Reads a folder. Questions that nobody judged are left out. Throws CollectionError. */
export async function readCollection(folder: string): Promise<Collection> {
  const documents = readLines(
    'corpus.jsonl',
    await textOf(folder, 'corpus.jsonl'),
    document,
    '{"_id": "…", "title": "…", "text": "…"}',
  )
  const questions = readLines(
    'queries.jsonl',
    await textOf(folder, 'queries.jsonl'),
    question,
    '{"_id": "…", "text": "…"}',
  )
  const judged = readJudged(await textOf(folder, 'qrels.tsv'), {
    queries: idsOnce('queries.jsonl', questions),
    documents: idsOnce('corpus.jsonl', documents),
  })
  return {
    name: basename(folder),
    papers: documents.map(({ _id, title, text }) => paperOf(_id, title, text)),
    questions: questions.flatMap(({ _id, text }) => {
      const answers = judged.get(_id)
      return answers === undefined ? [] : [{ id: _id, text, judged: answers }]
    }),
  }
}

function paperOf(paperId: string, title: string, abstract: string): Paper {
  return { id: paperId, title, abstract, authors: [], source: 'jsonl' }
}

async function textOf(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CollectionError(
      reason === 'ENOENT'
        ? `There is no ${file} in ${folder}. A collection has corpus.jsonl, queries.jsonl and qrels.tsv.`
        : `${join(folder, file)} cannot be read (${reason}).`,
    )
  }
}

function readLines<T>(file: string, text: string, shape: z.ZodType<T>, example: string): T[] {
  const rows = numbered(text).map(([line, number]) => {
    const read = shape.safeParse(parsed(line))
    if (!read.success)
      throw new CollectionError(`${file}, line ${number}: expected a line like ${example}.`)
    return read.data
  })
  if (rows.length === 0) throw new CollectionError(`${file} is empty.`)
  return rows
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The lines with something on them, and their numbers from 1. */
function numbered(text: string): (readonly [string, number])[] {
  const lines = text.split(/\r?\n/).map((line, i) => [line, i + 1] as const)
  return lines.filter(([line]) => line.trim() !== '')
}

function idsOnce(file: string, rows: readonly { readonly _id: string }[]): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const { _id } of rows) {
    if (seen.has(_id)) throw new CollectionError(`${file} has two lines with the id ${_id}.`)
    seen.add(_id)
  }
  return seen
}

type Known = Readonly<Record<'queries' | 'documents', ReadonlySet<string>>>

/** What answers each question, as the lines `query-id, corpus-id, score` have it; a score of 0 or less says that a paper does not. */
function readJudged(text: string, known: Known): Map<string, Map<string, number>> {
  const judged = new Map<string, Map<string, number>>()
  // The first line names the columns.
  for (const [line, number] of numbered(text).slice(1)) {
    const at = `qrels.tsv, line ${number}`
    const [query, paper, written, ...more] = line.trim().split('\t')
    const score = Number(written)
    if (query === undefined || paper === undefined || !Number.isFinite(score) || more.length > 0)
      throw new CollectionError(`${at}: expected query-id, corpus-id and score, a tab between.`)
    if (!known.queries.has(query))
      throw new CollectionError(`${at}: queries.jsonl has no query ${query}.`)
    if (!known.documents.has(paper))
      throw new CollectionError(`${at}: corpus.jsonl has no document ${paper}.`)
    if (score <= 0) continue
    const answers = judged.get(query) ?? new Map<string, number>()
    judged.set(query, answers.set(paper, score))
  }
  if (judged.size === 0) throw new CollectionError('qrels.tsv judges no paper relevant.')
  return judged
}
