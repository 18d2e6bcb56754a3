// What Slack demands of a message, and what we demand of our own beyond that.
import { mrkdwnFlaws } from './mrkdwn.ts'
import { demandNone, type Flaw, refused, wrong } from './refusal.ts'
import type { Asked } from './rest.ts'
import { blockFlaws, hiddenTotal, shapeFlaws, sizeOf } from './rules-blocks.ts'
import { type Block, type Fields, isFields, listOf, type Message } from './wire.ts'

/** Characters of `text`: what is posted is cut there, an update is refused. */
const textLimit = { post: 40_000, update: 4000 } as const
const metadataBytes = 8000

/** The contents of a message that may stand; refuses others. */
export function demandMessage(
  { body, violate }: Pick<Asked, 'body' | 'violate'>,
  as: keyof typeof textLimit,
): Pick<Message, 'text' | 'blocks' | 'attachments' | 'asked'> & { readonly metadata?: Fields } {
  const { blocks = [], attachments = [], metadata } = body
  const text = String(body.text ?? '')
  if (!Array.isArray(blocks)) throw wrong('invalid_blocks_format')
  if (!Array.isArray(attachments)) throw wrong('invalid_attachments')
  if (text === '' && blocks.length === 0 && attachments.length === 0) throw wrong('no_text')
  if (text.length > textLimit[as]) throw wrong('msg_too_long')
  demandNone('invalid_blocks', blockFlaws(blocks, '/blocks', 'message'))
  if (sizeOf(blocks) > hiddenTotal) throw wrong('msg_blocks_too_long')
  demandNone('invalid_attachments', attachments.flatMap(attachmentFlaws))
  if (text === '') violate('no text beside the blocks, for notifications and screen readers')
  for (const flaw of body.mrkdwn === false ? [] : mrkdwnFlaws(text, '/text'))
    violate(`${flaw.message} [json-pointer:${flaw.at}]`)
  return {
    text,
    blocks: blocks as readonly Block[],
    attachments: numbered(listOf(attachments)),
    asked: body,
    ...(metadata === undefined ? {} : { metadata: demandMetadata(metadata) }),
  }
}

/** Attachments as they are kept, each with its number. */
export function numbered(attachments: readonly Fields[]): readonly Fields[] {
  return attachments.map((attachment, index) => ({ id: index + 1, ...attachment }))
}

/** What is wrong with an attachment or an unfurl. */
export function attachmentFlaws(attachment: unknown, at: number | string): Flaw[] {
  const pointer = typeof at === 'number' ? `/attachments/${at}` : at
  if (!isFields(attachment)) return [{ at: pointer, message: 'must provide an object' }]
  const { blocks, ...rest } = attachment
  return [
    ...shapeFlaws('MessageAttachment', pointer, rest),
    ...(blocks === undefined ? [] : blockFlaws(blocks, `${pointer}/blocks`, 'message')),
  ]
}

function demandMetadata(metadata: unknown): Fields {
  if (!isFields(metadata)) throw wrong('invalid_metadata_format')
  const { event_type, event_payload } = metadata
  if (typeof event_type !== 'string' || !isFields(event_payload))
    throw wrong('invalid_metadata_format')
  if (JSON.stringify(metadata).length > metadataBytes) throw wrong('metadata_too_large')
  const flaws = shapeFlaws('MessageMetadata', '/metadata', metadata)
  if (flaws.length > 0) throw refused('invalid_metadata_schema')
  return metadata
}

/** What a message is on the wire. */
export function wireMessage(message: Message): Fields {
  const { ts, text, blocks, attachments, user, bot_id, team, thread_ts, metadata, files } = message
  return {
    type: 'message',
    ts,
    text,
    user,
    team,
    ...(bot_id === undefined ? {} : { bot_id, app_id: 'A1' }),
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(files === undefined ? {} : { files }),
    ...(message.edited === true ? { edited: { user, ts } } : {}),
  }
}
