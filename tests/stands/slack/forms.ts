// What stands in the fields of a view, and what a person may put into them.
import { NotOffered } from './manifest.ts'
import {
  actionsOf,
  type Block,
  type Choice,
  type Fields,
  isFields,
  labelOf,
  listOf,
  type View,
} from './wire.ts'

/** By action id, block id or label: text, the value of an option, or an option that was suggested. */
export type Answers = Readonly<Record<string, string | readonly string[] | Choice | null>>

type Given = Answers[string]

/** The element of this action id, block id, or label. */
export function elementIn(
  blocks: readonly Fields[],
  which: string,
): { readonly element: Block; readonly block: Block } | undefined {
  const all = actionsOf(blocks)
  const labelled = ({ label }: Fields) => isFields(label) && label.text === which
  return (
    all.find(({ element }) => element.action_id === which) ??
    all.find(({ block }) => block.block_id === which) ??
    all.find(({ element, block }) => labelOf(element) === which || labelled(block))
  )
}

/** What a person puts into an element, as Slack tells it; refuses what the element does not take. */
export function answered(element: Block, given: Given): Fields {
  const { type, action_id = '' } = element
  const one = typeof given === 'string' ? given : undefined
  if (/_text_input$|^(email|number)_/.test(type)) return { value: demandText(element, one ?? null) }
  if (type === 'timepicker') return { selected_time: one ?? null }
  if (type === 'datepicker') return { selected_date: one ?? null }
  if (type === 'users_select') return { selected_user: one ?? null }
  if (type === 'channels_select') return { selected_channel: one ?? null }
  if (type === 'conversations_select') return { selected_conversation: one ?? null }
  const several = /^multi_|^checkboxes$/.test(type)
  const external = /external_select$/.test(type)
  const wanted = given === null || given === undefined ? [] : [given].flat()
  const options = wanted.map((each) => optionFor(element, each as string | Choice, external))
  if (!several && options.length > 1) throw new NotOffered(`${action_id} takes one option`)
  const most = Number(element.max_selected_items ?? 100)
  if (options.length > most) throw new NotOffered(`${action_id} takes ${most} options`)
  return several ? { selected_options: options } : { selected_option: options[0] ?? null }
}

function optionFor(element: Block, wanted: string | Choice, external: boolean): Fields {
  const groups = listOf(element.option_groups).flatMap(({ options }) => listOf(options))
  const options = [...listOf(element.options), ...groups]
  if (typeof wanted !== 'string') {
    if (!external) throw new NotOffered(`${element.action_id} suggests nothing`)
    return { text: { type: 'plain_text', text: wanted.text, emoji: true }, value: wanted.value }
  }
  const found =
    options.find(({ value }) => value === wanted) ??
    options.find(({ text }) => isFields(text) && text.text === wanted)
  if (found === undefined) throw new NotOffered(`${element.action_id} has no option ${wanted}`)
  return found
}

function demandText({ type, action_id, ...element }: Block, text: string | null): string | null {
  if (text === null || text === '') return null
  const { min_length, max_length, min_value, max_value, is_decimal_allowed } = element as Fields
  const isNumber = type === 'number_input'
  const size = isNumber ? Number(text) : text.length
  const least = Number((isNumber ? min_value : min_length) ?? (isNumber ? -Infinity : 0))
  const most = Number((isNumber ? max_value : max_length) ?? (isNumber ? Infinity : 3000))
  const isWhole = !isNumber || is_decimal_allowed === true || Number.isInteger(size)
  if (!(size >= least && size <= most) || !isWhole)
    throw new NotOffered(`${action_id} does not take ${JSON.stringify(text)}`)
  return text
}

/** What an element holds before anybody touches it. */
export function untouched(element: Block): Fields {
  const { type, initial_value, initial_time, initial_date, initial_option, initial_options } =
    element
  if (/_text_input$|^(email|number)_/.test(type)) return { value: initial_value ?? null }
  if (type === 'timepicker') return { selected_time: initial_time ?? null }
  if (type === 'datepicker') return { selected_date: initial_date ?? null }
  if (/^multi_|^checkboxes$/.test(type)) return { selected_options: initial_options ?? [] }
  if (type === 'users_select') return { selected_user: element.initial_user ?? null }
  if (type === 'channels_select') return { selected_channel: element.initial_channel ?? null }
  if (type === 'conversations_select')
    return { selected_conversation: element.initial_conversation ?? null }
  return { selected_option: initial_option ?? null }
}

/** `state.values`: all fields with what was entered, by block and action. */
export function valuesOf(
  blocks: readonly Fields[],
  entered: ReadonlyMap<string, Fields>,
): Readonly<Record<string, Readonly<Record<string, Fields>>>> {
  const values: Record<string, Record<string, Fields>> = {}
  for (const { element, block } of actionsOf(blocks)) {
    const { type, action_id = '' } = element
    if (type === 'button' || type === 'overflow') continue
    const held = entered.get(`${block.block_id}/${action_id}`) ?? untouched(element)
    const row = values[block.block_id ?? ''] ?? {}
    values[block.block_id ?? ''] = { ...row, [action_id]: { type, ...held } }
  }
  return values
}

/** Refuses to send a form with a field empty that must not be. */
export function demandFilled(view: View, values: ReturnType<typeof valuesOf>): void {
  for (const block of view.blocks) {
    if (block.type !== 'input' || block.optional === true) continue
    const { type: _, ...held } = Object.values(values[block.block_id ?? ''] ?? {})[0] ?? {}
    const [value] = Object.values(held)
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
      throw new NotOffered(`the field ${labelled(block)} must not be empty`)
  }
}

const labelled = ({ label, block_id }: Block) => (isFields(label) ? String(label.text) : block_id)
