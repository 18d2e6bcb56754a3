// Form → modal: an input for every field, with what stands in it already, and below them what it would come to.
import type {
  ExternalSelect,
  InputBlock,
  InputBlockElement,
  KnownBlock,
  ModalView,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
  Timepicker,
} from '@slack/types'
import { clean, cleanLine } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import type { Field, Form } from '../../bot/form.ts'
import type { View } from '../../bot/view.ts'
import { type Part, plain, sections } from './components.ts'
import { maxBlocks, maxId, maxModal, maxSelect } from './limits.ts'
import { renderEstimate } from './render.ts'
import { lineOf } from './text.ts'

/**
 * The modal of a form; the `block_id` and the `action_id` of an input are its field's name. Of a form that is estimated Slack
 * tells every change to a field, so that what stands below them can be refreshed.
 */
export function renderForm(form: Form, callbackId: string, estimate?: View): ModalView {
  const most = maxBlocks.view - maxBlocks.estimate
  const inputs = fieldsWithin(form.fields, most).map((field) =>
    inputBlock(field, form.estimated || estimate !== undefined ? 'told' : 'silent'),
  )
  const below = estimate === undefined ? [] : renderEstimate(estimate)
  const blocks: readonly Part[] = [...inputs, ...below]
  return {
    type: 'modal',
    callback_id: clip(callbackId, maxId),
    title: plain(form.title, maxModal.title),
    submit: plain('Continue', maxModal.button),
    close: plain('Cancel', maxModal.button),
    blocks: [...(blocks.length > 0 ? blocks : sections(['…']))],
  }
}

/** The form with what is wrong above its fields; what was entered stays, for the fields are the same. */
export function withMistake(modal: ModalView, { title, wrong }: View): ModalView {
  const words = `:warning: ${lineOf(wrong?.words ?? title, maxModal.error)}`
  const fields = modal.blocks.slice(0, maxBlocks.view - 1)
  return { ...modal, blocks: [...(sections([words]) as KnownBlock[]), ...fields] }
}

/** What stands in the inputs of a modal, by field; an empty one is left out. `state` is a view's. */
export function formValues(state: ModalState): Readonly<Record<string, string>> {
  const inputs = Object.values(state.values).flatMap((block) => Object.entries(block))
  return Object.fromEntries(
    inputs.flatMap(([name, { value, selected_time: time, selected_option: option }]) => {
      const given = value ?? time ?? option?.value
      return given === undefined || given === '' ? [] : [[name, given]]
    }),
  )
}

/** The part of a view's `state` that is read here. */
export type ModalState = {
  readonly values: Readonly<Record<string, Readonly<Record<string, Standing>>>>
}

type Standing = {
  readonly value?: string | null
  readonly selected_time?: string | null
  readonly selected_option?: { readonly value?: string } | null
}

// In their order; where there are too many, those that must be given stay.
function fieldsWithin(fields: readonly Field[], most: number): readonly Field[] {
  const names = fields.map(({ name }) => name)
  const named = fields.filter(
    ({ name }, i) => name !== '' && name.length <= maxId && names.indexOf(name) === i,
  )
  const byNeed = named.toSorted((a, b) => Number(b.required) - Number(a.required)).slice(0, most)
  return named.filter((field) => byNeed.includes(field))
}

function inputBlock(field: Field, changes: 'told' | 'silent'): InputBlock {
  const { name, label, hint, required } = field
  return {
    type: 'input',
    block_id: name,
    label: plain(label, maxModal.label),
    ...(cleanLine(hint) === '' ? {} : { hint: plain(hint, maxModal.hint) }),
    optional: !required,
    ...(changes === 'told' ? { dispatch_action: true } : {}),
    element: inputOf(field, changes),
  }
}

function inputOf(field: Field, changes: 'told' | 'silent'): InputBlockElement {
  const options = field.kind === 'choice' ? optionsOf(field) : []
  if (options.length > 0) return choiceInput(field, options)
  if (field.kind === 'time') return timeInput(field)
  // A menu cannot hold a value longer than its options are.
  if (field.kind === 'suggested' && (field.value ?? '').length <= maxSelect.value)
    return suggestedInput(field)
  return textInput(field, changes)
}

function choiceInput({ name, value }: Field, options: PlainTextOption[]): StaticSelect {
  const initial = options.find((option) => option.value === value)
  return {
    type: 'static_select',
    action_id: name,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  }
}

// More values than a menu takes: the one that is set stays among them.
function optionsOf({ values, value }: Field): PlainTextOption[] {
  const known = [...new Set(values)].filter((each) => each !== '' && each.length <= maxSelect.value)
  const first = known.slice(0, maxSelect.options)
  const shown = value === undefined || first.includes(value) || !known.includes(value)
  return (shown ? first : [...first.slice(1), value]).map(optionOf)
}

function optionOf(value: string): PlainTextOption {
  return { text: plain(value, maxSelect.label), value }
}

function timeInput({ name, value = '' }: Field): Timepicker {
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(value.trim()) ?? []
  const time = `${hour.padStart(2, '0')}:${minute}`
  return {
    type: 'timepicker',
    action_id: name,
    ...(minute === '' ? {} : { initial_time: time }),
  }
}

function suggestedInput({ name, value = '' }: Field): ExternalSelect {
  return {
    type: 'external_select',
    action_id: name,
    min_query_length: 1,
    ...(cleanLine(value) === '' ? {} : { initial_option: optionOf(value) }),
  }
}

function textInput(field: Field, changes: 'told' | 'silent'): PlainTextInput {
  const { name, kind, value = '', maxLength } = field
  const most = Math.max(1, Math.min(maxLength ?? maxModal.value, maxModal.value))
  const shown = kind === 'lines' ? clean(value) : cleanLine(value)
  const standing = clip(shown, Math.max(2, most)).slice(0, most)
  return {
    type: 'plain_text_input',
    action_id: name,
    max_length: most,
    ...(kind === 'lines' ? { multiline: true } : {}),
    ...(standing === '' ? {} : { initial_value: standing }),
    ...(changes === 'told'
      ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } }
      : {}),
  }
}
