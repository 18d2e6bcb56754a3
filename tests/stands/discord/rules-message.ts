// What Discord demands of a message as a whole, of a modal, and of suggestions; and what we demand of mentions.
import { demandForm, type Flaw, refusals } from './refusal.ts'
import { componentFlaws, everyComponent, identityFlaws, selectFlaws } from './rules-components.ts'
import { flaw, listFlaws, rangeFlaws, textFlaws } from './rules-fields.ts'
import { fileFlaws } from './uploads.ts'
import { type Fields, flag, isFields, listOf } from './wire.ts'

/** Refuses a message that cannot be shown: for an edit, the message as it would be afterwards. */
export function demandMessage(message: Fields, mayBeEphemeral: boolean): void {
  const flags = Number(message.flags ?? 0)
  const v2 = (flags & flag.componentsV2) !== 0
  demandForm([
    ...flagFlaws(flags, mayBeEphemeral),
    ...(v2 ? legacyFlaws(message) : textFlaws('content', message.content, 0, 2000)),
    ...listFlaws('embeds', message.embeds, 0, 10),
    ...listFlaws('attachments', message.attachments, 0, 10),
    ...componentFlaws(message.components, v2),
    ...fileFlaws(message.components, message.attachments),
  ])
  const parts = [message.components, message.attachments, message.sticker_ids, message.embeds]
  const empty = parts.every((part) => !Array.isArray(part) || part.length === 0)
  const text = String(message.content ?? '').trim()
  if (empty && text === '' && !isFields(message.poll)) throw refusals.emptyMessage()
}

function flagFlaws(flags: number, mayBeEphemeral: boolean): Flaw[] {
  const settable =
    flag.suppressEmbeds |
    flag.suppressNotifications |
    flag.componentsV2 |
    (mayBeEphemeral ? flag.ephemeral : 0)
  if ((flags & ~settable) === 0) return []
  return [{ at: 'flags', code: 'MESSAGE_FLAGS_INVALID', message: `${flags} cannot be set here.` }]
}

const legacy = ['content', 'embeds', 'poll', 'sticker_ids', 'stickers'] as const

function legacyFlaws(message: Fields): Flaw[] {
  return legacy
    .filter((name) => {
      const value = message[name]
      return Array.isArray(value) ? value.length > 0 : Boolean(value)
    })
    .map((name) => ({
      at: name,
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }))
}

/** What a message may not do to people: its words on mentions, undefined when nobody can be disturbed. */
export function mentionViolation(body: Fields): string | undefined {
  const allowed = body.allowed_mentions
  if (!isFields(allowed)) return 'allowed_mentions is missing'
  if (Array.isArray(allowed.parse) && allowed.parse.length > 0)
    return `allowed_mentions parses ${allowed.parse.join(', ')}`
  if (allowed.replied_user === true) return 'allowed_mentions disturbs the author replied to'
  return undefined
}

/** Refuses a modal that cannot be shown. */
export function demandModal(modal: Fields): void {
  demandForm([
    ...textFlaws('data.custom_id', modal.custom_id, 1, 100),
    ...textFlaws('data.title', modal.title, 1, 45),
    ...listFlaws('data.components', modal.components, 1, 5),
    ...listOf(modal.components).flatMap((c, i) => modalFlaws(`data.components.${i}`, c)),
    ...identityFlaws('data.components', everyComponent(modal.components)),
  ])
}

const label = 18
const row = 1
const text = 10

function modalFlaws(at: string, component: Fields): Flaw[] {
  if (component.type === text) return textFlaws(`${at}.content`, component.content, 1, 4000)
  if (component.type === row) {
    const inputs = listOf(component.components)
    return [
      ...listFlaws(`${at}.components`, component.components, 1, 1),
      ...inputs.flatMap((input) => [
        ...inputFlaws(`${at}.components.0`, input, [4]),
        ...textFlaws(`${at}.components.0.label`, input.label, 1, 45),
      ]),
    ]
  }
  if (component.type !== label) return [flaw.choices(`${at}.type`, [row, text, label])]
  const flaws = [
    ...textFlaws(`${at}.label`, component.label, 1, 45),
    ...textFlaws(`${at}.description`, component.description, 0, 100),
  ]
  return isFields(component.component)
    ? [...flaws, ...inputFlaws(`${at}.component`, component.component, [3, 4, 5, 6, 7, 8])]
    : [...flaws, flaw.required(`${at}.component`)]
}

function inputFlaws(at: string, input: Fields, allowed: readonly number[]): Flaw[] {
  if (!allowed.includes(Number(input.type))) return [flaw.choices(`${at}.type`, allowed)]
  if (input.type !== 4) return selectFlaws(at, input)
  const min = Number(input.min_length ?? 0)
  const max = Number(input.max_length ?? 4000)
  const flaws = [
    ...textFlaws(`${at}.custom_id`, input.custom_id, 1, 100),
    ...rangeFlaws(`${at}.style`, input.style ?? 0, 1, 2),
    ...rangeFlaws(`${at}.min_length`, input.min_length, 0, 4000),
    ...rangeFlaws(`${at}.max_length`, input.max_length, 1, 4000),
    ...textFlaws(`${at}.placeholder`, input.placeholder, 0, 100),
  ]
  if (min > max) flaws.push(flaw.range(`${at}.min_length`, 0, max))
  // An empty value is no value; any other must be one a person could have typed.
  if (typeof input.value === 'string' && input.value !== '')
    flaws.push(...textFlaws(`${at}.value`, input.value, min, max))
  return flaws
}

/** Refuses suggestions that cannot be shown, for an option of this type. */
export function demandChoices(choices: unknown, optionType: number): void {
  demandForm([
    ...listFlaws('data.choices', choices, 0, 25),
    ...choiceFlaws('data.choices', choices, optionType),
  ])
}

/** What is wrong with the choices of an option: their names, their values, the values' type. */
export function choiceFlaws(at: string, choices: unknown, optionType: number): Flaw[] {
  return listOf(choices).flatMap(({ name, value }, index) => {
    const where = `${at}.${index}`
    const flaws = textFlaws(`${where}.name`, name, 1, 100)
    if (optionType === 3) return [...flaws, ...textFlaws(`${where}.value`, value, 1, 100)]
    const fits = optionType === 4 ? Number.isSafeInteger(value) : Number.isFinite(value)
    const message = 'Could not interpret as a number.'
    return fits ? flaws : [...flaws, { at: `${where}.value`, code: 'NUMBER_TYPE_COERCE', message }]
  })
}
