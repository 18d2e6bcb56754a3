// The never-rules: who may import whom, and who may touch the world.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

type File = { readonly path: string; readonly code: string; readonly imports: readonly string[] }

function filesIn(folder: string): File[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFile(join(folder, name)))
}

function readFile(path: string): File {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(/(?:from|import\(|import)\s*'([^']+)'/g)].map(
    ([, name = '']) =>
      name.startsWith('.') ? relative(root, join(root, dirname(path), name)) : name,
  )
  return { path, code: withoutComments(text), imports }
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

const files = [...filesIn('src'), ...filesIn('commands'), ...filesIn('config')]

/** Files in `within` that import something matching `what`, other than the `except`ed ones. */
function importers(within: RegExp, what: RegExp, except: readonly string[] = []): string[] {
  return files
    .filter(({ path }) => within.test(path) && !except.includes(path))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => what.test(name)).map((name) => `${path} imports ${name}`),
    )
}

function containing(within: RegExp, what: RegExp, except: readonly string[] = []): string[] {
  return files
    .filter(({ path, code }) => within.test(path) && !except.includes(path) && what.test(code))
    .map(({ path }) => path)
}

describe('libraries have one home', () => {
  it.each([
    ['discord.js', /^(discord\.js|@discordjs\/)/, /^src\/platforms\/discord\//],
    ['Slack', /^@slack\//, /^src\/platforms\/slack\//],
    ['SQL drivers', /^(better-sqlite3|pg|node:sqlite)$/, /^src\/store\/database\.ts$/],
    ['kysely', /^kysely/, /^src\/store\/|^src\/search\/postgres\.ts$/],
    ['minisearch', /^minisearch/, /^src\/search\/minisearch\.ts$/],
    ['node-cron', /^node-cron$/, /^src\/main\.ts$/],
    ['undici', /^undici$/, /^src\/bot\/in-time\.ts$/],
  ])('%s', (_, library, home) => {
    const strays = files
      .filter(({ path, imports }) => !home.test(path) && imports.some((name) => library.test(name)))
      .map(({ path }) => path)
    expect(strays).toEqual([])
  })
})

describe('rooms', () => {
  it('the inner rooms know no platform and no command', () => {
    const inner = /^src\/(bot|views|papers|search|sources|follows|digests|delivery|store)\//
    expect(importers(inner, /^(src\/platforms|commands)\//)).toEqual([])
  })

  it('platforms know the bot alone, and never each other', () => {
    const foreign = files
      .filter(({ path }) => path.startsWith('src/platforms/'))
      .flatMap(({ path, imports }) => {
        const own = path.split('/').slice(0, 3).join('/')
        return imports
          .filter((name) => /^(src|commands|config)\//.test(name))
          .filter((name) => !name.startsWith(`${own}/`) && !/^src\/bot\/|^config\//.test(name))
          .map((name) => `${path} imports ${name}`)
      })
    expect(foreign).toEqual([])
  })

  it('the domain knows neither bot, views nor store', () => {
    const domain = /^src\/(papers\/|follows\/|digests\/due\.ts)/
    expect(importers(domain, /^src\/(bot|views|store)\//)).toEqual([])
  })

  it('views are pure: no input or output, no clock, no zod', () => {
    expect(importers(/^src\/views\//, /^(node:|zod|src\/(store|sources|platforms))/)).toEqual([])
    expect(containing(/^src\/views\//, /\b(await|Promise|process|fetch)\b/)).toEqual([])
  })

  it('commands know neither platforms nor store, never catch, and write no markup', () => {
    expect(importers(/^commands\//, /^src\/(platforms|store)\//)).toEqual([])
    expect(containing(/^commands\//, /\bcatch\b/)).toEqual([])
    expect(containing(/^commands\//, /\*\*|<@|\[[^\]]*\]\(http/)).toEqual([])
  })
})

describe('the world', () => {
  const edges = ['src/main.ts', 'src/cli.ts', 'config/config.ts']

  it.each([
    ['the environment', /\bprocess\.env\b/],
    ['the clock', /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bTemporal\.Now\b/],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/],
    ['the network', /(?<![.\w])fetch\(/],
    ['the process', /\bprocess\.(stdin|stdout|stderr|exit|on|once)\b/],
  ])('%s is touched at the edge only', (_, what) => {
    expect(containing(/./, what, edges)).toEqual([])
  })

  it('SQL stands in the store alone', () => {
    const sql = /\b(selectFrom|insertInto|deleteFrom|updateTable)\b|\bSELECT\b[\s\S]*\bFROM\b/
    expect(containing(/^(?!src\/store\/|src\/search\/postgres\.ts)/, sql)).toEqual([])
  })

  it('nothing is dispatched but by bot.prepare', () => {
    expect(containing(/^src\/(?!bot\/bot\.ts)/, /\bcommand\.run\(/)).toEqual([])
  })
})

describe('the plan', () => {
  it('has no barrels, enums, decorators or parameter properties, and no file of odds and ends', () => {
    const barrels = files.filter(
      ({ path, code }) => path.endsWith('index.ts') && /^export .* from/m.test(code),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
    expect(containing(/./, /^\s*(export )?(const )?enum\s+\w+\s*\{/m)).toEqual([])
    expect(files.filter(({ path }) => /(utils?|helpers?|manager|misc)\b/.test(path))).toEqual([])
  })

  it('opens every file with what it is for, and keeps files short', () => {
    for (const { path } of files) {
      const text = readFileSync(join(root, path), 'utf8')
      expect(text, `${path} opens with a comment`).toMatch(/^\/\//)
      expect(text.split('\n').length, `lines of ${path}`).toBeLessThanOrEqual(260)
    }
  })

  it('mocks no module of ours', () => {
    const mocks = filesIn('tests').filter(
      ({ path, code }) =>
        path !== 'tests/architecture.test.ts' && /\bvi\.(mock|doMock)\(/.test(code),
    )
    expect(mocks.map(({ path }) => path)).toEqual([])
  })
})
