// Reads limits in the sentences of a doc comment: "Maximum length for the text in this field is 75 characters".
import type { Fields } from './wire.ts'

export type Limits = {
  /** Of a string, or of the text of a text object. */
  readonly text: { readonly minLength?: number; readonly maxLength?: number } | undefined
  /** Of a list, and of each list in it. */
  readonly items: { readonly outer: Fields; readonly inner: Fields }
  readonly number: { readonly minimum?: number; readonly maximum?: number }
}

const count = '`?([\\d,]+)`?'

const patterns = {
  maxLength: [
    `max(?:imum)? (?:text )?length (?:(?:for|of) (?:the )?.{0,60}?)?(?:is |of )${count}`,
    `limit ${count} characters`,
    `limited to ${count} characters`,
    `max(?:imum)? length for .{0,60}? is ${count}`,
  ],
  lessThan: [`less than ${count} characters`],
  minLength: [`minimum length (?:for .{0,60}? )?is ${count}`],
  maxItems: [
    `max(?:imum)? of ${count} (?:elements|options|items|blocks)`,
    `maximum number of (?:items|options|option groups) is ${count}`,
    `maximum ${count} (?:blocks|cards|rows|items)`,
    `up to ${count} \\{@link`,
  ],
  minItems: [`minimum ${count}, maximum ${count} cards`],
  innerItems: [`max of ${count} table cells`],
  maximum: [
    `maximum value is ${count}`,
    `between \\d+ and ${count}`,
    `min ${count}, max (?<second>${count})`,
    `minimum of ${count}, maximum of (?<second>${count})`,
  ],
  minimum: [
    `between ${count} and`,
    `minimum number is ${count}`,
    `min ${count}, max`,
    `minimum of ${count}, maximum`,
  ],
} as const

/** What a comment limits. */
export function limitsIn(comment: string): Limits {
  const words = comment.replace(/\s+/g, ' ')
  const find = (name: keyof typeof patterns): number | undefined => {
    for (const pattern of patterns[name]) {
      const met = new RegExp(pattern, 'i').exec(words)
      const figure = met?.groups?.second ?? met?.[1]
      if (figure !== undefined) return Number(figure.replace(/\D/g, ''))
    }
    return undefined
  }
  const less = find('lessThan')
  const maxLength = find('maxLength') ?? (less === undefined ? undefined : less - 1)
  const text = given({ minLength: find('minLength'), maxLength })
  return {
    text: Object.keys(text).length === 0 ? undefined : text,
    items: {
      outer: given({ minItems: find('minItems'), maxItems: find('maxItems') }),
      inner: given({ maxItems: find('innerItems') }),
    },
    number: given({ minimum: find('minimum'), maximum: find('maximum') }),
  }
}

const given = (limits: Readonly<Record<string, number | undefined>>) =>
  Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)) as Readonly<
    Record<string, number>
  >
