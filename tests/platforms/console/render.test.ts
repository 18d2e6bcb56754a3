// What views look like at the console: golden files, and what holds for any view at all.
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import type { Block, Button, ChoiceOption, Span, View } from '../../../src/bot/view.ts'
import { escapeText } from '../../../src/platforms/console/escape.ts'
import { renderView } from '../../../src/platforms/console/render.ts'
import type { Terminal } from '../../../src/platforms/console/terminal.ts'
import { now, views } from './views.ts'

const terminals = {
  '80': { width: 80, colour: false, links: false, now },
  '40': { width: 40, colour: false, links: false, now },
  pipe: { width: undefined, colour: false, links: false, now },
  colour: { width: 80, colour: true, links: true, now },
} as const satisfies Record<string, Terminal>

describe('golden files', () => {
  for (const [name, view] of Object.entries(views)) {
    for (const [kind, terminal] of Object.entries(terminals)) {
      it(`${name} on ${kind}`, async () => {
        // Escape sequences are spelled out, so that the files can be read and compared as text.
        const text = renderView(view, terminal).text.replaceAll('\x1b', '␛')
        await expect(`${text}\n`).toMatchFileSnapshot(`../../golden/console/${name}.${kind}.txt`)
      })
    }
  }
})

const plain = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(' ', 'word', '注', 'e\u0301', '👩‍👩‍👧', '\x1b[31m', '\n', '\u202e', '🇩🇪'),
    maxLength: 40,
  }),
)
const href = fc.oneof(fc.webUrl(), plain)
const instant = fc.oneof(fc.integer(), fc.double())
const span: fc.Arbitrary<Span> = fc.oneof(
  plain,
  plain.map((bold) => ({ bold })),
  plain.map((code) => ({ code })),
  plain.map((mark) => ({ mark })),
  plain.map((user) => ({ user })),
  fc.record({ link: plain, href }),
  fc.record({ time: instant, as: fc.constantFrom('date', 'dateTime', 'relative') }),
)
const text = fc.oneof(plain, fc.array(span, { maxLength: 5 }))
const invoke = fc.record({ command: plain, options: fc.dictionary(plain, plain, { maxKeys: 2 }) })
const effect = fc.constantFrom('update' as const, 'reply' as const)
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ label: plain, href }),
  fc.record({ label: plain, invoke, effect }),
)
const option = fc.record(
  { label: plain, description: plain, invoke },
  { requiredKeys: ['label', 'invoke'] },
) as fc.Arbitrary<ChoiceOption>
const block = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'note'), text }),
  fc.record(
    { kind: fc.constant('item'), title: text, body: text, meta: text, button },
    { requiredKeys: ['kind', 'title'] },
  ),
  fc.record({
    kind: fc.constant('facts'),
    facts: fc.array(fc.record({ name: plain, value: text })),
  }),
  fc.record({ kind: fc.constant('image'), image: fc.record({ url: href, alt: plain }) }),
  fc.record({ kind: fc.constant('buttons'), buttons: fc.array(button, { maxLength: 8 }) }),
  fc.record({
    kind: fc.constant('choice'),
    choice: fc.record({ label: plain, effect, options: fc.array(option, { maxLength: 5 }) }),
  }),
) as fc.Arbitrary<Block>
const view: fc.Arbitrary<View> = fc.record(
  {
    title: plain,
    blocks: fc.array(block, { maxLength: 8 }),
    tone: fc.constantFrom('mistake' as const, 'fault' as const),
  },
  { requiredKeys: ['title', 'blocks'] },
)
const width = fc.integer({ min: 20, max: 100 })

describe('any view', () => {
  it('shows no control character but the line feed, when colours and links are off', () => {
    fc.assert(
      fc.property(view, (view) => {
        const { text } = renderView(view, terminals['80'])
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029\ufeff]/u)
      }),
    )
  })

  it('writes no escape sequence but its own, when they are on', () => {
    fc.assert(
      fc.property(view, (view) => {
        const { text } = renderView(view, terminals.colour)
        const ours = /\x1b\[[\d;]*m|\x1b\]8;;[\x21-\x7e]*?\x1b\\/g
        expect(text.replace(ours, '')).not.toMatch(/[^\P{Cc}\n]/u)
      }),
    )
  })

  it('is no wider than the terminal, but for addresses and code that keeps its lines', () => {
    fc.assert(
      fc.property(view, width, (view, width) => {
        const code = verbatimLines(view)
        for (const line of renderView(view, { ...terminals['80'], width }).text.split('\n')) {
          if (code.has(line) || line.includes('://')) continue
          expect(stringWidth(line)).toBeLessThanOrEqual(width)
        }
      }),
    )
  })

  it('has no spaces at the ends of lines and no two blank lines together, but in code', () => {
    fc.assert(
      fc.property(view, width, (view, width) => {
        const { text } = renderView(view, { ...terminals['80'], width })
        expect(text).toBe(text.trim() === '' ? '' : text.trimEnd())
        for (const line of text.split('\n')) expect(line).toBe(line.trimEnd())
        if (verbatimLines(view).size === 0) expect(text).not.toMatch(/\n\n\n/)
      }),
    )
  })

  it('offers every button, in reading order', () => {
    fc.assert(
      fc.property(view, (view) => {
        const { choices, text } = renderView(view, terminals.pipe)
        expect(choices).toEqual(buttonsOf(view))
        for (let n = 1; n <= choices.length; n++) expect(mentions(text, n)).toBe(true)
      }),
    )
  })

  it('has the same words on every terminal', () => {
    fc.assert(
      fc.property(view, (view) => {
        const bare = (terminal: Terminal) => renderView(view, terminal).text.replaceAll(/\s/g, '')
        expect(bare(terminals['40'])).toBe(bare(terminals.pipe))
      }),
    )
  })
})

describe('a view', () => {
  it('cannot move the cursor, colour the screen or turn the reading order', () => {
    const title = 'a\x1b[2J\x9b31mb\u202ec\u2066d\x07e\u200bf\u00adg'
    expect(renderView({ title, blocks: [] }, terminals['80']).text).toBe('a[2J31mbcdefg')
  })

  it('keeps the joiners that emoji and scripts need', () => {
    const title = '👩‍👩‍👧 ❤️ می‌خواهم'
    expect(renderView({ title, blocks: [] }, terminals['80']).text).toBe(title)
  })

  it('has no space after a letter that goes before others, where no other comes', () => {
    const button = { label: '𑏑', invoke: { command: '', options: {} }, effect: 'update' as const }
    const view: View = { title: '𑏑 𑏑 ', blocks: [{ kind: 'buttons', buttons: [button] }] }
    expect(renderView(view, { ...terminals['80'], width: 20 }).text).toBe('𑏑 𑏑\n\n[1] 𑏑')
  })

  it('is laid out for 80 columns when the terminal does not know its width', () => {
    const view = { title: 'word '.repeat(40), blocks: [] }
    const { text } = renderView(view, { ...terminals['80'], width: 0 })
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBe(79)
  })

  it('is laid out for the 30 columns of a narrow terminal', () => {
    const view: View = { title: 'word '.repeat(40), blocks: [] }
    const { text } = renderView(view, { ...terminals['80'], width: 30 })
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBe(29)
  })

  it('keeps an address whole on a narrow terminal', () => {
    const address = `https://example.org/${'path/'.repeat(20)}`
    const view: View = { title: '', blocks: [{ kind: 'text', text: `See ${address} there.` }] }
    expect(renderView(view, terminals['40']).text.split('\n')).toContain(address)
  })
})

function buttonsOf(view: View) {
  return view.blocks
    .flatMap((block) => {
      if (block.kind === 'item') return block.button ? [block.button] : []
      if (block.kind === 'buttons') return block.buttons
      if (block.kind !== 'choice') return []
      const { effect, options } = block.choice
      return options.map(({ label, invoke }) => ({ label, invoke, effect }))
    })
    .map((button) =>
      'href' in button
        ? { label: button.label, href: button.href }
        : { label: button.label, press: { invoke: button.invoke, effect: button.effect } },
    )
}

// An item's number stands before its title, a button's in brackets.
function mentions(text: string, n: number): boolean {
  return (
    text.includes(`[${n}]`) || text.split('\n').some((line) => line.trimStart().startsWith(`${n}.`))
  )
}

function verbatimLines(view: View): ReadonlySet<string> {
  const found = new Set<string>()
  JSON.stringify(view, (_, value) => {
    if (typeof value?.code === 'string' && escapeText(value.code).includes('\n')) {
      for (const line of escapeText(value.code).split('\n')) found.add(line.trimEnd())
    }
    return value
  })
  return found
}
