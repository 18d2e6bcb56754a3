// A command's form as a modal: what stands in it, what is read from it, and that Slack takes any.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import type { Field, Form } from '../../../src/bot/form.ts'
import { formValues, renderForm } from '../../../src/platforms/slack/modal.ts'
import { openStand, type Stand } from '../../stands/paperboy.ts'
import { blockFlaws, shapeFlaws } from '../../stands/slack/rules-blocks.ts'
import { hostile } from '../any-view.ts'
import { everyPart, type Fields, isFields } from './render-parts.ts'

const schedule = defineCommand({
  name: 'schedule',
  summary: 'Set when something comes',
  examples: ['schedule at:09:30'],
  options: z.object({
    at: z.string().meta({ format: 'time' }).default('09:00').describe('when it comes'),
    zone: z.string().max(64).optional().describe('where you are'),
    days: z.enum(['weekdays', 'daily']).default('weekdays').describe('on which days'),
    quiet: z.boolean().default(false).describe('without a notification'),
    query: z.string().max(400).optional().describe('what it is about'),
  }),
  form: ['at', 'zone', 'days', 'quiet', 'query'],
  suggest: { zone: async () => [] },
  visibility: 'private',
  run: async () => ({ title: 'Set', blocks: [] }),
})

let stand: Stand
beforeAll(async () => {
  stand = await openStand(undefined, [schedule])
})
afterAll(() => stand.close())

function formOf(command: string, options = {}): Form {
  const form = stand.bot.form({ command, options })
  if (form === undefined) throw new TypeError(`${command} has a form`)
  return form
}

/** The inputs of a form's modal by name. */
function inputs(form: Form): ReadonlyMap<string, Fields> {
  return new Map(
    everyPart(renderForm(form, 'f/x').blocks).flatMap(({ block_id: id, element }) => {
      return typeof id === 'string' && isFields(element) ? [[id, element] as const] : []
    }),
  )
}

describe('golden forms', () => {
  it.each([
    ['search', { query: 'mamba', sort: 'new' }],
    ['schedule', { zone: 'Europe/Berlin', at: '9:30', quiet: true }],
  ])('%s', async (command, options) => {
    const modal = renderForm(formOf(command, options), `f/${command}`)
    await expect(`${JSON.stringify(modal, undefined, 2)}\n`).toMatchFileSnapshot(
      `../../golden/slack/form-${command}.json`,
    )
  })
})

describe('a form', () => {
  it('is told of changes only where they change what stands below', () => {
    const form = formOf('schedule')
    const estimate = { title: 'About 6 papers a weekday', blocks: [] }
    const modal = renderForm(form, 'f/schedule', estimate)
    expect(modal.blocks).toHaveLength(form.fields.length + 1)
    expect(modal.blocks.slice(0, -1)).toEqual(
      form.fields.map(() => expect.objectContaining({ dispatch_action: true })),
    )
    expect(JSON.stringify(modal.blocks.at(-1))).toContain('*About 6 papers a weekday*')
    expect(JSON.stringify(renderForm(form, 'f/schedule'))).not.toContain('dispatch_action')
  })

  it('is told of changes before anything can be said, where something will be', () => {
    const form = { ...formOf('schedule'), estimated: true } as const
    const modal = renderForm(form, 'f/schedule')
    expect(modal.blocks).toEqual(
      form.fields.map(() => expect.objectContaining({ dispatch_action: true })),
    )
  })

  it('offers a choice with what is set chosen, though it be the 140th', () => {
    const values = Array.from({ length: 160 }, (_, i) => `v${i}`)
    const form = formWith([{ ...field, kind: 'choice', values, value: 'v140' }])
    const menu = inputs(form).get('query')
    expect(menu?.options).toHaveLength(100)
    expect(menu?.initial_option).toMatchObject({ value: 'v140' })
    expect(menu?.options).toContainEqual(menu?.initial_option)
  })

  it('takes no more than the option does, and gives no more', () => {
    const form = formWith([{ ...field, value: 'a'.repeat(50), maxLength: 10 }])
    expect(inputs(form).get('query')).toMatchObject({
      max_length: 10,
      initial_value: `${'a'.repeat(9)}…`,
    })
  })

  it('shows no time that is none, and a value too long for a menu as a line', () => {
    const fields: Field[] = [
      { ...field, name: 'at', kind: 'time', value: '25:00' },
      { ...field, name: 'zone', kind: 'suggested', value: 'z'.repeat(80) },
    ]
    const shown = inputs(formWith(fields))
    expect(shown.get('at')).toEqual({ type: 'timepicker', action_id: 'at' })
    expect(shown.get('zone')).toMatchObject({ type: 'plain_text_input' })
  })

  it('is read by its fields, whatever they are; an empty one is left out', () => {
    const state = {
      values: {
        at: { at: { type: 'timepicker', selected_time: '09:30' } },
        zone: { zone: { type: 'external_select', selected_option: { value: 'Europe/Berlin' } } },
        days: { days: { type: 'static_select', selected_option: null } },
        query: { query: { type: 'plain_text_input', value: 'state space' } },
        other: { other: { type: 'plain_text_input', value: null } },
      },
    }
    expect(formValues(state)).toEqual({
      at: '09:30',
      zone: 'Europe/Berlin',
      query: 'state space',
    })
  })

  it('of any fields and any words is one that Slack takes', () => {
    fc.assert(
      fc.property(hostile, fc.array(anyField, { maxLength: 8 }), (title, fields) => {
        const modal = renderForm({ ...formWith(fields), title }, 'f/search', { title, blocks: [] })
        const ids = everyPart(modal.blocks).flatMap(({ block_id }) => block_id ?? [])
        expect(new Set(ids).size).toBe(ids.length)
        expect(shapeFlaws('View', 'view', modal)).toEqual([])
        expect(blockFlaws(modal.blocks, 'blocks', 'modal')).toEqual([])
        expect(modal.title.text.length).toBeLessThanOrEqual(24)
        expect(modal.title.text.trim()).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })
})

const field: Field = {
  name: 'query',
  label: 'Query',
  hint: 'what to look for',
  kind: 'line',
  values: [],
  required: true,
}

function formWith(fields: readonly Field[]): Form {
  return { title: 'Search', fields, invocation: { command: 'search', options: {} } }
}

const anyField = fc.record(
  {
    name: fc.oneof(fc.constantFrom('query', 'sort'), hostile),
    label: hostile,
    hint: hostile,
    kind: fc.constantFrom('line', 'lines', 'choice', 'time', 'suggested'),
    values: fc.array(hostile, { maxLength: 140 }),
    value: fc.oneof(hostile, fc.constantFrom('9:05', '23:59')),
    required: fc.boolean(),
    maxLength: fc.integer({ min: 1, max: 10_000 }),
  },
  { requiredKeys: ['name', 'label', 'hint', 'kind', 'values', 'required'] },
) as fc.Arbitrary<Field>
