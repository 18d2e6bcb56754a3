// What the loopback Slack refuses in blocks and views.
import { describe, expect, it } from 'vitest'
import { blockFlaws, hiddenTotal, sizeOf } from './rules-blocks.ts'
import { viewFlaws } from './rules-view.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string, more: object = {}) => ({
  type: 'section',
  text: mrkdwn(text),
  ...more,
})
const button = (more: object = {}) => ({
  type: 'button',
  text: plain('Go'),
  action_id: 'go',
  ...more,
})
const select = (more: object = {}) => ({
  type: 'static_select',
  action_id: 'choose',
  placeholder: plain('Choose'),
  options: [{ text: plain('One'), value: '1' }],
  ...more,
})
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const x = (count: number) => 'x'.repeat(count)
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))

/** What is wrong, in one line. */
const flaws = (...blocks: unknown[]) =>
  blockFlaws(blocks, '/blocks', 'message').map(({ at, message }) => `${message} ${at}`)

it('takes what Slack takes', () => {
  const fields = many(10, (index) => mrkdwn(`${index}`))
  const confirm = {
    title: plain('Sure?'),
    text: plain('Gone'),
    confirm: plain('Yes'),
    deny: plain('No'),
  }
  expect(
    flaws(
      { type: 'header', text: plain(x(150)) },
      section(x(3000), { accessory: button() }),
      { type: 'section', fields },
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          mrkdwn('by'),
          { type: 'image', image_url: 'https://a.test/i.png', alt_text: 'i' },
        ],
      },
      {
        type: 'image',
        image_url: 'https://a.test/i.png',
        alt_text: 'a figure',
        title: plain('Figure'),
      },
      actions(button({ action_id: 'a', confirm, style: 'danger', value: x(2000) }), select()),
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'a', style: { bold: true } }],
          },
        ],
      },
    ),
  ).toEqual([])
})

it.each([
  ['51 blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed /blocks'],
  [
    'an unknown block',
    [{ type: 'paragraph' }],
    'must be equal to one of the allowed values /blocks/0/type',
  ],
  ['a long section', [section(x(3001))], 'must be less than 3001 characters /blocks/0/text/text'],
  ['an empty section', [section('')], 'must be more than 0 characters /blocks/0/text/text'],
  [
    'a section of nothing',
    [{ type: 'section' }],
    'missing required field: text or fields /blocks/0',
  ],
  [
    '11 fields',
    [{ type: 'section', fields: many(11, () => mrkdwn('x')) }],
    'no more than 10 items allowed /blocks/0/fields',
  ],
  [
    'a long field',
    [{ type: 'section', fields: [mrkdwn(x(2001))] }],
    'must be less than 2001 characters /blocks/0/fields/0/text',
  ],
  [
    'a long header',
    [{ type: 'header', text: plain(x(151)) }],
    'must be less than 151 characters /blocks/0/text/text',
  ],
  [
    'markup in a header',
    [{ type: 'header', text: mrkdwn('x') }],
    'must be equal to constant /blocks/0/text/type',
  ],
  [
    '11 in a context',
    [{ type: 'context', elements: many(11, () => mrkdwn('x')) }],
    'no more than 10 items allowed /blocks/0/elements',
  ],
  [
    '26 buttons',
    [actions(...many(26, (i) => button({ action_id: `${i}` })))],
    'no more than 25 items allowed /blocks/0/elements',
  ],
  ['no buttons', [actions()], 'no fewer than 1 items allowed /blocks/0/elements'],
  [
    'a long label',
    [actions(button({ text: plain(x(76)) }))],
    'must be less than 76 characters /blocks/0/elements/0/text/text',
  ],
  [
    'a long value',
    [actions(button({ value: x(2001) }))],
    'must be less than 2001 characters /blocks/0/elements/0/value',
  ],
  [
    'a long action id',
    [actions(button({ action_id: x(256) }))],
    'must be less than 256 characters /blocks/0/elements/0/action_id',
  ],
  [
    'a style of no kind',
    [actions(button({ style: 'green' }))],
    'must be equal to one of the allowed values /blocks/0/elements/0/style',
  ],
  [
    'a field of no kind',
    [actions(button({ colour: 1 }))],
    'invalid additional property: colour /blocks/0/elements/0',
  ],
  ['a bad address', [actions(button({ url: 'javascript:x' }))], 'button: invalid url /blocks/0'],
  ['one action id twice', [actions(button(), button())], '`action_id` "go" already exists /blocks'],
  [
    'one block id twice',
    [section('a', { block_id: 'b' }), section('c', { block_id: 'b' })],
    '`block_id` "b" already exists /blocks',
  ],
  [
    'a menu of six',
    [
      section('x', {
        accessory: {
          ...select(),
          type: 'overflow',
          placeholder: undefined,
          options: many(6, (i) => ({ text: plain('x'), value: `${i}` })),
        },
      }),
    ],
    'no more than 5 items allowed /blocks/0/accessory/options',
  ],
  [
    '101 options',
    [actions(select({ options: many(101, (i) => ({ text: plain('x'), value: `${i}` })) }))],
    'no more than 100 items allowed /blocks/0/elements/0/options',
  ],
  [
    'a long option',
    [actions(select({ options: [{ text: plain(x(76)), value: '1' }] }))],
    'must be less than 76 characters /blocks/0/elements/0/options/0/text/text',
  ],
  [
    'an option twice',
    [actions(select({ options: many(2, () => ({ text: plain('x'), value: '1' })) }))],
    'static_select: value given twice: 1 /blocks/0',
  ],
  [
    'an initial option of none',
    [actions(select({ initial_option: { text: plain('Two'), value: '2' } }))],
    'static_select: the initial option is none of the options /blocks/0',
  ],
  [
    'a select of nothing',
    [actions(select({ options: [] }))],
    'static_select: no fewer than 1 options allowed /blocks/0',
  ],
  [
    'a field in a message',
    [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input' } }],
    'unsupported type: input /blocks/0/type',
  ],
  [
    'an image without words',
    [{ type: 'image', image_url: 'https://a.test/i.png' }],
    'missing required field: alt_text /blocks/0',
  ],
  [
    'a long confirmation',
    [actions(button({ confirm: { text: plain(x(301)) } }))],
    'must be less than 301 characters /blocks/0/elements/0/confirm/text/text',
  ],
  [
    'a long Markdown',
    [{ type: 'markdown', text: x(12_001) }],
    'must be less than 12001 characters /blocks/0/text',
  ],
  ['a link that is none', [section('<mamba>')], 'mrkdwn: means nothing: <mamba> /blocks/0'],
  ['a bare <', [section('a < b')], 'mrkdwn: a bare < or > /blocks/0'],
  ['a bare &', [section('a & b')], 'mrkdwn: a bare & /blocks/0'],
])('refuses %s', (_, blocks, flaw) => {
  expect(flaws(...blocks)).toContain(flaw)
})

it('counts all blocks together', () => {
  expect(sizeOf(many(4, () => section(x(3000))))).toBeLessThan(hiddenTotal)
  expect(sizeOf(many(5, () => section(x(2700))))).toBeGreaterThan(hiddenTotal)
})

describe('a view', () => {
  const input = {
    type: 'input',
    label: plain('Query'),
    element: { type: 'plain_text_input', action_id: 'q' },
  }
  const modal = (more: object = {}) => ({
    type: 'modal',
    title: plain('Digest'),
    submit: plain('Save'),
    blocks: [input],
    ...more,
  })
  const wrongs = (view: object) =>
    viewFlaws(view as never, 'modal').map(({ at, message }) => `${message} ${at}`)

  it('is taken where all is well', () => {
    expect(wrongs(modal())).toEqual([])
    expect(
      viewFlaws({ type: 'home', blocks: many(100, () => ({ type: 'divider' })) }, 'home'),
    ).toEqual([])
  })

  it.each([
    ['a long title', { title: plain(x(25)) }, 'must be less than 25 characters /view/title/text'],
    [
      '101 blocks',
      { blocks: many(101, () => ({ type: 'divider' })) },
      'no more than 100 items allowed /view/blocks',
    ],
    ['fields without Submit', { submit: undefined }, 'missing required field: submit /view'],
    [
      'much metadata',
      { private_metadata: x(3001) },
      'must be less than 3001 characters /view/private_metadata',
    ],
    [
      'a long callback id',
      { callback_id: x(256) },
      'must be less than 256 characters /view/callback_id',
    ],
    [
      'bounds that nothing fits',
      { blocks: [{ ...input, element: { ...input.element, min_length: 9, max_length: 5 } }] },
      'plain_text_input: bounds that nothing fits /view/blocks/0',
    ],
    [
      'a time that is none',
      {
        blocks: [
          { ...input, element: { type: 'timepicker', action_id: 't', initial_time: '9:00' } },
        ],
      },
      'timepicker: initial_time must be HH:mm /view/blocks/0',
    ],
    [
      'a zone that is none',
      {
        blocks: [
          {
            ...input,
            element: { type: 'timepicker', action_id: 't', timezone: 'Europe/Atlantis' },
          },
        ],
      },
      'timepicker: invalid timezone /view/blocks/0',
    ],
  ])('is refused with %s', (_, more, flaw) => {
    expect(wrongs(modal(more))).toContain(flaw)
  })
})
