// The shell's verbs and the pipe, as a person runs them: real processes, real files.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs a program of ours to its end on a database of its own. */
function run(
  program: string,
  args: readonly string[],
  database: string,
  input = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: {
      ...process.env,
      PAPERBOY_DATABASE: database,
      PAPERBOY_INDEX: `${database.slice('sqlite:'.length)}.index`,
      PAPERBOY_LOG_LEVEL: 'warn',
      PAPERBOY_SYNC: 'off',
    },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text) => (out += text))
  child.stderr.on('data', (text) => (err += text))
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

const cli = (args: readonly string[], name = 'shared') =>
  run('src/cli.ts', args, `sqlite:${join(folder, name)}.db`)

describe('ask', () => {
  it('answers once', async () => {
    const { code, out, err } = await cli(['ask', 'search mamba'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Mamba: Linear-Time Sequence Modeling')
  })

  it('takes its question in one word or in several', async () => {
    const [one, several] = await Promise.all([
      cli(['ask', 'cite 1706.03762 apa']),
      cli(['ask', 'cite', '1706.03762', 'apa']),
    ])
    expect(several.out).toBe(one.out)
  })

  it('fails on a mistake, which it explains', async () => {
    const { code, out } = await cli(['ask', 'serach mamba'])
    expect(code).toBe(1)
    expect(out).toContain('Did you mean search?')
  })

  it('prints the view with --json', async () => {
    const { out } = await cli(['ask', '--json', 'show 1706.03762'])
    expect(JSON.parse(out)).toMatchObject({
      title: 'Attention Is All You Need',
      blocks: expect.any(Array),
    })
  })

  it('colours nothing on a pipe', async () => {
    expect((await cli(['ask', 'trending'])).out).not.toContain('\x1b')
  })
})

describe('the pipe', () => {
  it('answers line by line and ends well', async () => {
    const lines = '/paper search mamba\n1\n\n# a remark\nstats\n'
    const { code, out, err } = await run(
      'src/main.ts',
      [],
      `sqlite:${join(folder, 'pipe.db')}`,
      lines,
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const places = [
      '1 paper for “mamba”',
      'Mamba: Linear-Time',
      'Id          2312.00752',
      'The corpus',
    ]
    const found = places.map((place) => out.indexOf(place))
    expect(found).not.toContain(-1)
    expect(found).toEqual([...found].sort((a, b) => a - b))
  })
})

describe('import', () => {
  const good = {
    id: '2501.00001',
    title: 'Kites over Harbours',
    abstract: 'We fly kites.',
    votes: 3,
  }
  const better = { ...good, votes: 4 }

  it('says what came in, names what did not, and changes nothing the second time', async () => {
    const file = join(folder, 'papers.jsonl')
    await writeFile(
      file,
      `${JSON.stringify(good)}\n{"broken\n${JSON.stringify({ abstract: 'no title' })}\n`,
    )
    const first = await cli(['import', file], 'import')
    expect(first.code).toBe(0)
    expect(first.out).toBe(
      '1 paper in 1 file: 1 new, 0 changed, 0 unchanged, 2 records left out.\n',
    )
    expect(first.err).toContain(`${file}: line 2`)
    expect(first.err).toContain(`${file}: line 3`)
    const second = await cli(['import', file], 'import')
    expect(second.out).toContain('0 new, 0 changed, 1 unchanged')
    await writeFile(file, JSON.stringify(better))
    expect((await cli(['import', file], 'import')).out).toContain('0 new, 1 changed')
    expect((await cli(['ask', 'show 2501.00001'], 'import')).out).toMatch(/Votes +4/)
  })

  it('takes folders and globs, and says which names are no files', async () => {
    const days = join(folder, 'days', 'deep')
    await mkdir(days, { recursive: true })
    await writeFile(join(days, 'a.jsonl'), JSON.stringify(good))
    await writeFile(join(days, 'b.jsonl'), JSON.stringify({ title: 'Sails over Harbours' }))
    await writeFile(join(days, 'picture.png'), 'not for us')
    expect((await cli(['import', join(folder, 'days')], 'folder')).out).toMatch(
      /^2 papers in 2 files: 2 new/,
    )
    expect((await cli(['import', `${days}/*.jsonl`], 'glob')).out).toMatch(
      /^2 papers in 2 files: 2 new/,
    )
    const missing = await cli(['import', join(folder, 'nowhere'), days], 'missing')
    expect(missing.code).toBe(1)
    expect(missing.err).toContain('nowhere: There is no such file.')
    expect(missing.out).toContain('2 new')
  })

  it('says once what a file can be, however many are none of it', async () => {
    const odd = join(folder, 'odd')
    await mkdir(odd)
    await writeFile(join(odd, 'a.txt'), 'Dear reader')
    await writeFile(join(odd, 'b.json'), '')
    const { code, out, err } = await cli(['import', odd], 'odd')
    expect({ code, out }).toEqual({
      code: 1,
      out: '0 papers in 2 files: 0 new, 0 changed, 0 unchanged, 2 files not imported.\n',
    })
    expect(err.trimEnd().split('\n')).toEqual([
      `${odd}/a.txt: It has no papers in it that can be recognised.`,
      `${odd}/b.json: It is empty.`,
      expect.stringMatching(/^A file can be Daily Papers JSON/),
    ])
  })

  it('without a file says what it wants', async () => {
    const { code, err } = await cli(['import'])
    expect(code).toBe(1)
    expect(err).toContain('Name the files')
  })
})

describe('the shell', () => {
  it('--help lists the verbs, and each verb explains itself', async () => {
    const { code, out } = await cli(['--help'])
    expect(code).toBe(0)
    const explained = await Promise.all(
      ['console', 'ask', 'import', 'sync'].map(async (verb) => {
        expect(out).toContain(verb)
        return { verb, text: (await cli([verb, '--help'])).out }
      }),
    )
    for (const { verb, text } of explained) expect(text).toContain(`src/cli.ts ${verb}`)
  })

  it('explains a verb with -h and with help, and says its version', async () => {
    const [short, long, help, version] = await Promise.all([
      cli(['import', '-h']),
      cli(['import', '--help']),
      cli(['help', 'import']),
      cli(['--version']),
    ])
    expect(long.out).toContain('Usage: npx node src/cli.ts import')
    expect(short).toEqual(long)
    expect(help).toEqual(long)
    const { version: ours } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
    expect(version).toEqual({ code: 0, out: `${ours}\n`, err: '' })
    expect(await cli(['help', 'improt'])).toMatchObject({ code: 1, out: '' })
  })

  it.each([
    [['ask', '-robot arms'], 'Put the question in quotes: ask "search -robot"'],
    [['ask', ''], 'There is no question.'],
    [['ask'], 'There is no question.'],
    [['console', 'foo'], '“foo” is one word too many.'],
    [['sync', 'foo'], '“foo” is one word too many.'],
    [['sync', '--since'], '--since needs a value.'],
  ])('refuses %j in a sentence of its own, with the usage', async (args, sentence) => {
    const { code, out, err } = await cli(args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(sentence)
    expect(err).toContain(`\nUsage: npx node src/cli.ts ${args[0]}`)
    expect(err.trimEnd().split('\n')).toHaveLength(2)
  })

  it('names an unknown verb, a bad option and a bad setting without a stack', async () => {
    const verb = await cli(['improt'])
    expect(verb.code).toBe(1)
    expect(verb.err).toContain('There is no verb “improt”')
    const option = await cli(['ask', '--jsn', 'x'])
    expect(option.code).toBe(1)
    expect(option.err).toContain('Usage: npx node src/cli.ts ask')
    const setting = await run('src/cli.ts', ['ask', 'stats'], 'mysql://somebody:hunter2@host/x')
    expect(setting.code).toBe(1)
    expect(setting.err).toContain('PAPERBOY_DATABASE must be')
    for (const { err } of [verb, option, setting]) expect(err).not.toMatch(/hunter2|\n\s+at /)
  })

  it('says what is wrong with a database it cannot open', async () => {
    const file = join(folder, 'text.db')
    await writeFile(file, 'This is a letter, not a database. '.repeat(100))
    const { code, err } = await run('src/cli.ts', ['ask', 'stats'], `sqlite:${file}`)
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(await readFile(file, 'utf8')).toContain('This is a letter')
  })
})
