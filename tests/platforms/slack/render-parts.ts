// Everything that blocks consist of, for tests to look at.

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether something is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Blocks and all that is in them, in reading order. */
export function everyPart(parts: unknown): readonly Fields[] {
  if (Array.isArray(parts)) return parts.flatMap(everyPart)
  if (!isFields(parts)) return []
  return [parts, ...Object.values(parts).flatMap(everyPart)]
}

/** The texts in mrkdwn among them. */
export function mrkdwnIn(blocks: unknown): readonly string[] {
  return everyPart(blocks).flatMap(({ type, text }) => (type === 'mrkdwn' ? [String(text)] : []))
}

/** What pressing or choosing sends: an `action_id`, or the value of a menu's option. */
export function idsIn(blocks: unknown): readonly string[] {
  return everyPart(blocks).flatMap(({ action_id, value }) =>
    [action_id, value].flatMap((id) => (typeof id === 'string' ? [id] : [])),
  )
}
