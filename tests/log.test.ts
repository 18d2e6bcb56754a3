// The log has everything but secrets.
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog, hideSecrets } from '../src/log.ts'

function logged(
  reader: 'person' | 'program',
  write: (log: ReturnType<typeof createLog>) => void,
): string {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  write(createLog('info', { stream, reader }))
  return text
}

const secrets: readonly [name: string, secret: string][] = [
  ['a Slack token', 'xoxb-123456789012-abcdefABCDEF'],
  ['a Slack app token', 'xapp-1-A111-222-abcdef'],
  ['a Discord token', `${'M'.repeat(24)}.GabcDe.${'x'.repeat(38)}`],
  ['a Hugging Face token', 'hf_abcdefghijklmnopqrstuvwxyz'],
]

describe.each(['person', 'program'] as const)('the log for a %s', (reader) => {
  it.each(secrets)('never shows %s, wherever it stands', (_, secret) => {
    const text = logged(reader, (log) => {
      log.info(`started with ${secret}`)
      log.info({ deep: { deeper: { note: secret } } }, 'nested')
      log.error({ err: new Error(`refused: ${secret}`) }, 'failed')
    })
    expect(text).toContain('failed')
    expect(text).not.toContain(secret)
  })

  it('never shows a password in an address, a bearer header, or a field named for a secret', () => {
    const text = logged(reader, (log) => {
      log.error({ err: new Error('connect postgres://me:hunter2@host/db') }, 'refused')
      log.info({ headers: { note: 'Bearer abc.def-ghi_jklmnopqrst' } }, 'headers')
      log.info({ token: 'hunter3', nested: { password: 'hunter4' } }, 'fields')
    })
    expect(text).not.toMatch(/hunter|abc\.def/)
    expect(text).toContain('[secret]')
  })

  it('never shows any part of a password with an @ in it', () => {
    const text = logged(reader, (log) => log.error('connect postgres://u:p@ss@host/db'))
    expect(text).toContain('postgres://u:[secret]@host/db')
  })

  it('keeps the stack of an error', () => {
    const text = logged(reader, (log) => log.error({ err: new Error('odd') }, 'failed'))
    expect(text).toContain('log.test.ts')
  })
})

describe('hideSecrets', () => {
  it.each([
    '{"url":"http://localhost:3000/x","mail":"bob@example.com"}',
    '{"url":"http://localhost:3000","mail":"bob@example.com"}',
    'the bot answered and the bot crashed; Bot started',
    'the bearer of news asked for https://example.org:8080/a/b and wrote to bob@example.com',
    'Authorization: refused by the upstream',
    'git@github.com:someone/something.git',
  ])('leaves an ordinary line as it is, byte for byte: %s', (line) => {
    expect(hideSecrets(line)).toBe(line)
  })

  it.each([
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [secret]'],
    [
      '{"a":"{\\"authorization\\":\\"Bot abc\\"}"}',
      '{"a":"{\\"authorization\\":\\"Bot [secret]\\"}"}',
    ],
    ['authorization=abcdefghijklmnopqrstuvw', 'authorization=[secret]'],
    ['sent bearer abcdefghijklmnopqrstuvw==', 'sent bearer [secret]'],
    ['redis://:hunter2@host:6379/0', 'redis://:[secret]@host:6379/0'],
    ['postgres://me@org:p:w@d@host?x=1', 'postgres://me@org:[secret]@host?x=1'],
  ])('blots out the secret alone: %s', (line, hidden) => {
    expect(hideSecrets(line)).toBe(hidden)
  })
})
