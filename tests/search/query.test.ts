// The query language as a person types it, and what no text may do to it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEmpty, parseQuery, printQuery } from '../../src/search/query.ts'

const word = (text: string, more: object = {}) => ({
  not: false,
  kind: 'word',
  text,
  in: 'any',
  ...more,
})
const phrase = (text: string, more: object = {}) => ({
  not: false,
  kind: 'phrase',
  text,
  in: 'any',
  ...more,
})
const id = (value: string, more: object = {}) => ({ not: false, kind: 'id', id: value, ...more })
const named = (kind: 'author' | 'org', name: string) => ({ not: false, kind, name })
const votes = (range: object) => ({ not: false, kind: 'votes', ...range })
const not = { not: true }
const inTitle = { in: 'title' }

describe('parseQuery', () => {
  test.each<[string, object[][]]>([
    ['', []],
    ['mamba', [[word('mamba')]]],
    ['  state   space\tmodels\n', [[word('state')], [word('space')], [word('models')]]],
    ['"state space" model', [[phrase('state space')], [word('model')]]],
    ['“state space”', [[phrase('state space')]]],
    ['„state  space“', [[phrase('state space')]]],
    ['«state space»', [[phrase('state space')]]],
    ['"state space', [[phrase('state space')]]],
    ['5" screen', [[word('5')], [phrase('screen')]]],
    ['video -survey', [[word('video')], [word('survey', not)]]],
    ['video −survey', [[word('video')], [word('survey', not)]]],
    ['video –survey', [[word('video')], [word('survey', not)]]],
    ['-"state space"', [[phrase('state space', not)]]],
    ['video NOT survey', [[word('video')], [word('survey', not)]]],
    ['NOT -survey', [[word('survey')]]],
    ['video (NOT survey)', [[word('video')], [word('survey', not)]]],
    // Of a title: nobody leaves out so common a word.
    ['(mamba OR) rwkv', [[word('mamba'), word('rwkv')]]],
    ['THINK NOT? SLOWLY', ['THINK', 'not', 'SLOWLY'].map((each) => [word(each)])],
    ['How NOT to train', ['How', 'to', 'train'].map((each) => [word(each)])],
    ['mamba OR rwkv', [[word('mamba'), word('rwkv')]]],
    ['mamba | rwkv || s4', [[word('mamba'), word('rwkv'), word('s4')]]],
    ['a1 OR b1 c1', [[word('a1'), word('b1')], [word('c1')]]],
    ['(mamba OR "state space") video', [[word('mamba'), phrase('state space')], [word('video')]]],
    [
      'mamba AND video & audio && text',
      [[word('mamba')], [word('video')], [word('audio')], [word('text')]],
    ],
    // Only in capitals: in small letters they are words of a title.
    ['to be or not to be', ['to', 'be', 'or', 'not', 'to', 'be'].map((each) => [word(each)])],
    ['OR mamba', [[word('mamba')]]],
    ['mamba OR', [[word('mamba')]]],
    ['mamba OR NOT rwkv', [[word('mamba'), word('rwkv', not)]]],
    ['OR AND NOT | & -', []],
    ['-NOT', []],
    ['title:mamba', [[word('mamba', inTitle)]]],
    ['Title:"state space"', [[phrase('state space', inTitle)]]],
    ['-title:survey', [[word('survey', { ...not, ...inTitle })]]],
    ['title:', []],
    ['title:OR', [[word('OR', inTitle)]]],
    ['author:hinton', [[named('author', 'hinton')]]],
    ['author:"Yann  LeCun"', [[named('author', 'Yann LeCun')]]],
    ['author:“Yann LeCun”', [[named('author', 'Yann LeCun')]]],
    ['author:""', []],
    ['org:MIT', [[named('org', 'MIT')]]],
    ['has:code', [[{ not: false, kind: 'has', what: 'code' }]]],
    ['HAS:Code,', [[{ not: false, kind: 'has', what: 'code' }]]],
    ['-has:project', [[{ not: true, kind: 'has', what: 'project' }]]],
    ['votes:7', [[votes({ min: 7, max: 7 })]]],
    ['votes:=7', [[votes({ min: 7, max: 7 })]]],
    ['votes:>20', [[votes({ min: 21 })]]],
    ['votes:>=20', [[votes({ min: 20 })]]],
    ['votes:<20', [[votes({ max: 19 })]]],
    ['votes:<=20', [[votes({ max: 20 })]]],
    ['votes:5..50', [[votes({ min: 5, max: 50 })]]],
    ['votes:50..5', [[votes({ min: 5, max: 50 })]]],
    ['votes:20+', [[votes({ min: 20 })]]],
    ['votes:"> 20"', [[votes({ min: 21 })]]],
    ['1706.03762', [[id('1706.03762')]]],
    ['arXiv:1706.03762v5', [[id('1706.03762')]]],
    ['-1706.03762', [[id('1706.03762', not)]]],
    ['cs/0205070', [[id('cs/0205070')]]],
    ['(see https://arxiv.org/abs/2501.00663v2)', [[word('see')], [id('2501.00663')]]],
    ['https://huggingface.co/papers/2501.00663|', [[id('2501.00663')]]],
    ['pb-3f9a1c2b7d40', [[id('pb-3f9a1c2b7d40')]]],
    // A known field only; the rest is what titles look like.
    ['BERT:Pre-training', [[word('BERT:Pre-training')]]],
    ['foo:"bar baz"', [[phrase('foo bar baz')]]],
    ['C++', [[word('C++')]]],
    ['C#', [[word('C#')]]],
    ['GPT-4', [[word('GPT-4')]]],
    ['few-shot', [[word('few-shot')]]],
    ['$\\pi_0$', [[word('$\\pi_0$')]]],
    ['what, exactly?', [[word('what')], [word('exactly')]]],
    ['[video] {text} <audio>', [[word('video')], [word('text}')], [word('audio')]]],
    ['((((', []],
    ['🚀🎉', []],
    ['\u0000\u0007 \u001b', []],
    ['\u0000mamba\u0007', [[word('mamba')]]],
    ['量子', [[word('量子')]]],
  ])('%j', (text, clauses) => {
    expect(parseQuery(text)).toEqual({ clauses, problems: [] })
  })

  test.each([
    ['has:foo', /has:.*code or project/],
    ['has:', /has:.*code or project/],
    ['votes:abc', /votes:.*number/],
    ['votes:', /votes:.*number/],
    ['votes:-3', /votes:.*number/],
    ['votes:1e3', /votes:.*number/],
    ['votes:99999999999', /votes:.*number/],
    ['autor:gu', /^There is no autor:; did you mean author:\?$/],
    ['-Athour:gu', /no Athour:; did you mean author:/],
    ['titel:"state space"', /no titel:; did you mean title:/],
    ['vote:>5', /no vote:; did you mean votes:/],
  ])('%j is left out, and the asker is told', (text, problem) => {
    const query = parseQuery(`mamba ${text}`)
    expect(query.clauses).toEqual([[word('mamba')]])
    expect(query.problems).toEqual([expect.stringMatching(problem)])
  })

  test('a misspelt key that may stand beside the query is not searched for', () => {
    const keys = ['sort', 'since', 'page']
    expect(parseQuery('srot:new mamba', keys)).toEqual({
      clauses: [[word('mamba')]],
      problems: ['There is no srot:; did you mean sort:?'],
    })
    expect(parseQuery('srot:new').clauses).toEqual([[word('srot:new')]])
    // Spelt well, it stands where no key is looked for.
    expect(parseQuery('sort:new', keys)).toEqual({ clauses: [[word('sort:new')]], problems: [] })
  })

  test.each(['BERT:', 'Autor: gu', 'Mamba: Linear-Time', 'note:that', 'image:text', 'autor:!'])(
    'the colon of %j is no key',
    (text) => {
      const { clauses, problems } = parseQuery(text, ['sort', 'since', 'page'])
      expect(problems).toEqual([])
      expect(clauses.flat().map(({ kind }) => kind)).toEqual(clauses.map(() => 'word'))
      expect(clauses).toHaveLength(text.split(' ').length)
    },
  )

  test('a query of nothing but operators or signs is empty, one that only excludes is not', () => {
    for (const text of ['', ' ', 'OR', '""', '🚀', '---', 'title:']) {
      expect(isEmpty(parseQuery(text))).toBe(true)
    }
    expect(isEmpty(parseQuery('-survey'))).toBe(false)
  })
})

const pieces = [
  ...[
    'mamba',
    'OR',
    'AND',
    'NOT',
    '|',
    '||',
    '&',
    '-',
    '−',
    '"',
    '“',
    '(',
    ')',
    ',',
    ':',
    ' ',
    '  ',
  ],
  ...['title:', 'author:', 'org:', 'has:', 'votes:', 'foo:', 'code', 'project', 'Yann LeCun', '🚀'],
  ...[
    '>',
    '>=',
    '<',
    '=',
    '5',
    '20',
    '999999999',
    '..',
    '+',
    '0',
    'C++',
    '$\\pi_0$',
    '\\',
    '$',
    '}',
  ],
  ...[
    '1706.03762',
    'arXiv:',
    'v2',
    'https://arxiv.org/abs/',
    'cs/0205070',
    '\u0000',
    '\u0301',
    'é',
  ],
]
const spoken = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(' ', '')), { maxLength: 12 })
  .map((tokens) => tokens.flat().join(''))
const anything = fc.oneof(
  spoken,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
)

describe('any text', () => {
  test('is read without a throw, and what is printed reads the same', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { clauses } = parseQuery(text)
        expect(parseQuery(printQuery({ clauses }))).toEqual({ clauses, problems: [] })
      }),
      { numRuns: 5_000 },
    )
  })

  test('votes print as they were meant, at the ends of the range too', () => {
    for (const text of ['votes:<0', 'votes:>999999999', 'votes:0', 'votes:<=0', 'votes:>0']) {
      const { clauses } = parseQuery(text)
      expect(parseQuery(printQuery({ clauses })), text).toEqual({ clauses, problems: [] })
    }
  })

  test.each([
    ['votes:>100', 'votes:>100'],
    ['votes:>=20', 'votes:>=20'],
    ['votes:20+', 'votes:>=20'],
    ['votes:<20', 'votes:<20'],
    ['votes:<=20', 'votes:<=20'],
    ['votes:>7', 'votes:>=8'],
    ['votes:>0', 'votes:>0'],
    ['votes:<=999999999', 'votes:<=999999999'],
  ])('%s prints as %s', (text, printed) => {
    expect(printQuery(parseQuery(text))).toBe(printed)
    expect(parseQuery(printed)).toEqual(parseQuery(text))
  })

  test('any range of votes prints to itself', () => {
    const end = fc.integer({ min: 0, max: 999_999_999 })
    const range = fc.oneof(
      end.map((n) => `>=${n}`),
      end.map((n) => `<=${n}`),
      end.map((n) => `<${n}`),
      end.map((n) => `>${n}`),
    )
    fc.assert(
      fc.property(range, (text) => {
        const query = parseQuery(`votes:${text}`)
        expect(parseQuery(printQuery(query))).toEqual(query)
      }),
    )
  })

  // A pattern that backtracks takes seconds for these; a second leaves room for a slow machine.
  test.each([
    ['dashes', '-'.repeat(10_000)],
    ['dashes and a word', `${'-'.repeat(9_999)}a`],
    ['dashes apart', '- '.repeat(5_000)],
    ['dashes and quotes', '-"'.repeat(5_000)],
    ['exclamation marks', '!'.repeat(10_000)],
    ['a! over and over', 'a!'.repeat(5_000)],
    ['a! apart', 'a! '.repeat(3_333)],
    ['quotation marks', '"'.repeat(10_000)],
    ['backslashes', '\\'.repeat(10_000)],
    ['dollars', '$'.repeat(10_000)],
    ['one long word', 'a'.repeat(10_000)],
    ['a word and dots', `a${'.'.repeat(9_999)}`],
    ['accents', `a${'\u0301'.repeat(9_999)}`],
    ['title: over and over', 'title:'.repeat(2_000)],
    ['brackets', '('.repeat(5_000) + ')'.repeat(5_000)],
    ['brackets around an id', `${'('.repeat(2_000)}1706.03762${')'.repeat(2_000)}`],
    ['votes:>>>>', `votes:${'>'.repeat(9_990)}`],
    ['votes of many digits', `votes:${'1'.repeat(9_990)}`],
    ['addresses', 'https://arxiv.org/'.repeat(550)],
    ['unknown fields', `${'a'.repeat(99)}:`.repeat(100)],
    ['operators', 'OR NOT '.repeat(1_400)],
  ])('10,000 characters of %s take no time to speak of', (_, text) => {
    const before = performance.now()
    parseQuery(printQuery(parseQuery(text)))
    expect(performance.now() - before).toBeLessThan(10_000)
  })
})
