// What a button carries, there and back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionId, isShortId, longActions, maxActionId, parseAction } from '../../src/bot/action.ts'
import type { Effect, View } from '../../src/bot/view.ts'

const effect = fc.constantFrom<Effect>('update', 'reply')
const invocation = fc.record({
  command: fc.string({ minLength: 1, maxLength: 20 }),
  options: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 10 }),
    fc.string({ maxLength: 200 }),
    {
      maxKeys: 4,
      noNullPrototype: true,
    },
  ),
})

function viewWith(press: { invoke: { command: string; options: object }; effect: Effect }): View {
  return {
    title: '',
    blocks: [{ kind: 'buttons', buttons: [{ label: 'x', ...press } as never] }],
  }
}

describe('an action', () => {
  it('reads as the command it is', () => {
    const invoke = { command: 'search', options: { query: 'state space', page: 2 } }
    expect(actionId({ invoke, effect: 'update' })).toBe('u/search?page=2&query=state+space')
    expect(actionId({ invoke: { command: 'random', options: {} }, effect: 'reply' })).toBe(
      'r/random',
    )
  })

  it('comes back as it went, itself or by its saved text, within the length of every platform', () => {
    fc.assert(
      fc.property(invocation, effect, (invoke, how) => {
        const id = actionId({ invoke, effect: how })
        const text = longActions(viewWith({ invoke, effect: how })).get(id) ?? id
        expect(id.length).toBeLessThanOrEqual(maxActionId)
        expect(parseAction(text)).toEqual({ invocation: invoke, effect: how })
      }),
    )
  })

  it('has one id however its options are ordered', () => {
    const one = actionId({ invoke: { command: 'c', options: { a: 1, b: 2 } }, effect: 'update' })
    const two = actionId({ invoke: { command: 'c', options: { b: 2, a: 1 } }, effect: 'update' })
    expect(one).toBe(two)
  })

  it('saves exactly the texts that are too long to be an id', () => {
    const press = (query: string) => ({
      invoke: { command: 'search', options: { query } },
      effect: 'update' as const,
    })
    expect(longActions(viewWith(press('short'))).size).toBe(0)
    const [[id, text] = []] = longActions(viewWith(press('long '.repeat(50))))
    expect(isShortId(id ?? '')).toBe(true)
    expect(text).toContain('u/search?query=long')
  })

  it('is undefined, never an error, for anything that is not one', () => {
    for (const text of ['', 'u', 'u/', 'x/search', 'u/%E0%A4%A', 'u~short', '{"a":1}'])
      expect(parseAction(text)).toBeUndefined()
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseAction(text)))
  })
})
