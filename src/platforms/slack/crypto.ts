// Tokens at rest: AES-256-GCM, with the name of the key and what they belong to bound into them.
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

/** Something sealed cannot be opened: the key is gone, or it is not what was sealed there. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

/** Seals texts. `about` names what a text belongs to: under another name it cannot be opened. */
export type Seal = {
  seal(text: string, about: string): string
  /** The text; `isOld` where it was sealed with another key than is used now. Throws SealError. */
  open(sealed: string, about: string): { readonly text: string; readonly isOld: boolean }
}

// Sizes in bytes: NIST SP 800-38D recommends 96 bits for the nonce.
const nonceSize = 12
const tagSize = 16

/** What seals with the first of these keys (32 bytes each) and opens with any of them. */
export function createSeal(keys: readonly Buffer[], random: (bytes: number) => Buffer): Seal {
  const named = keys.map((key) => ({ name: keyName(key), key }))
  const [current] = named
  if (current === undefined) throw new SealError('There is no key to seal with.')

  return {
    seal(text, about) {
      const nonce = random(nonceSize)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed])
      return `${current.name}.${bytes.toString('base64url')}`
    },
    open(sealed, about) {
      const [name = '', body = ''] = sealed.split('.')
      const known = named.find((each) => each.name === name)
      if (known === undefined)
        throw new SealError(
          `A Slack token was sealed with a key that is not in SLACK_ENCRYPTION_KEY any more (${name}).`,
        )
      const bytes = Buffer.from(body, 'base64url')
      const text = bytes.subarray(nonceSize + tagSize)
      try {
        const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, nonceSize))
          .setAAD(Buffer.from(about))
          .setAuthTag(bytes.subarray(nonceSize, nonceSize + tagSize))
        const opened = Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
        return { text: opened, isOld: known !== current }
      } catch (error) {
        throw new SealError('A sealed Slack token was changed, or belongs elsewhere.', {
          cause: error,
        })
      }
    },
  }
}

/** A key's name, which tells nothing of the key. */
function keyName(key: Buffer): string {
  return createHash('sha256').update('paperboy key').update(key).digest('hex').slice(0, 12)
}
