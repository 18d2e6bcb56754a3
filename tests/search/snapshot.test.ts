// Snapshots: what is read answers as what was written, and nothing damaged or foreign is ever read.
import { createHash } from 'node:crypto'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCompactEngine } from '../../src/search/compact.ts'
import type { KeepableEngine } from '../../src/search/engine.ts'
import { analysisFingerprint } from '../../src/search/fingerprint.ts'
import { readSnapshot, writeSnapshot } from '../../src/search/snapshot.ts'
import { answers, freshly, history, leftBy, live } from './histories.ts'

const state = { identity: 'store-a', revision: 7 }
const wanted = { identity: 'store-a', accepts: (revision: number) => revision === 7 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-snapshot-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const read = (file: string) => readSnapshot(file, createCompactEngine, wanted)

async function reasonFor(file: string): Promise<string> {
  const found = await read(file)
  expect(found.engine).toBeUndefined()
  return 'reason' in found ? found.reason : ''
}

async function engineAfter(changes: Parameters<typeof live>[1]): Promise<KeepableEngine> {
  const engine = createCompactEngine()
  await live(engine, changes)
  return engine
}

async function readBack(file: string): Promise<KeepableEngine> {
  const found = await read(file)
  if (found.engine === undefined) throw new Error(found.reason)
  return found.engine
}

const twoPapers = ['Diffusion models', 'State-space models'].map((title, i) => ({
  id: `2501.0000${i}`,
  title,
  abstract: 'Attention is not all.',
  authors: ['Ada Núñez'],
  source: 'jsonl' as const,
}))

describe('what is read', () => {
  test('answers as what was written and as what is built anew, and lives on alike', async () => {
    const file = join(folder, 'lives-on')
    await fc.assert(
      fc.asyncProperty(history, history, async (before, after) => {
        const written = await engineAfter(before)
        await writeSnapshot(file, written, state)
        const loaded = await readBack(file)
        expect(await answers(loaded)).toEqual(await answers(written))
        expect(await answers(loaded)).toEqual(await answers(await freshly(leftBy(before))))
        await live(loaded, after)
        const left = leftBy([...before, ...after])
        expect(await answers(loaded)).toEqual(await answers(await freshly(left)))
      }),
      { numRuns: 40 },
    )
  })

  test('holds odd ids, titles and counts as they were', async () => {
    const file = join(folder, 'odd')
    const odd = {
      ...twoPapers[0],
      id: 'cs/0112017',
      title: 'A\n"b" \ud800 🚀  <c>',
      votes: 2 ** 40,
    }
    const engine = await engineAfter([{ add: [odd as never, { ...twoPapers[1] } as never] }])
    await writeSnapshot(file, engine, state)
    expect(await (await readBack(file)).suggest('a b', 3)).toEqual([
      { id: 'cs/0112017', title: odd.title },
    ])
  })

  test('is what was held when writing began, whatever is added meanwhile', async () => {
    const file = join(folder, 'meanwhile')
    const engine = await engineAfter([{ add: twoPapers }])
    const expected = await answers(engine)
    const writing = writeSnapshot(file, engine, state)
    await engine.remove(['2501.00000'])
    await writing
    expect(await answers(await readBack(file))).toEqual(expected)
  })

  test('an engine that holds something takes in no snapshot', async () => {
    const engine = await engineAfter([{ add: twoPapers }])
    await expect(engine.load(engine.save())).rejects.toThrow('empty')
  })
})

describe('the file', () => {
  test('is replaced as a whole, and nothing is left beside it', async () => {
    const own = await mkdtemp(join(folder, 'own-'))
    const file = join(own, 'index')
    await writeSnapshot(file, await engineAfter([{ add: twoPapers }]), state)
    await writeSnapshot(file, await engineAfter([]), state)
    expect((await readBack(file)).size()).toBe(0)
    expect(await readdir(own)).toEqual(['index'])
  })

  test('that cannot be written leaves the old one and nothing beside it', async () => {
    const own = await mkdtemp(join(folder, 'own-'))
    const file = join(own, 'index')
    // What stands in the file's place cannot be replaced by a file.
    await mkdir(join(file, 'inside'), { recursive: true })
    await expect(writeSnapshot(file, createCompactEngine(), state)).rejects.toThrow()
    expect(await readdir(own)).toEqual(['index'])
    const nowhere = join(own, 'no', 'such', 'folder')
    await expect(writeSnapshot(nowhere, createCompactEngine(), state)).rejects.toThrow('ENOENT')
  })
})

const startLength = 36
const headerLengthAt = 20
const checksumsLengthAt = 24

/** A snapshot of two papers with its header changed, and its seal renewed. */
async function forged(change: (header: Record<string, unknown>) => object): Promise<string> {
  const bytes = await readFile(join(folder, 'whole'))
  const end = startLength + bytes.readUInt32LE(headerLengthAt)
  const header = Buffer.from(
    JSON.stringify(change(JSON.parse(`${bytes.subarray(startLength, end)}`))),
  )
  const start = Buffer.from(bytes.subarray(0, startLength))
  start.writeUInt32LE(header.length, headerLengthAt)
  return sealed('forged', Buffer.concat([start, header, bytes.subarray(end, -32)]))
}

/** All of a file but its seal, with the seal that it should have. */
async function sealed(name: string, bytes: Buffer): Promise<string> {
  const header = bytes.subarray(0, startLength + bytes.readUInt32LE(headerLengthAt))
  const checksums = bytes.subarray(-bytes.readUInt32LE(checksumsLengthAt))
  const hash = createHash('sha256').update(header).update(checksums)
  const file = join(folder, name)
  await writeFile(file, Buffer.concat([bytes, hash.digest()]))
  return file
}

describe('what is not read', () => {
  let whole: Buffer
  beforeAll(async () => {
    const file = join(folder, 'whole')
    await writeSnapshot(file, await engineAfter([{ add: twoPapers }]), state)
    whole = await readFile(file)
  })

  test('the forger’s tool keeps a header that is not changed', async () => {
    expect((await readBack(await forged((header) => header))).size()).toBe(2)
  })

  test.each([
    ['another store', { identity: 'store-b' }, /another store/],
    ['another revision', { revision: 8 }, /another revision \(8\)/],
    ['another engine', { engine: 'Postings' }, /another engine/],
    ['another analysis', { analysis: '0123456789abcdef' }, /another version/],
    ['another number of papers', { papers: 3 }, /does not hold/],
    ['a header that is none', { revision: 'seven' }, /header is damaged/],
  ])('%s', async (_, change, reason) => {
    const file = await forged((header) => ({ ...header, ...change }))
    expect(await reasonFor(file)).toMatch(reason)
  })

  test.each([
    ['nothing', async (file: string) => rm(file, { force: true }), /there is none/],
    ['an empty file', async (file: string) => writeFile(file, ''), /none of ours|cut short/],
    [
      'another file',
      async (file: string) => writeFile(file, 'SQLite format 3\0'.repeat(99)),
      /none of/,
    ],
    ['a folder', async (file: string) => mkdir(file), /not a file/],
    ['a path through a file', async (file: string) => writeFile(dirname(file), ''), /ENOTDIR/],
    ['a link to itself', async (file: string) => symlink(file, file), /ELOOP/],
    ['a device', async (file: string) => symlink('/dev/zero', file), /not a file/],
  ])('%s', async (name, put, reason) => {
    const file = join(await mkdtemp(join(folder, 'place-')), name, 'index')
    if (!name.startsWith('a path')) await mkdir(dirname(file))
    await put(file)
    expect(await reasonFor(file)).toMatch(reason)
  })

  test.skipIf(process.getuid?.() === 0)(
    'a file we may not read (skipped for root, who may)',
    async () => {
      const file = join(folder, 'secret')
      await writeFile(file, whole)
      await chmod(file, 0)
      expect(await reasonFor(file)).toMatch(/EACCES/)
    },
  )

  test('a file cut short, anywhere', async () => {
    const file = join(folder, 'cut')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        await writeFile(file, whole)
        await truncate(file, length)
        expect(await reasonFor(file)).not.toBe('')
      }),
      { numRuns: 150 },
    )
  })

  test('a file with a bit flipped, anywhere', async () => {
    const file = join(folder, 'flipped')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(whole)
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
        await writeFile(file, bytes)
        expect(await reasonFor(file)).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('a file with something after its end', async () => {
    const file = join(folder, 'longer')
    await writeFile(file, Buffer.concat([whole, Buffer.from([0])]))
    expect(await reasonFor(file)).toMatch(/longer/)
  })

  test('damage under a good seal: a reason or an engine, but never a failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 33), fc.nat(255), async (at, byte) => {
        const bytes = Buffer.from(whole.subarray(0, -32))
        bytes.writeUInt8(byte, at)
        const found = await read(await sealed('resealed', bytes))
        if (found.engine === undefined) expect(found.reason).not.toBe('')
        else await answers(found.engine)
      }),
      { numRuns: 300 },
    )
  })
})

test('the fingerprint is the same each time', async () => {
  const one = await analysisFingerprint()
  expect(one).toMatch(/^[0-9a-f]{16}$/)
  expect(await analysisFingerprint()).toBe(one)
})
