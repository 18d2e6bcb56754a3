// The manifest is what the commands say of themselves, what the documentation explains, and what Slack takes.
import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { describeCommands } from '../../../src/bot/describe.ts'
import { declareManifest, scopes } from '../../../src/platforms/slack/declare.ts'
import { manifestText } from '../../../src/verbs/manifest.ts'

const described = describeCommands(commands)
const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

describe('the manifest', () => {
  it('is printed for an address that Slack can reach, and for no other', () => {
    expect(manifestText(described, ['--url', 'https://papers.example.org'])).toContain(
      '"socket_mode_enabled": false',
    )
    expect(() => manifestText(described, ['--url', 'papers.example.org'])).toThrow(
      '“papers.example.org” is none',
    )
  })

  it('in config is the one for Socket Mode: `node src/cli.ts manifest > config/slack-manifest.json`', () => {
    expect(read('config/slack-manifest.json')).toBe(`${manifestText(described, [])}\n`)
  })

  it('names an address wherever Slack is to call one, and only then', () => {
    const text = JSON.stringify(declareManifest(described, 'https://papers.example.org'))
    expect(text.match(/https:\/\/papers\.example\.org\/slack\/events/g)).toHaveLength(4)
    expect(text).toContain('https://papers.example.org/slack/oauth_redirect')
    expect(JSON.stringify(declareManifest(described))).not.toContain('http')
  })

  it('asks for no channel’s history, and for nothing that the documentation does not explain', () => {
    const asked = declareManifest(described).oauth_config.scopes.bot
    expect(asked.filter((scope) => /(channels|groups|mpim):history/.test(scope))).toEqual([])
    const [, table = ''] =
      /## What it asks for\n([\s\S]*?)(\n## |$)/.exec(read('docs/slack.md')) ?? []
    const explained = [...table.matchAll(/^\| `(.+?)` \| (.+?) \|$/gm)]
    expect(Object.fromEntries(explained.map(([, scope, why]) => [scope, why]))).toEqual(scopes)
  })
})

const schemas = new URL('../shared/schemas/', root)
const schemaFile = new URL('slack-manifest.json', schemas)

describe.skipIf(!existsSync(schemaFile))('Slack’s own schema', () => {
  it.each([undefined, 'https://papers.example.org'])('takes the manifest for %s', (url) => {
    const ajv = new Ajv({ strict: false, validateFormats: false })
    const load = (name: string) => JSON.parse(readFileSync(new URL(name, schemas), 'utf8'))
    const { _note: _, ...whole } = load('slack-manifest.json')
    for (const version of ['1.0.0', '2.0.0'])
      ajv.addSchema(load(`slack-manifest-${version}.json`), `${refBase}${version}.json`)
    const validate = ajv.compile(whole)
    expect(validate(declareManifest(described, url)), ajv.errorsText(validate.errors)).toBe(true)
  })
})

const refBase =
  'https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/manifest.schema.'
