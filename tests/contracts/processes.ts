// Starts this folder's child-*.ts files as processes of their own.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** A running process: what it printed so far, and how it ended. */
export type Child = {
  lines(): string[]
  /** Resolves once it has printed this many lines, or has ended. */
  printed(count: number): Promise<void>
  /** Ends it as a power failure would: it hears nothing of it. */
  kill(): void
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>
}

/** Starts a file of this folder with the arguments it asks for. */
export function startChild(file: string, ...given: string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...given])
  let output = ''
  let errors = ''
  child.stdout.on('data', (part) => {
    output += part
  })
  child.stderr.on('data', (part) => {
    errors += part
  })
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, errors })),
  )
  const lines = () => output.split('\n').slice(0, -1)
  return {
    lines,
    printed: (count) =>
      new Promise((resolve) => {
        const look = () => lines().length >= count && resolve()
        child.stdout.on('data', look)
        child.on('close', () => resolve())
        look()
      }),
    kill: () => child.kill('SIGKILL'),
    ended,
  }
}
