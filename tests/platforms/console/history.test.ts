// Typed lines in a real file.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHistory } from '../../../src/platforms/console/history.ts'

let folder: string
let errors: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-history-'))
  errors = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (file: string) => createHistory(file, (reason) => errors.push(reason))

describe('history', () => {
  it('comes back as it was saved, for its owner alone, in a folder made for it', async () => {
    const file = join(folder, 'deep', 'history')
    await open(file).save(['old', 'older'])
    await open(file).save(['search a', 'help'])
    expect(await open(file).load()).toEqual(['search a', 'help'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'deep'))).toEqual(['history'])
    expect(errors).toEqual([])
  })

  it('is empty, and nothing is wrong, where there is no file yet', async () => {
    expect(await open(join(folder, 'history')).load()).toEqual([])
    expect(errors).toEqual([])
  })

  it('tells once, and never throws, when the file is a folder', async () => {
    const history = open(folder)
    expect(await history.load()).toEqual([])
    await history.save(['help'])
    expect(errors).toEqual([expect.stringContaining('EISDIR')])
    expect(await readdir(folder)).toEqual([])
  })

  it('tells once, and leaves no draft, when it can only not be saved', async () => {
    const file = join(folder, 'history')
    const history = open(file)
    await history.load()
    await mkdir(join(file, 'in the way'), { recursive: true })
    await history.save(['help'])
    await history.save(['help'])
    expect(errors).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['history'])
  })

  it('leaves the old file whole when the new one cannot be written', async () => {
    const file = join(folder, 'history')
    await writeFile(file, 'help\n')
    await mkdir(`${file}.${process.pid}.tmp`)
    await open(file).save(['lost'])
    expect(errors).toHaveLength(1)
    expect(await readFile(file, 'utf8')).toBe('help\n')
  })
})
