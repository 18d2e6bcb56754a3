// What Discord demands of the components of a message: which may stand in which, how many, how long.
import type { Flaw } from './refusal.ts'
import { flaw, listFlaws, rangeFlaws, repeated, textFlaws, urlFlaws } from './rules-fields.ts'
import { type Fields, isFields, listOf } from './wire.ts'

const limit = { components: 40, text: 4000 } as const

const kind = {
  row: 1,
  button: 2,
  stringSelect: 3,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
} as const

/** Selects of strings, users, roles, both, channels. */
const selects = [3, 5, 6, 7, 8]
const web = ['http', 'https', 'discord']
const inContainer = [
  kind.row,
  kind.section,
  kind.text,
  kind.gallery,
  kind.file,
  kind.separator,
] as const

/** What is wrong with the components of a message. */
export function componentFlaws(components: unknown, v2: boolean): Flaw[] {
  const at = 'components'
  const allowed = v2 ? [...inContainer, kind.container] : [kind.row]
  const flaws = [
    ...listFlaws(at, components, 0, v2 ? limit.components : 5),
    ...childFlaws(at, components, allowed),
  ]
  const all = everyComponent(components)
  if (v2 && all.length > limit.components) flaws.push(tooMany(at))
  const text = all
    .filter(({ type }) => type === kind.text)
    .reduce((sum, { content }) => sum + String(content ?? '').length, 0)
  if (text > limit.text) flaws.push(tooMuchText(at))
  return [...flaws, ...identityFlaws(at, all)]
}

/** Components with everything inside them, in reading order. */
export function everyComponent(components: unknown): readonly Fields[] {
  return listOf(components).flatMap((component) => [
    component,
    ...everyComponent(component.components),
    ...everyComponent([component.accessory, component.component]),
  ])
}

/** What is wrong with ids that must be unique. */
export function identityFlaws(at: string, all: readonly Fields[]): Flaw[] {
  const customIds = all.map(({ custom_id }) => custom_id).filter((id) => typeof id === 'string')
  const ids = all.map(({ id }) => id).filter((id) => typeof id === 'number' && id !== 0)
  return [
    ...repeated(customIds).map((id) => ({
      at,
      code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
      message: `Component custom id cannot be duplicated: ${id}`,
    })),
    ...repeated(ids).map((id) => ({
      at,
      code: 'COMPONENT_ID_DUPLICATED',
      message: `Component id cannot be duplicated: ${id}`,
    })),
  ]
}

const tooMany = (at: string): Flaw => ({
  at,
  code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  message: `The total number of components cannot exceed ${limit.components}.`,
})

const tooMuchText = (at: string): Flaw => ({
  at,
  code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  message: `Components displayable text size exceeds maximum size of ${limit.text}`,
})

function childFlaws(at: string, children: unknown, allowed: readonly number[]): Flaw[] {
  return listOf(children).flatMap((child, index) => oneFlaws(`${at}.${index}`, child, allowed))
}

function oneFlaws(at: string, component: Fields, allowed: readonly number[]): Flaw[] {
  const type = Number(component.type)
  if (!allowed.includes(type)) {
    const message = `Value of field "type" must be one of (${allowed.join(', ')}).`
    return [{ at: `${at}.type`, code: 'UNION_TYPE_CHOICES', message }]
  }
  if (selects.includes(type)) return selectFlaws(at, component)
  return checks[type]?.(at, component) ?? []
}

const checks: Readonly<Record<number, (at: string, component: Fields) => Flaw[]>> = {
  [kind.row]: rowFlaws,
  [kind.button]: buttonFlaws,
  [kind.section]: sectionFlaws,
  [kind.text]: (at, { content }) => textFlaws(`${at}.content`, content, 1, limit.text),
  [kind.thumbnail]: mediaFlaws,
  [kind.gallery]: (at, { items }) => [
    ...listFlaws(`${at}.items`, items, 1, 10),
    ...listOf(items).flatMap((item, index) => mediaFlaws(`${at}.items.${index}`, item)),
  ],
  [kind.file]: (at, { file }) =>
    urlFlaws(`${at}.file.url`, isFields(file) ? file.url : undefined, 2048, ['attachment']),
  [kind.separator]: (at, { spacing }) => rangeFlaws(`${at}.spacing`, spacing, 1, 2),
  [kind.container]: (at, { components, accent_color }) => [
    ...listFlaws(`${at}.components`, components, 1, limit.components),
    ...childFlaws(`${at}.components`, components, inContainer),
    ...rangeFlaws(`${at}.accent_color`, accent_color, 0, 0xffffff),
  ],
}

function rowFlaws(at: string, { components }: Fields): Flaw[] {
  const where = `${at}.components`
  const children = listOf(components)
  const hasSelect = children.some(({ type }) => selects.includes(Number(type)))
  const width = hasSelect && children.length > 1
  return [
    ...listFlaws(where, components, 1, 5),
    ...childFlaws(where, components, [kind.button, ...selects]),
    ...(width || children.length > 5
      ? [
          {
            at: where,
            code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
            message: 'The specified component exceeds the maximum width',
          },
        ]
      : []),
  ]
}

function buttonFlaws(at: string, { style, custom_id, url, label, emoji }: Fields): Flaw[] {
  const flaws = textFlaws(`${at}.label`, label, 0, 80)
  const unnamed = (label === undefined || label === null || label === '') && !isFields(emoji)
  if (unnamed) flaws.push(flaw.required(`${at}.label`))
  if (style === 5) {
    if (custom_id !== undefined && custom_id !== null)
      flaws.push(exclusive(at, 'A custom id and url cannot both be specified'))
    return [...flaws, ...urlFlaws(`${at}.url`, url, 512, web)]
  }
  if (![1, 2, 3, 4].includes(Number(style)))
    return [...flaws, flaw.choices(`${at}.style`, [1, 2, 3, 4, 5])]
  if (url !== undefined && url !== null)
    flaws.push(exclusive(at, 'A url may be given to link buttons alone'))
  return [...flaws, ...textFlaws(`${at}.custom_id`, custom_id, 1, 100)]
}

const exclusive = (at: string, message: string): Flaw => ({
  at,
  code: 'BUTTON_COMPONENT_URL_AND_CUSTOM_ID_EXCLUSIVE',
  message,
})

function sectionFlaws(at: string, { components, accessory }: Fields): Flaw[] {
  return [
    ...listFlaws(`${at}.components`, components, 1, 3),
    ...childFlaws(`${at}.components`, components, [kind.text]),
    ...(isFields(accessory)
      ? oneFlaws(`${at}.accessory`, accessory, [kind.button, kind.thumbnail])
      : [flaw.required(`${at}.accessory`)]),
  ]
}

function mediaFlaws(at: string, { media, description }: Fields): Flaw[] {
  const url = isFields(media) ? media.url : undefined
  return [
    ...urlFlaws(`${at}.media.url`, url, 2048, ['http', 'https', 'attachment']),
    ...(description === undefined || description === null
      ? []
      : textFlaws(`${at}.description`, description, 1, 1024)),
  ]
}

/** What is wrong with a select, in a message or a modal. */
export function selectFlaws(at: string, select: Fields): Flaw[] {
  const { options, min_values, max_values } = select
  const flaws = [
    ...textFlaws(`${at}.custom_id`, select.custom_id, 1, 100),
    ...textFlaws(`${at}.placeholder`, select.placeholder, 0, 150),
    ...rangeFlaws(`${at}.min_values`, min_values, 0, 25),
    ...rangeFlaws(`${at}.max_values`, max_values, 1, 25),
  ]
  if (select.type !== kind.stringSelect) return flaws
  const list = listOf(options)
  flaws.push(...listFlaws(`${at}.options`, options, 1, 25))
  flaws.push(...list.flatMap((option, i) => optionFlaws(`${at}.options.${i}`, option)))
  flaws.push(...repeated(list.map(({ value }) => value)).map((value) => twice(at, value)))
  if (Number(max_values ?? 1) > list.length || Number(min_values ?? 1) > Number(max_values ?? 1))
    flaws.push(flaw.range(`${at}.max_values`, Number(min_values ?? 1), list.length))
  const preset = list.filter((option) => option.default === true).length
  if (preset > Number(max_values ?? 1)) flaws.push(flaw.length(`${at}.options`, 0, 1))
  return flaws
}

function optionFlaws(at: string, option: Fields): Flaw[] {
  return [
    ...textFlaws(`${at}.label`, option.label, 1, 100),
    ...textFlaws(`${at}.value`, option.value, 1, 100),
    ...textFlaws(`${at}.description`, option.description, 0, 100),
  ]
}

const twice = (at: string, value: unknown): Flaw => ({
  at: `${at}.options`,
  code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  message: `The specified option value is already used: ${value}`,
})
