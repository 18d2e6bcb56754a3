// Settings: what they are unless somebody says, and what is said of a bad one.
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../config/config.ts'

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      database: 'sqlite:data/paperboy.db',
      historyFile: 'data/console-history',
      environment: 'production',
      logLevel: 'warn',
      indexFile: 'data/index',
      syncMinutes: 30,
      upstreams: {
        huggingFaceUrl: 'https://huggingface.co',
        huggingFaceToken: undefined,
        arxivUrl: 'https://export.arxiv.org',
        arxivRssUrl: 'https://rss.arxiv.org',
        arxivCategories: [],
        contact: '',
      },
      discord: undefined,
      slack: undefined,
      colour: true,
      capable: true,
    })
  })

  it('takes an empty variable for none', () => {
    expect(readConfig({ PAPERBOY_DATABASE: '', NO_COLOR: '' })).toEqual(readConfig({}))
  })

  it('honours NO_COLOR whatever its value, and a dumb terminal', () => {
    expect(readConfig({ NO_COLOR: '0' }).colour).toBe(false)
    expect(readConfig({ TERM: 'dumb' })).toMatchObject({ colour: false, capable: false })
  })

  it('reads how often to sync, and which categories', () => {
    expect(readConfig({ PAPERBOY_SYNC: 'off' }).syncMinutes).toBeUndefined()
    expect(readConfig({ PAPERBOY_SYNC: '5' }).syncMinutes).toBe(5)
    for (const bad of ['never', '0', '1441'])
      expect(() => readConfig({ PAPERBOY_SYNC: bad })).toThrow(
        /PAPERBOY_SYNC must be off, or a number/,
      )
    const { upstreams } = readConfig({ ARXIV_CATEGORIES: 'cs.CL, math-ph' })
    expect(upstreams.arxivCategories).toEqual(['cs.CL', 'math-ph'])
    expect(() => readConfig({ ARXIV_CATEGORIES: 'cs.CL;drop' })).toThrow(/ARXIV_CATEGORIES must be/)
    expect(() => readConfig({ ARXIV_URL: 'ftp://x' })).toThrow(/ARXIV_URL must be an address/)
  })

  it('is on Discord with a token, and then tells more in the log', () => {
    const { discord, logLevel } = readConfig({ DISCORD_TOKEN: ' a.b.c ' })
    expect(logLevel).toBe('info')
    expect(discord).toEqual({ token: 'a.b.c', api: 'https://discord.com/api', shards: 'auto' })
    const some = readConfig({ DISCORD_TOKEN: 'a.b.c', DISCORD_SHARDS: '0,3/4' })
    expect(some.discord?.shards).toEqual({ ids: [0, 3], of: 4 })
    for (const bad of ['4/4', '1', 'all', '0/'])
      expect(() => readConfig({ DISCORD_SHARDS: bad })).toThrow(/DISCORD_SHARDS/)
  })

  it('is on Slack in one workspace with two tokens, or in many with what they need', () => {
    const sockets = { SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN: 'xoxb-1' }
    expect(readConfig(sockets)).toMatchObject({
      logLevel: 'info',
      slack: { by: 'sockets', api: 'https://slack.com/api/', appToken: 'xapp-1' },
    })
    const key = Buffer.alloc(32, 7).toString('base64')
    const http = {
      SLACK_SIGNING_SECRET: 's',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'c',
      SLACK_STATE_SECRET: 'sixteen characters',
      SLACK_ENCRYPTION_KEY: `${key}, ${key}`,
    }
    expect(
      readConfig({ ...http, PORT: '8080', SLACK_API_URL: 'http://x.test/api' }).slack,
    ).toMatchObject({ by: 'http', api: 'http://x.test/api/', port: 8080, encryptionKeys: [{}, {}] })
    const said = (environment: Record<string, string>) => () => readConfig(environment)
    expect(said({ SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(/one workspace, SLACK_APP_TOKEN is missing/)
    expect(said({ ...http, SLACK_CLIENT_ID: '', SLACK_STATE_SECRET: '' })).toThrow(
      /many workspaces, SLACK_CLIENT_ID and SLACK_STATE_SECRET are missing/,
    )
    expect(said({ ...http, ...sockets })).toThrow(/two ways at once/)
    expect(said({ ...sockets, SLACK_BOT_TOKEN: 'xapp-secret' })).toThrow(
      /SLACK_BOT_TOKEN must be a bot/,
    )
    expect(said({ ...http, SLACK_ENCRYPTION_KEY: 'short' })).toThrow(
      /SLACK_ENCRYPTION_KEY must be 32/,
    )
    // A host that sets the port for every program sets up no Slack.
    expect(readConfig({ PORT: '8080' }).slack).toBeUndefined()
  })

  it('names every bad setting and quotes none', () => {
    const read = () => readConfig({ PAPERBOY_DATABASE: 'secret://x', PAPERBOY_LOG_LEVEL: 'loud' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(/PAPERBOY_DATABASE must be .*\nPAPERBOY_LOG_LEVEL must be/)
    expect(read).not.toThrow(/secret|loud/)
  })
})
