// Typed lines kept in a file from one session to the next. A session is worth more than its history: nothing here throws.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ConsoleHistory } from './adapter.ts'

/** History in a file that its owner alone may read. Why it fails is told to `onError`, once; a file that could not be read is left as it is. */
export function createHistory(file: string, onError: (reason: string) => void): ConsoleHistory {
  let state: 'good' | 'failed' = 'good'
  const failed = (error: unknown) => {
    if (state === 'good') onError(error instanceof Error ? error.message : String(error))
    state = 'failed'
  }
  return {
    async load() {
      try {
        const text = await readFile(file, 'utf8')
        return text.split('\n').filter((line) => line !== '')
      } catch (error) {
        // The first session has none.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(error)
        return []
      }
    },
    async save(lines) {
      if (state === 'failed') return
      await replaceFile(file, `${lines.join('\n')}\n`).catch(failed)
    },
  }
}

// Whoever reads meanwhile, or after a crash, finds the old file or the new one whole.
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(draft, text, { mode: 0o600 })
    await rename(draft, file)
  } catch (error) {
    // Where the draft could not be written there may be nothing to remove, and no way to.
    await rm(draft, { force: true }).catch(() => {})
    throw error
  }
}
