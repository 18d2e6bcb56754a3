// How long somebody waits for a first answer from a program that is not running yet.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { median } from '../measure.ts'
import type { Section } from '../section.ts'
import { figure } from '../table.ts'

const question = 'search diffusion'
const programs = {
  ask: { file: '../../src/cli.ts', args: ['ask', question], input: '' },
  console: { file: '../../src/main.ts', args: [], input: `${question}\n` },
} as const

type Program = keyof typeof programs

export const startSection: Section = {
  name: 'start',
  about:
    'From starting the real program to the first byte of its answer: `cli.ts ask "search diffusion"`, and the same question on a pipe into main.ts. “First” has no database yet and brings its own sample.',
  columns: ['corpus', 'ask s', 'slowest', 'console s', 'slowest', 'runs'],
  async measure(corpus) {
    const known = await rows(corpus.label, async (program) => firstByte(program, corpus.database))
    if (corpus.kind !== 'sample') return known
    const fresh = `${corpus.database}-fresh`
    const first = await rows('sample, first start', async (program) => {
      const waited = await firstByte(program, fresh)
      for (const end of ['', '-wal', '-shm']) await rm(fresh + end, { force: true })
      return waited
    })
    return [...first, ...known]
  },
}

async function rows(label: string, wait: (program: Program) => Promise<number>) {
  const asks = await repeated(() => wait('ask'))
  const consoles = await repeated(() => wait('console'))
  const cells = [asks, consoles].flatMap((times) => [
    figure(median(times) / 1000),
    figure(Math.max(...times) / 1000),
  ])
  return [[label, ...cells, String(asks.length)]]
}

/** Five runs of what is quick, three of what takes over two seconds, one of what takes over ten. */
async function repeated(wait: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  do times.push(await wait())
  while (times.length < runsOf(times[0] ?? 0))
  return times
}

function runsOf(milliseconds: number): number {
  if (milliseconds > 10_000) return 1
  return milliseconds > 2000 ? 3 : 5
}

/** Milliseconds to the first byte on standard output. Throws when the program ends without one. */
async function firstByte(name: Program, database: string): Promise<number> {
  const { file, args, input } = programs[name]
  const start = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env: { ...process.env, PAPERBOY_DATABASE: `sqlite:${database}` },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  child.stdin.end(input)
  const answered = once(child.stdout, 'data').then(() => performance.now() - start)
  const waited = await Promise.race([answered, ended.then(() => undefined)])
  if (waited === undefined) throw new Error(`${name} gave no answer.`)
  child.stdout.resume()
  await ended
  return waited
}
