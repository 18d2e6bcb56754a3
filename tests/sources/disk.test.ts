// Folders as people have them: odd names, links, and folders that cannot be read.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importFile, listFiles } from '../../src/sources/disk.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-disk-'))
})
// Node cannot remove paths as long as those below.
afterEach(() => execFileSync('rm', ['-rf', folder]))

const nowhere = async () => ({ added: [], changed: [], unchanged: 0 })

describe('the files of a folder', () => {
  it('are files alone, whatever folders are called, and links to files', async () => {
    await mkdir(join(folder, 'days.json', 'empty.jsonl'), { recursive: true })
    const file = join(folder, 'days.json', 'a.jsonl')
    await writeFile(file, '{"title":"Kites"}')
    await symlink(file, join(folder, 'link.jsonl'))
    await symlink(join(folder, 'days.json'), join(folder, 'folder.json'))
    expect(await listFiles([folder])).toEqual([file, join(folder, 'link.jsonl')])
  })

  it('name a folder that cannot be read, and the import says why', async () => {
    await writeFile(join(folder, 'a.jsonl'), '{"title":"Kites"}')
    // Deeper than a path may be long: not even root can read it.
    const name = 'd'.repeat(200)
    execFileSync(
      'sh',
      [
        '-c',
        `i=0; while [ $i -lt 25 ]; do mkdir ${name} && cd -P ${name} || exit 1; i=$((i+1)); done`,
      ],
      { cwd: folder },
    )
    const [first = '', deep = '', ...others] = await listFiles([folder])
    expect(first).toBe(join(folder, 'a.jsonl'))
    expect(deep).toContain(name)
    expect(others).toEqual([])
    expect((await importFile(deep, nowhere)).error).toBe('It cannot be read (ENAMETOOLONG).')
    expect((await importFile(folder, nowhere)).error).toContain('no file to import')
  })
})
