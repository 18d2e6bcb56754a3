// Files on disk that hold papers: found, read one at a time, and handed to the store.
import { glob, readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Paper } from '../papers/paper.ts'
import { readCorpusFile, UnknownFileError } from './files.ts'

/** What one file came to. A file that cannot be read has an `error` and nothing else. */
export type FileImport = {
  readonly file: string
  readonly papers: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** Records left out, with the file they stand in. */
  readonly problems: readonly { readonly place: string; readonly reason: string }[]
  readonly error?: string
}

/** Stores papers, all or none. */
export type Upsert = (papers: readonly Paper[]) => Promise<{
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: number
}>

/** What a folder is searched for; a file named outright may be called anything. */
const extensions = new Set(['.json', '.jsonl', '.ndjson', '.txt', '.xml', '.atom'])

/** A text longer than this does not fit a JavaScript string. */
const maxBytes = 256 * 2 ** 20

/** Papers stored in one transaction: what an interrupted import loses at most, and can be imported again. */
const batchSize = 500

/** The files meant by names, folders (searched through and through) and globs, each once, in order of name. A name that fits nothing, and a folder with nothing in it, is given back as it is. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const path of paths) for (const file of await filesAt(path)) found.add(file)
  return [...found]
}

async function filesAt(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => undefined)
  if (entry?.isDirectory()) return folderFiles(path)
  if (entry !== undefined || !/[*?[{]/.test(path)) return [path]
  const matches = await Array.fromAsync<string>(glob(path))
  return matches.length === 0
    ? [path]
    : (await Promise.all(matches.sort().map((match) => filesAt(match)))).flat()
}

async function folderFiles(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true })
  const files = names.filter((name) => extensions.has(extname(name).toLowerCase())).sort()
  return files.length === 0 ? [path] : files.map((name) => join(path, name))
}

/** Reads a file and stores its papers. A file that is no corpus is told, not thrown; what the store throws is thrown. */
export async function importFile(file: string, upsert: Upsert): Promise<FileImport> {
  const nothing = { file, papers: 0, added: 0, changed: 0, unchanged: 0, problems: [] }
  const text = await readText(file)
  if ('error' in text) return { ...nothing, ...text }
  try {
    const { papers, problems } = readCorpusFile(basename(file), text.text)
    const counts = await storeAll(papers, upsert)
    return { file, papers: papers.length, ...counts, problems }
  } catch (error) {
    if (error instanceof UnknownFileError) return { ...nothing, error: error.message }
    throw error
  }
}

async function storeAll(papers: readonly Paper[], upsert: Upsert) {
  const counts = { added: 0, changed: 0, unchanged: 0 }
  for (let at = 0; at < papers.length; at += batchSize) {
    const stored = await upsert(papers.slice(at, at + batchSize))
    counts.added += stored.added.length
    counts.changed += stored.changed.length
    counts.unchanged += stored.unchanged
  }
  return counts
}

async function readText(file: string): Promise<{ text: string } | { error: string }> {
  try {
    const { size } = await stat(file)
    if (size > maxBytes)
      return {
        error: `The file is ${Math.round(size / 2 ** 20)} MB long; ${maxBytes / 2 ** 20} MB is the most. Split it.`,
      }
    return { text: await readFile(file, 'utf8') }
  } catch (error) {
    return { error: explain((error as NodeJS.ErrnoException).code) }
  }
}

function explain(code: string | undefined): string {
  if (code === 'EISDIR') return `The folder has no file to import (${[...extensions].join(' ')}).`
  if (code === 'ENOENT') return 'There is no such file.'
  if (code === 'EACCES' || code === 'EPERM') return 'It may not be read: permission denied.'
  return `It cannot be read (${code ?? 'unknown error'}).`
}
