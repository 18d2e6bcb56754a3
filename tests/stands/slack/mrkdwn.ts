// Slack's markup as Slack reads it: what is a link, what mentions somebody, and what was meant to be neither.
import type { Flaw } from './refusal.ts'
import { everyPart, listOf, type Message } from './wire.ts'

export type Mention = {
  readonly kind: 'user' | 'group' | 'channel' | 'everyone'
  /** The id, or `here`, `channel`, `everyone`. */
  readonly of: string
}

export type Link = { readonly href: string; readonly label: string | undefined }

const token = /<([^<>]*)>/g

/** Whom a text in mrkdwn mentions. */
export function mentionsIn(mrkdwn: string): readonly Mention[] {
  return [...mrkdwn.matchAll(token)].flatMap(([, inside = '']) => mentionOf(inside) ?? [])
}

/** The links of a text in mrkdwn. */
export function linksIn(mrkdwn: string): readonly Link[] {
  return [...mrkdwn.matchAll(token)].flatMap(([, inside = '']) => {
    const [address = '', label] = inside.split(/\|(.*)/s)
    return isAddress(address)
      ? [{ href: unescaped(address), label: label && unescaped(label) }]
      : []
  })
}

function mentionOf(inside: string): Mention | undefined {
  const [name = ''] = inside.split('|')
  const user = /^@([UW]\w*)$/.exec(name)?.[1]
  if (user !== undefined) return { kind: 'user', of: user }
  const channel = /^#([CG]\w*)$/.exec(name)?.[1]
  if (channel !== undefined) return { kind: 'channel', of: channel }
  const group = /^!subteam\^(\w+)$/.exec(name)?.[1]
  if (group !== undefined) return { kind: 'group', of: group }
  const everyone = /^!(here|channel|everyone|group)$/.exec(name)?.[1]
  return everyone === undefined ? undefined : { kind: 'everyone', of: everyone }
}

/** Everybody and every channel that a message mentions, wherever it says so. */
export function mentions(
  message: Pick<Message, 'text' | 'blocks' | 'attachments'>,
): readonly Mention[] {
  const attached = message.attachments.flatMap(
    ({ text, pretext, title, fallback, fields, blocks }) => [
      ...[text, pretext, title, fallback].flatMap((one) => mentionsIn(String(one ?? ''))),
      ...listOf(fields).flatMap(({ value }) => mentionsIn(String(value ?? ''))),
      ...mentionsInParts(blocks),
    ],
  )
  return [...mentionsIn(message.text), ...mentionsInParts(message.blocks), ...attached]
}

/** Of blocks: in their mrkdwn, their Markdown, and their rich text. */
export function mentionsInParts(blocks: unknown): readonly Mention[] {
  return everyPart(blocks).flatMap((part): readonly Mention[] => {
    const { type, text, user_id, channel_id, usergroup_id, range } = part
    if (type === 'mrkdwn' || type === 'markdown') return mentionsIn(String(text))
    if (type === 'user') return [{ kind: 'user', of: String(user_id) }]
    if (type === 'channel') return [{ kind: 'channel', of: String(channel_id) }]
    if (type === 'usergroup') return [{ kind: 'group', of: String(usergroup_id) }]
    if (type === 'broadcast') return [{ kind: 'everyone', of: String(range) }]
    return []
  })
}

/** What is in a text that means nothing to Slack or may mean what nobody wanted. */
export function mrkdwnFlaws(mrkdwn: string, at: string): Flaw[] {
  const flaw = (message: string) => ({ at, message: `mrkdwn: ${message}` })
  const flaws = [...mrkdwn.matchAll(token)].flatMap(([whole, inside = '']) =>
    isMeant(inside) ? [] : [flaw(`means nothing: ${whole}`)],
  )
  const rest = mrkdwn.replace(token, '').replace(/^>+ ?/gm, '')
  if (/[<>]/.test(rest)) flaws.push(flaw('a bare < or >'))
  if (/&(?!(amp|lt|gt);)/.test(mrkdwn)) flaws.push(flaw('a bare &'))
  return flaws
}

function isMeant(inside: string): boolean {
  if (mentionOf(inside) !== undefined) return true
  if (/^!date\^\d+\^[^^|]*\{\w+\}[^^|]*(\^https?:[^|]*)?\|.+$/s.test(inside)) return true
  const [address = '', label] = inside.split(/\|(.*)/s)
  return isAddress(address) && (label === undefined || /^[^|\n]+$/.test(label))
}

const isAddress = (address: string) =>
  /^(https?|mailto|tel|slack):/.test(address) && !/\s/.test(address) && URL.canParse(address)

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The text as a person reads it: links by their labels, without the escapes. */
export function readable(mrkdwn: string): string {
  const shown = mrkdwn.replace(token, (_, inside: string) => inside.split('|').at(-1) ?? '')
  return unescaped(shown)
}
