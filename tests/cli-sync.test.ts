// The sync verb as an operator runs it: a real process, upstreams on loopback.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/store/database.ts'
import { createFeedDays } from '../src/store/feed-days.ts'
import { createPapers } from '../src/store/papers.ts'
import { createArxivStand } from './stands/upstreams/arxiv.ts'
import { createHuggingFaceStand } from './stands/upstreams/hugging-face.ts'
import type { Stand } from './stands/upstreams/server.ts'
import { type ArxivPaper, type Entry, syntheticDay } from './stands/upstreams/synthetic.ts'

const root = new URL('..', import.meta.url)

let folder: string
let huggingFace: Stand
let arxiv: Stand
let days: Map<string, readonly Entry[]>
let arxivPapers: ArxivPaper[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-sync-'))
  days = new Map()
  arxivPapers = []
  huggingFace = await createHuggingFaceStand({ days })
  arxiv = await createArxivStand({ papers: arxivPapers })
})
afterEach(async () => {
  await Promise.all([huggingFace.close(), arxiv.close()])
  await rm(folder, { recursive: true, force: true })
})

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs the verb to its end; nothing but the stands can be asked. */
function sync(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['src/cli.ts', 'sync', ...args], {
    cwd: root,
    env: {
      ...process.env,
      PAPERBOY_DATABASE: `sqlite:${join(folder, 'paperboy.db')}`,
      PAPERBOY_INDEX: join(folder, 'index'),
      PAPERBOY_LOG_LEVEL: 'warn',
      PAPERBOY_SYNC: '',
      HUGGING_FACE_URL: huggingFace.url,
      HF_TOKEN: '',
      ARXIV_URL: arxiv.url,
      ARXIV_RSS_URL: arxiv.url,
      ...more,
    },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  child.stdin.end()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

/** Looks into the database the verb has written. */
async function inStore<T>(
  look: (store: {
    papers: ReturnType<typeof createPapers>
    feedDays: ReturnType<typeof createFeedDays>
  }) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(`sqlite:${join(folder, 'paperboy.db')}`)
  try {
    return await look({ papers: createPapers(database), feedDays: createFeedDays(database) })
  } finally {
    await database.close()
  }
}

const span = ['--since', '2025-01-01', '--until', '2025-01-03']

describe('sync', () => {
  it('reads a span from both upstreams, says what came, and the second time reads nothing', async () => {
    days.set('2025-01-03', syntheticDay('2025-01-03', 3))
    arxivPapers.push({ id: '2501.03000', title: 'Kites', doi: '10.1000/kites' })
    const weekend = ['--since', '2025-01-03', '--until', '2025-01-05']
    const told = { PAPERBOY_CONTACT: 'ada@example.org', HF_TOKEN: 'hf_secret' }
    const first = await sync(weekend, told)
    expect(first).toEqual({ code: 0, out: '4 days read: 3 papers new, 1 changed.\n', err: '' })
    expect(await inStore(({ papers }) => papers.find('2501.03000'))).toMatchObject({
      title: 'Kites',
      doi: '10.1000/kites',
      votes: 3,
    })
    expect(huggingFace.asked[0]?.headers).toMatchObject({
      authorization: 'Bearer hf_secret',
      'user-agent': 'Paperboy/0.1 (ada@example.org)',
    })
    expect(arxiv.asked[0]?.headers).not.toHaveProperty('authorization')
    expect((await sync(weekend)).out).toBe('0 days read: 0 papers new, 0 changed.\n')
    expect(huggingFace.asked).toHaveLength(3)
    expect(arxiv.asked).toHaveLength(1)
  })

  it('fails when an upstream does, says which and why, names what it left out, and goes on when run again', async () => {
    for (const day of ['2025-01-01', '2025-01-02', '2025-01-03'])
      days.set(day, syntheticDay(day, 2))
    const bad = { paper: { id: 'nonsense' }, title: 'Bad', summary: '' }
    days.set('2025-01-03', [...syntheticDay('2025-01-03', 1), bad])
    const alone = [...span, '--source', 'hugging-face']
    huggingFace.fail('2025-01-02', { status: 403 })
    const first = await sync(alone)
    expect(first).toEqual({
      code: 1,
      out: '2 days read: 3 papers new, 0 changed.\n',
      err:
        'hugging-face 2025-01-03: record 2 id “nonsense” is not an arXiv id\n' +
        'hugging-face 2025-01-02: upstream answered 403. Run it again to go on.\n',
    })
    expect(await sync(alone)).toEqual({
      code: 0,
      out: '1 day read: 2 papers new, 0 changed.\n',
      err: '',
    })
    expect(arxiv.asked).toEqual([])
  })

  it('reads the last two weeks unless told, and never before the archive', async () => {
    const { code } = await sync(['--source', 'hugging-face'])
    expect(code).toBe(0)
    expect(await inStore(({ feedDays }) => feedDays.list('hugging-face'))).toHaveLength(15)
    await sync(['--since', '2020', '--until', '2023-05-05', '--source', 'hugging-face'])
    const [first] = await inStore(({ feedDays }) => feedDays.list('hugging-face'))
    expect(first?.day).toBe('2023-05-04')
  })

  it('refuses what it cannot read in a line, and asks nobody', async () => {
    const refusals = [
      { args: ['--until', '2025-02-30'], words: /--until .*“2025-02-30” is neither/ },
      { args: ['--source', 'github'], words: /--source can be hugging-face or arxiv/ },
    ]
    const ends = await Promise.all(refusals.map(({ args }) => sync(args)))
    for (const [i, { code, out, err }] of ends.entries()) {
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(refusals[i]?.words ?? '')
      expect(err).not.toMatch(/\n\s+at /)
    }
    expect([...huggingFace.asked, ...arxiv.asked]).toEqual([])
  })

  it('asks nobody when syncing is off', async () => {
    const { code, err } = await sync(span, { PAPERBOY_SYNC: 'off' })
    expect(code).toBe(1)
    expect(err).toBe('PAPERBOY_SYNC is off: nothing may be asked of the upstreams.\n')
    expect([...huggingFace.asked, ...arxiv.asked]).toEqual([])
  })
})
