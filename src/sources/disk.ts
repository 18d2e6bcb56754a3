// Files on disk that hold papers: found, read one at a time, and handed to the store.
import type { Dirent } from 'node:fs'
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
  /** Records left out: where each stands in the file, and why. */
  readonly problems: readonly { readonly place: string; readonly reason: string }[]
  /** A sentence. */
  readonly error?: string
  /** The file was read, but is none of the kinds that can be imported. */
  readonly unknown?: true
}

/** Stores papers, all or none. */
export type Upsert = (papers: readonly Paper[]) => Promise<{
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: number
}>

/** What a folder is searched for; a file named outright may be called anything. */
const extensions = new Set(['.json', '.jsonl', '.ndjson', '.txt', '.xml', '.atom'])

/** A file is read whole: its text (V8 takes about 512 Mi characters), its values and its papers are in memory together, so half of that is the most. */
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
  const files = await filesBelow(path)
  return files.length === 0 ? [path] : files.sort()
}

// A folder that cannot be read stands among the files, and says why when it is imported.
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [folder]
  const files: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await filesBelow(path)))
    else if (extensions.has(extname(path).toLowerCase()) && (await isFile(entry, path)))
      files.push(path)
  }
  return files
}

// A link is what it leads to; one that leads nowhere is told when it is imported.
async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile()
  return (await stat(path).catch(() => undefined))?.isFile() ?? true
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
    if (error instanceof UnknownFileError)
      return { ...nothing, error: error.message, unknown: true }
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
    const entry = await stat(file)
    // Reading it tells why a folder gave no files, if it can be read at all.
    if (entry.isDirectory()) await readdir(file)
    const { size } = entry
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
