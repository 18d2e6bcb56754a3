// What every reader of papers gives: the papers it could read, and for the rest where it stands and why it was left out.
import type { Paper } from '../papers/paper.ts'
import { cleanText, clip } from './clean.ts'

/** A record that was left out. `place` is for a person: "record 12", "line 40", "paragraph 3". `reason` goes on from it: "has no title". */
export type Problem = { readonly place: string; readonly reason: string }

/** The papers of one text, in its order, and what was left out. */
export type Records = { readonly papers: readonly Paper[]; readonly problems: readonly Problem[] }

/** One record read: the paper, or why there is none. */
export type PaperOrReason = { readonly paper: Paper } | { readonly reason: string }

/** Sorts records into papers and problems. */
export function collect(
  records: Iterable<{ readonly place: string; readonly read: PaperOrReason }>,
): Records {
  const papers: Paper[] = []
  const problems: Problem[] = []
  for (const { place, read } of records) {
    if ('paper' in read) papers.push(read.paper)
    else problems.push({ place, reason: read.reason })
  }
  return { papers, problems }
}

/** A stranger's words inside a sentence of ours: clean, short and in quotation marks. */
export function quote(text: string): string {
  const clean = cleanText(text)
  return clean.length > 60 ? `“${clip(clean, 60)}…”` : `“${clean}”`
}

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON text, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
