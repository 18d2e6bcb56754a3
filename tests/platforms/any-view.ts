// Views nobody would write, to test what holds for any view.
import fc from 'fast-check'
import type { Block, Button, ChoiceOption, Effect, Span, View } from '../../src/bot/view.ts'

const pieces = [
  ...'\\*_~|>#-+[]()<>`:@!.1 \n\t',
  ...['**', '__', '~~', '||', '```', '``', '-# ', '# ', '> ', '>>> ', '1. ', '- ', '\n'],
  ...['@everyone', '@here', '<@123456789012345678>', '<@&1>', '<#1>', '<:x:1>', '<a:x:1>'],
  ...['</cmd:1>', '<t:0:R>', '<id:customize>', ':fire:', 'every', 'one', 'word', 'https:', '//'],
  ...[
    '<!channel>',
    '<!here|here>',
    '<@U0123ABCD>',
    '<#C0123ABCD|x>',
    '<!subteam^S1>',
    '&lt;!',
    '&',
  ],
  ...['@channel', '<!date^0^{ago}|x>', '<https://evil.example|a>', ':+1::skin-tone-2:', ':été:'],
  ...['https://evil.example/a_b', '[a](https://evil.example)', 'javascript:', 'discord://-/x'],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\ufe0f',
    '\0',
    '\x1b[31m',
    '\u0335',
    '\ud83d',
    '\udc00',
  ],
  ...[
    'שלום',
    'العربية',
    '注意',
    '👩‍👩‍👧',
    '🇩🇪',
    'é',
    `z${'\u0335'.repeat(30)}`,
    '\u3000',
    '\u00a0',
  ],
]

/** Texts that would do something if they were let. */
export const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...pieces), maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

const authors = Array.from({ length: 600 }, (_, i) => `Author_${i} *N*`).join(', ')
const huge = fc.constantFrom(authors, '*'.repeat(5000), 'word '.repeat(3000), '```\n'.repeat(2000))
const words = fc.oneof({ weight: 12, arbitrary: hostile }, { weight: 1, arbitrary: huge })
const href = fc.oneof(
  fc.webUrl({ validSchemes: ['http', 'https'], size: 'small' }),
  fc.constantFrom('https://example.org/a_(b)*c', 'https://user:x@example.org', 'javascript:x', ''),
  hostile,
)
const person = fc.oneof(fc.constantFrom('123456789012345678', 'U0123ABCD', 'local'), hostile)
const instant = fc.oneof(fc.integer(), fc.double(), fc.constant(1_700_000_000_000))

const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  words.map((bold) => ({ bold })),
  words.map((code) => ({ code })),
  words.map((mark) => ({ mark })),
  person.map((user) => ({ user })),
  fc.record({ link: words, href }),
  fc.record({ time: instant, as: fc.constantFrom('date', 'dateTime', 'relative') }),
)
const text = fc.oneof(words, fc.array(span, { maxLength: 6 }))
const invoke = fc.record({
  command: fc.oneof(fc.constantFrom('show', 'search'), hostile),
  options: fc.dictionary(hostile, hostile, { maxKeys: 2 }),
})
const effect = fc.constantFrom<Effect>('update', 'reply', 'form', 'share')
const image = fc.record({ url: href, alt: words })

/** A button of any kind. */
const button = fc.oneof(
  { weight: 1, arbitrary: fc.record({ label: words, href }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        label: words,
        invoke,
        effect,
        style: fc.constantFrom('primary', 'danger'),
        confirm: words,
      },
      { requiredKeys: ['label', 'invoke', 'effect'] },
    ),
  },
) as fc.Arbitrary<Button>

const option = fc.record(
  { label: words, description: words, invoke },
  { requiredKeys: ['label', 'invoke'] },
) as fc.Arbitrary<ChoiceOption>

function blocks(most: { buttons: number; options: number }): fc.Arbitrary<Block> {
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('text', 'note'), text }),
    fc.record(
      { kind: fc.constant('item'), title: text, body: text, meta: text, thumbnail: image, button },
      { requiredKeys: ['kind', 'title'] },
    ),
    fc.record({
      kind: fc.constant('facts'),
      facts: fc.array(fc.record({ name: words, value: text }), { maxLength: 12 }),
    }),
    fc.record({ kind: fc.constant('image'), image }),
    fc.record({
      kind: fc.constant('buttons'),
      buttons: fc.array(button, { maxLength: most.buttons }),
    }),
    fc.record({
      kind: fc.constant('choice'),
      choice: fc.record({
        label: words,
        effect,
        options: fc.array(option, { maxLength: most.options }),
      }),
    }),
  ) as fc.Arbitrary<Block>
}

function viewOf(block: fc.Arbitrary<Block>, maxLength: number): fc.Arbitrary<View> {
  return fc.record(
    {
      title: words,
      blocks: fc.array(block, { maxLength, size: 'max' }),
      tone: fc.constantFrom('mistake', 'fault'),
      thumbnail: image,
      share: invoke,
      calls: person,
      files: fc.array(fc.record({ name: hostile, text: fc.constant('') }), { maxLength: 12 }),
    },
    { requiredKeys: ['title', 'blocks'] },
  ) as fc.Arbitrary<View>
}

const item = fc.record(
  { kind: fc.constant('item'), title: text, body: text, meta: text, button },
  { requiredKeys: ['kind', 'title', 'button'] },
) as fc.Arbitrary<Block>

/** Small views of everything, long lists, and views with far more buttons than a message has room for. */
export const anyView: fc.Arbitrary<View> = fc.oneof(
  { weight: 5, arbitrary: viewOf(blocks({ buttons: 7, options: 5 }), 8) },
  { weight: 2, arbitrary: viewOf(fc.oneof(item, blocks({ buttons: 3, options: 2 })), 60) },
  { weight: 1, arbitrary: viewOf(blocks({ buttons: 100, options: 60 }), 4) },
)
