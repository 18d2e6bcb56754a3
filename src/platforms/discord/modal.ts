// Form → modal: a label for every field, with what stands in it already.
import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { clean, cleanLine } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import type { Field, Form } from '../../bot/form.ts'
import { labelOf } from './components.ts'
import { maxCustomId, maxModal, maxSelect } from './limits.ts'

/** The modal of a form; a field's `custom_id` is its name. What Discord has no room for is left as it was asked. */
export function renderForm(form: Form, customId: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: labelOf(form.title, maxModal.title),
    components: fieldsWithin(form.fields, maxModal.labels).map((field) => ({
      type: ComponentType.Label,
      label: labelOf(field.label, maxModal.label),
      ...hintOf(field),
      component: inputOf(field),
    })),
  }
}

// In their order; where there are too many, those that must be given stay.
function fieldsWithin(fields: readonly Field[], most: number): readonly Field[] {
  const names = fields.map(({ name }) => name)
  const named = fields.filter(
    ({ name }, i) => name !== '' && name.length <= maxCustomId && names.indexOf(name) === i,
  )
  const byNeed = named.toSorted((a, b) => Number(b.required) - Number(a.required)).slice(0, most)
  return named.filter((field) => byNeed.includes(field))
}

function hintOf({ hint }: Field): { description?: string } {
  const description = clip(cleanLine(hint), maxModal.description)
  return description === '' ? {} : { description }
}

function inputOf(field: Field): APIComponentInLabel {
  const options = field.kind === 'choice' ? optionsOf(field) : []
  if (options.length === 0) return textInput(field)
  return {
    type: ComponentType.StringSelect,
    custom_id: field.name,
    required: field.required,
    min_values: field.required ? 1 : 0,
    options,
  }
}

// More values than a menu takes: the one that is set stays among them.
function optionsOf({ values, value }: Field): APISelectMenuOption[] {
  const known = [...new Set(values)].filter((each) => each !== '' && each.length <= maxSelect.label)
  const first = known.slice(0, maxSelect.options)
  const shown = value === undefined || first.includes(value) || !known.includes(value)
  return (shown ? first : [...first.slice(1), value]).map((each) => ({
    value: each,
    label: labelOf(each, maxSelect.label),
    ...(each === value ? { default: true } : {}),
  }))
}

function textInput({ name, kind, value = '', required, maxLength }: Field): APIComponentInLabel {
  const most = Math.max(1, Math.min(maxLength ?? maxModal.value, maxModal.value))
  const shown = kind === 'lines' ? clean(value) : cleanLine(value)
  const standing = clip(shown, Math.max(2, most)).slice(0, most)
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: kind === 'lines' ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: most,
    // A field for times is something Discord does not have.
    ...(kind === 'time' ? { placeholder: '09:30' } : {}),
    ...(standing === '' ? {} : { value: standing }),
  }
}
