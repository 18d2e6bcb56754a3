// A command's form as a modal: what stands in it, and that Discord takes any.
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ComponentType, TextInputStyle } from 'discord.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Field, Form } from '../../../src/bot/form.ts'
import { renderForm } from '../../../src/platforms/discord/render.ts'
import { openStand, type Stand } from '../../stands/paperboy.ts'
import { hostile } from '../any-view.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

function inputs(form: Form) {
  return renderForm(form, 'f/search').components.map((label) => {
    if (label.type !== ComponentType.Label) throw new TypeError('Only labels are expected')
    return { ...label.component, label: label.label, hint: label.description }
  })
}

const field: Field = {
  name: 'query',
  label: 'Query',
  hint: 'what to look for',
  kind: 'line',
  values: [],
  required: true,
}

function formOf(fields: readonly Field[]): Form {
  return { title: 'Search', fields, invocation: { command: 'search', options: {} } }
}

describe('the form of a search', () => {
  it('has what was asked standing in it', async () => {
    const options = { query: 'mamba', sort: 'new' }
    const form = stand.bot.form({ command: 'search', options })
    if (form === undefined) throw new TypeError('A search has a form')
    const modal = renderForm(form, 'f/search')
    await expect(`${JSON.stringify(modal, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../golden/discord/form-search.json',
    )
  })
})

describe('a form', () => {
  it('asks for a time and for what is suggested by a line, and shows how a time is written', () => {
    const [time, zone] = inputs(
      formOf([
        { ...field, name: 'time', kind: 'time' },
        { ...field, name: 'zone', kind: 'suggested', value: 'Europe/Berlin' },
      ]),
    )
    const line = { type: ComponentType.TextInput, style: TextInputStyle.Short }
    expect(time).toMatchObject({ ...line, placeholder: '09:30' })
    expect(zone).toMatchObject({ ...line, value: 'Europe/Berlin' })
    expect(zone).not.toHaveProperty('placeholder')
  })

  it('offers a choice with what is set chosen, though it be the 40th', () => {
    const values = Array.from({ length: 60 }, (_, i) => `v${i}`)
    const [input] = inputs(formOf([{ ...field, kind: 'choice', values, value: 'v40' }]))
    const options = input?.type === ComponentType.StringSelect ? input.options : []
    expect(options).toHaveLength(25)
    expect(options.filter((option) => option.default)).toEqual([
      { value: 'v40', label: 'v40', default: true },
    ])
  })

  it('keeps what must be given when there are too many fields', () => {
    const fields = Array.from({ length: 8 }, (_, i) => ({
      ...field,
      name: `f${i}`,
      required: i > 5,
    }))
    const ids = inputs(formOf(fields)).map((input) => 'custom_id' in input && input.custom_id)
    expect(ids).toEqual(['f0', 'f1', 'f2', 'f6', 'f7'])
  })

  it('takes no more than the option does, and gives no more', () => {
    const [input] = inputs(formOf([{ ...field, value: 'a'.repeat(50), maxLength: 10 }]))
    expect(input).toMatchObject({ max_length: 10, value: `${'a'.repeat(9)}…` })
  })
})

const schemaFile = new URL('../../../../shared/schemas/discord-openapi.json', import.meta.url)

describe.skipIf(!existsSync(schemaFile))('Discord’s own schema', () => {
  it('takes the modal of any form', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')), 'discord')
    const validate = ajv.compile({
      $ref: 'discord#/components/schemas/ModalInteractionCallbackRequestData',
    })
    fc.assert(
      fc.property(hostile, fc.array(anyField, { maxLength: 8 }), (title, fields) => {
        const modal = renderForm({ ...formOf(fields), title }, 'f/search')
        if (modal.components.length === 0) return
        expect(validate(modal), ajv.errorsText(validate.errors)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

const anyField = fc.record(
  {
    name: fc.oneof(fc.constantFrom('query', 'sort'), hostile),
    label: hostile,
    hint: hostile,
    kind: fc.constantFrom('line', 'lines', 'choice'),
    values: fc.array(hostile, { maxLength: 40 }),
    value: hostile,
    required: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: 10_000 }),
  },
  { requiredKeys: ['name', 'label', 'hint', 'kind', 'values', 'required'] },
) as fc.Arbitrary<Field>
