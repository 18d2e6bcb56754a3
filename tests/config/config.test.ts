// Settings: what they are unless somebody says, and what is said of a bad one.
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../config/config.ts'

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      database: 'sqlite:data/paperboy.db',
      historyFile: 'data/console-history',
      logLevel: 'warn',
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

  it('names every bad setting and quotes none', () => {
    const read = () => readConfig({ PAPERBOY_DATABASE: 'secret://x', PAPERBOY_LOG_LEVEL: 'loud' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(/PAPERBOY_DATABASE must be .*\nPAPERBOY_LOG_LEVEL must be/)
    expect(read).not.toThrow(/secret|loud/)
  })
})
