// Tokens at rest: sealed with a key that can be changed, opened by nobody else and for nothing else.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSeal, SealError } from '../../../src/platforms/slack/crypto.ts'

const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const token = 'xoxb-secret'

describe('a seal', () => {
  it('gives back what was sealed, and shows none of it', () => {
    const seal = createSeal([one], randomBytes)
    const sealed = seal.seal(token, 'T1')
    expect(sealed).not.toContain('xoxb')
    expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString()).not.toContain('secret')
    expect(seal.open(sealed, 'T1')).toEqual({ text: token, isOld: false })
    expect(seal.seal(token, 'T1')).not.toBe(sealed)
  })

  it('opens what an older key sealed, and says so', () => {
    const sealed = createSeal([one], randomBytes).seal(token, 'T1')
    expect(createSeal([two, one], randomBytes).open(sealed, 'T1')).toEqual({
      text: token,
      isOld: true,
    })
    const open = () => createSeal([two], randomBytes).open(sealed, 'T1')
    expect(open).toThrow(SealError)
    expect(open).toThrow(/SLACK_ENCRYPTION_KEY/)
  })

  it('breaks when anything was changed, or is opened for another workspace', () => {
    const seal = createSeal([one], randomBytes)
    const sealed = seal.seal(token, 'T1')
    expect(() => seal.open(sealed, 'T2')).toThrow(SealError)
    const [name, body = ''] = sealed.split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (const at of [0, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => seal.open(`${name}.${changed.toString('base64url')}`, 'T1')).toThrow(SealError)
    }
    for (const broken of ['', name ?? '', `${name}.`, `${name}.AAAA`])
      expect(() => seal.open(broken, 'T1')).toThrow(SealError)
  })
})
