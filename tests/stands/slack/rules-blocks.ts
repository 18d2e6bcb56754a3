// What Slack demands of blocks: the shape and the limits by the schema of its types, and some rules that no type tells.
import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { mrkdwnFlaws } from './mrkdwn.ts'
import type { Flaw } from './refusal.ts'
import { everyPart, type Fields, isFields, listOf } from './wire.ts'

type Surface = 'message' | 'modal' | 'home'

/** How many blocks there may be. */
const limit = { message: 50, modal: 100, home: 100 } as const

/** Characters of all blocks of a message together; found by others, told nowhere. */
export const hiddenTotal = 13_200

const schema = JSON.parse(readFileSync(new URL('./block-kit.json', import.meta.url), 'utf8'))
const ajv = new Ajv({ allErrors: true, strict: false })
ajv.addSchema(schema, 'slack')
const names = [
  'KnownBlock',
  'ModalView',
  'HomeView',
  'MessageAttachment',
  'MessageMetadata',
  'PlainTextOption',
  'View',
] as const
// Now, because it takes a second: later it would be one of the three an app has to acknowledge.
const compiled = new Map<string, ValidateFunction>(
  names.map((name) => [name, ajv.compile({ $ref: `slack#/definitions/${name}` })]),
)

/** What is wrong with something by the schema of this name. */
export function shapeFlaws(name: (typeof names)[number], at: string, value: unknown): Flaw[] {
  const validate = compiled.get(name)
  if (validate === undefined) throw new Error(`no schema ${name}`)
  if (validate(value)) return []
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf')
    .map((error) => ({ at: `${at}${error.instancePath}`, message: said(error) }))
}

function said({ keyword, params, message = '' }: ErrorObject): string {
  const wordings: Readonly<Record<string, string>> = {
    maxLength: `must be less than ${Number(params.limit) + 1} characters`,
    minLength: `must be more than ${Number(params.limit) - 1} characters`,
    maxItems: `no more than ${params.limit} items allowed`,
    minItems: `no fewer than ${params.limit} items allowed`,
    required: `missing required field: ${params.missingProperty}`,
    additionalProperties: `invalid additional property: ${params.additionalProperty}`,
    type: `must provide a ${params.type}`,
  }
  return wordings[keyword] ?? message
}

/** What is wrong with the blocks of a message or a view. */
export function blockFlaws(blocks: unknown, at: string, surface: Surface): Flaw[] {
  if (!Array.isArray(blocks)) return [{ at, message: 'must provide an array' }]
  const most = limit[surface]
  const flaws = blocks.length > most ? [{ at, message: `no more than ${most} items allowed` }] : []
  return [
    ...flaws,
    ...blocks.flatMap((block, index) => [
      ...shapeFlaws('KnownBlock', `${at}/${index}`, block),
      ...(isFields(block) ? oneFlaws(block, `${at}/${index}`, surface) : []),
    ]),
    ...identityFlaws(blocks, at),
  ]
}

/** Characters of the blocks together, with something for each of the objects they consist of. */
export function sizeOf(blocks: unknown): number {
  const perObject = 10
  if (typeof blocks === 'string') return blocks.length
  if (Array.isArray(blocks)) return blocks.reduce((sum, each) => sum + sizeOf(each), 0)
  if (!isFields(blocks)) return 0
  const shown = ['text', 'fields', 'elements', 'title', 'label', 'alt_text', 'placeholder', 'hint']
  const inside = [...shown, 'accessory', 'element', 'options', 'description', 'child_blocks']
  return inside.reduce((sum, name) => sum + sizeOf(blocks[name]), perObject)
}

function oneFlaws(block: Fields, at: string, surface: Surface): Flaw[] {
  const { type } = block
  const flaws: Flaw[] = []
  if (type === 'section' && block.text === undefined && listOf(block.fields).length === 0)
    flaws.push({ at, message: 'missing required field: text or fields' })
  if (type === 'input' && surface === 'message')
    flaws.push({ at: `${at}/type`, message: 'unsupported type: input' })
  if (type === 'file') flaws.push({ at: `${at}/type`, message: 'unsupported type: file' })
  for (const name of ['elements', 'fields'])
    if (Array.isArray(block[name]) && block[name].length === 0)
      flaws.push({ at: `${at}/${name}`, message: 'no fewer than 1 items allowed' })
  const parts = everyPart(block)
  return [...flaws, ...parts.flatMap((part) => partFlaws(part, at))]
}

function partFlaws(part: Fields, at: string): Flaw[] {
  const { type, text, url, image_url } = part
  const flaws: Flaw[] = []
  const flaw = (message: string) => flaws.push({ at, message: `${String(type)}: ${message}` })
  if (type === 'mrkdwn') flaws.push(...mrkdwnFlaws(String(text), at))
  for (const [name, address] of Object.entries({ url, image_url })) {
    if (address === undefined) continue
    if (typeof address !== 'string' || !isWeb(address)) flaw(`invalid ${name}`)
    else if (address.length > 3000) flaw(`${name} must be less than 3001 characters`)
  }
  if (/select$|^(overflow|checkboxes|radio_buttons)$/.test(String(type)))
    flaws.push(...choiceFlaws(part, at))
  if (type === 'plain_text_input' || type === 'number_input') flaws.push(...boundFlaws(part, at))
  if (type === 'timepicker' && !isTime(part.initial_time)) flaw('initial_time must be HH:mm')
  if (type === 'datepicker' && !isDay(part.initial_date)) flaw('initial_date must be YYYY-MM-DD')
  if (type === 'timepicker' && !isZone(part.timezone)) flaw('invalid timezone')
  return flaws
}

/** Of selects, overflow menus, checkboxes and radio buttons. */
function choiceFlaws(part: Fields, at: string): Flaw[] {
  const { type, options, option_groups, initial_option, initial_options } = part
  const groups = listOf(option_groups)
  const all = [...listOf(options), ...groups.flatMap((group) => listOf(group.options))]
  const isFixed = /static_select$|^(overflow|checkboxes|radio_buttons)$/.test(String(type))
  const flaws: Flaw[] = []
  const flaw = (message: string) => flaws.push({ at, message: `${String(type)}: ${message}` })
  if (isFixed && all.length === 0) flaw('no fewer than 1 options allowed')
  if (options !== undefined && option_groups !== undefined)
    flaw('options or option_groups, not both')
  for (const { label, options: inner } of groups) {
    if (isFields(label) && String(label.text).length > 75)
      flaw('label must be less than 76 characters')
    if (listOf(inner).length > 100) flaw('no more than 100 options in a group')
  }
  if (all.some(({ value }) => value === undefined) && type !== 'overflow')
    flaw('an option has no value')
  if (type !== 'overflow' && all.some(({ url }) => url !== undefined)) flaw('url only in overflow')
  for (const twice of repeated(all.map(({ value }) => value))) flaw(`value given twice: ${twice}`)
  const initial = [
    ...(isFields(initial_option) ? [initial_option] : []),
    ...listOf(initial_options),
  ]
  const same = (one: Fields) => all.some((each) => JSON.stringify(each) === JSON.stringify(one))
  if (isFixed && initial.some((one) => !same(one)))
    flaw('the initial option is none of the options')
  return flaws
}

function boundFlaws(part: Fields, at: string): Flaw[] {
  const { type, min_length, max_length, min_value, max_value } = part
  const [least, most] = [
    Number(min_length ?? min_value ?? 0),
    Number(max_length ?? max_value ?? 3000),
  ]
  const isOff = type === 'plain_text_input' && (most < 1 || most > 3000)
  return least > most || isOff ? [{ at, message: `${String(type)}: bounds that nothing fits` }] : []
}

function identityFlaws(blocks: readonly unknown[], at: string): Flaw[] {
  const parts = everyPart(blocks)
  const ids = blocks.map((block) => (isFields(block) ? block.block_id : undefined))
  const actions = parts.map(({ action_id }) => action_id)
  return [
    ...repeated(ids).map((id) => ({ at, message: `\`block_id\` "${id}" already exists` })),
    ...repeated(actions).map((id) => ({ at, message: `\`action_id\` "${id}" already exists` })),
    ...(parts.filter(({ focus_on_load }) => focus_on_load === true).length > 1
      ? [{ at, message: 'only one element can have `focus_on_load`' }]
      : []),
  ]
}

const repeated = (values: readonly unknown[]) =>
  values.filter((value, index) => value !== undefined && values.indexOf(value) < index)

function isWeb(address: string): boolean {
  return /^(https?|mailto|slack):/.test(address) && URL.canParse(address)
}

const isTime = (value: unknown) =>
  value === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(`${value}`)
const isDay = (value: unknown) => value === undefined || /^\d{4}-\d{2}-\d{2}$/.test(`${value}`)

function isZone(zone: unknown): boolean {
  if (zone === undefined) return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(zone) }) !== undefined
  } catch {
    return false
  }
}
