// The dictionary of the index: words by number, and texts numbered as the analysis reads them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberedWords } from '../../src/search/compact/numbering.ts'
import { createTexts } from '../../src/search/compact/texts.ts'
import { createWords } from '../../src/search/compact/words.ts'
import { compounds, words } from '../../src/search/text.ts'

/** Pieces with something for every branch of the reading, plain and odd, joined and not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'Few',
      'shot',
      'GPT',
      '4',
      '3.1',
      '8B',
      'isn’t',
      "Let's",
      'C++',
      'F#',
      'λ',
      'π0',
      'É',
      'ﬁne',
    ],
    ...['プロンプト', '李明', '\\mathcal', '\\pi', 'H$_2$O', '½', '🚀', '\ud800', 'a\u0301', 'İ'],
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
)
const joint = fc.constantFrom(' ', '-', '–', '_', '^', '.', '. ', '$', '$_{', '}', '', '\n', ', ')
const anyText = fc
  .array(fc.tuple(piece, joint), { maxLength: 12 })
  .map((all) => all.flat().join(''))

test('a text is numbered as the analysis reads it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const dictionary = createWords()
      const { plain, glued } = numberedWords(text, dictionary)
      expect(plain.map(dictionary.text)).toEqual(words(text).map(({ folded }) => folded))
      expect(glued.map(dictionary.text)).toEqual(compounds(text).map(({ folded }) => folded))
    }),
    { numRuns: 500 },
  )
})

test('texts are found by what they are, whatever they are', () => {
  const any = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 2 })), {
    maxLength: 3000,
    size: 'max',
  })
  fc.assert(
    fc.property(any, fc.string(), (all, other) => {
      const texts = createTexts()
      const expected = new Map<string, number>()
      for (const text of all) {
        const known = text === '' ? 0 : expected.get(text)
        const number = texts.add(text)
        expect(number).toBe(known ?? expected.size + 1)
        if (text !== '') expected.set(text, number)
      }
      for (const [text, number] of expected) {
        expect(texts.find(text)).toBe(number)
        expect(texts.text(number)).toBe(text)
        expect(texts.startsWith(number, text.slice(0, 2))).toBe(true)
        expect(texts.startsWith(number, `${text}a`)).toBe(false)
      }
      expect(texts.find(other)).toBe(expected.get(other) ?? 0)
      expect(texts.count()).toBe(expected.size + 1)
      expect([texts.text(0), texts.text(texts.count())]).toEqual(['', ''])
    }),
    { numRuns: 15 },
  )
})

test('a plain piece is found as its small letters are', () => {
  const texts = createTexts()
  const number = texts.addPlain(Uint16Array.from(Buffer.from('of GPT4 models')), 3, 7)
  expect(texts.text(number)).toBe('gpt4')
  expect(texts.add('gpt4')).toBe(number)
  expect(texts.find('GPT4')).toBe(0)
})

test('a word longer than any sentence keeps its letters', () => {
  const texts = createTexts()
  const long = 'ab'.repeat(200_000)
  expect(texts.text(texts.add(long)) === long).toBe(true)
})
