// One view of each kind of block, for the console's golden files.
import type { View } from '../../../src/bot/view.ts'

/** Noon of 15 March 2025, UTC; what the relative times below are told from. */
export const now = Date.UTC(2025, 2, 15, 12)

const day = 86_400_000

function press(label: string, command: string) {
  return { label, invoke: { command, options: {} }, effect: 'update' as const }
}

const abstract =
  'Reading a sentence word by word is slow, and what stood at its beginning is easily lost. Here every word looks at every other one, through nothing but '

/** By the name of their golden file. */
export const views: Readonly<Record<string, View>> = {
  text: {
    title: 'Every kind of span',
    blocks: [
      {
        kind: 'text',
        text: [
          'Plain, ',
          { bold: 'bold' },
          ', ',
          { mark: 'marked' },
          ', ',
          { code: 'search "a  b" sort:new' },
          ', a ',
          { link: 'link', href: 'https://example.org/a b' },
          ', a person ',
          { user: 'local' },
          ', ',
          { time: now - 3 * day, as: 'date' },
          ', ',
          { time: now - 3 * day, as: 'dateTime' },
          ', ',
          { time: now - 3 * day, as: 'relative' },
          '.',
        ],
      },
      { kind: 'text', text: 'First line.\nSecond line.\n\n\n\nA paragraph.\n' },
      {
        kind: 'text',
        text: [
          'Cite it as',
          {
            code: '@article{a,\n  title = {A very long title that is wider than any narrow terminal},\n\n}',
          },
        ],
      },
      { kind: 'text', text: '' },
      {
        kind: 'text',
        text: '注意力机制是深度学习中的一种技术（它模仿认知注意力），使神经网络能够专注于输入的重要部分。它已被广泛应用。',
      },
    ],
  },
  item: {
    title: 'Papers for “attention”',
    blocks: [
      {
        kind: 'item',
        title: ['Attention Is All You Need: a title long enough that it cannot stand on one line'],
        body: [abstract, { mark: 'attention' }, ' mechanisms.'],
        meta: ['Vaswani, Shazeer and 6 more · ', { time: Date.UTC(2017, 5, 12), as: 'date' }],
        thumbnail: { url: 'https://example.org/1.png', alt: 'First page' },
        button: press('Details', 'show'),
      },
      {
        kind: 'item',
        title: [{ link: 'Longformer', href: 'https://arxiv.org/abs/2004.05150' }],
        body: 'Windows that slide keep long documents cheap 👩‍👩‍👧‍👦.',
        button: press('Details', 'show'),
      },
      { kind: 'buttons', buttons: [press('Next', 'search')] },
    ],
  },
  'item-short': {
    title: 'Your follows',
    blocks: [
      {
        kind: 'item',
        title: 'diffusion',
        meta: '12 papers',
        button: press('Unfollow', 'unfollow'),
      },
      { kind: 'item', title: 'mamba', meta: '2 papers', button: press('Unfollow', 'unfollow') },
      { kind: 'item', title: 'Not numbered' },
      {
        kind: 'item',
        title: 'A page elsewhere',
        button: { label: 'Open', href: 'https://example.org/' },
      },
      { kind: 'note', text: 'Alerts come once a day.' },
    ],
  },
  facts: {
    title: 'The corpus',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'Papers', value: '23,741' },
          { name: '最新', value: [{ time: now, as: 'date' }] },
          {
            name: 'Sources',
            value: 'Hugging Face for votes and comments, arXiv for titles, abstracts and authors',
          },
          { name: 'A name longer than its column may be', value: 'below' },
          { name: 'Nothing', value: '' },
          { name: 'Code', value: [{ code: 'a\n  b' }] },
        ],
      },
    ],
  },
  note: {
    title: 'Notes',
    blocks: [
      { kind: 'text', text: 'Something.' },
      { kind: 'note', text: ['Updated ', { time: now - 90 * 60_000, as: 'relative' }, '.'] },
      { kind: 'note', text: 'Page 1 of 3.' },
    ],
  },
  image: {
    title: 'A picture',
    blocks: [{ kind: 'image', image: { url: 'https://example.org/figure.png', alt: 'Figure 1' } }],
  },
  buttons: {
    title: 'Buttons',
    blocks: [
      {
        kind: 'buttons',
        buttons: [
          press('Previous', 'search'),
          { ...press('Next', 'search'), style: 'primary' },
          { label: 'arXiv', href: 'https://arxiv.org/abs/1706.03762' },
          { ...press('Forget all of it', 'forget'), style: 'danger' },
        ],
      },
    ],
  },
  choice: {
    title: 'Menus',
    blocks: [
      {
        kind: 'choice',
        choice: {
          label: 'Sort by',
          effect: 'update',
          options: [
            press('Relevance', 'search'),
            press('Newest', 'search'),
            press('Votes', 'search'),
          ],
        },
      },
      {
        kind: 'choice',
        choice: {
          label: 'Which one?',
          effect: 'reply',
          options: [
            {
              ...press('Mamba', 'show'),
              description: 'Linear-Time Sequence Modeling with Selective State Spaces',
            },
            press('Mamba-2', 'show'),
          ],
        },
      },
    ],
  },
  'choice-long': {
    title: 'Long labels',
    blocks: [
      {
        kind: 'choice',
        choice: {
          label: 'Which one?',
          effect: 'reply',
          options: [
            press(
              'Mamba: Linear-Time Sequence Modeling with Selective State Spaces, Revisited and Extended',
              'show',
            ),
            press('Mamba-2', 'show'),
          ],
        },
      },
      {
        kind: 'buttons',
        buttons: [press('Search again for every paper that mentions transformers', 'search')],
      },
    ],
  },
  mistake: {
    title: 'There is no command “serach”.',
    blocks: [{ kind: 'buttons', buttons: [press('search', 'search')] }],
    tone: 'mistake',
  },
  fault: {
    title: 'Something broke on our side.',
    blocks: [{ kind: 'text', text: ['Incident ', { code: 'K7M2P9QX' }, '.'] }],
    tone: 'fault',
  },
}
