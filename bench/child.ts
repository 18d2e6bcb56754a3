// Work measured in a process of its own, so that memory, caches and compiled code of one corpus are not another's.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import manifest from '../package.json' with { type: 'json' }

const execute = promisify(execFile)

/** The settings of the runtime that `npm start` has: what is measured is what runs. */
const settings = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'))

/**
 * Runs a section's file with one argument and gives what it printed as JSON. The child may collect garbage
 * when it asks to. Throws with the child's own words when it fails.
 */
export async function inChild<Figures>(file: string, task: object): Promise<Figures> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const args = [...settings, '--expose-gc', path, JSON.stringify(task)]
  const { stdout } = await execute(process.execPath, args, { maxBuffer: 2 ** 24 })
  return JSON.parse(stdout) as Figures
}

/** In the child: reads the task, does it, and prints the figures. */
export async function answerParent<Task>(work: (task: Task) => Promise<object>): Promise<void> {
  const figures = await work(JSON.parse(process.argv[2] ?? '') as Task)
  process.stdout.write(JSON.stringify(figures))
}
