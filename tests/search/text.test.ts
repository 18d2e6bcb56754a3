// How text becomes words.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compounds, fold, stems, words } from '../../src/search/text.ts'

const folded = (text: string) => words(text).map((word) => word.folded)
const glued = (text: string) => compounds(text).map((word) => word.folded)

test.each([
  ['Attention Is All You Need', ['attention', 'is', 'all', 'you', 'need']],
  ['Schrödinger’s naïve façade', ['schrodinger', 'naive', 'facade']],
  ['Scho\u0308n Ærø Łódź Straße', ['schon', 'aero', 'lodz', 'strasse']],
  ['İstanbul ISTANBUL ıstanbul', ['istanbul', 'istanbul', 'istanbul']],
  ['φ-Decoding with μP and Ψ', ['phi', 'decoding', 'with', 'mup', 'and', 'psi']],
  ['\u00b5P', ['mup']],
  ['$\\pi_0$ and π0', ['pi', '0', 'and', 'pi0']],
  ['$\\mathcal{O}(n)$ in \\textbf{bold}', ['o', 'n', 'in', 'bold']],
  ["Bayes' theorem, Bayes's theorem", ['bayes', 'theorem', 'bayes', 'theorem']],
  ["We don't, they’re, it's", ['we', 'dont', 'theyre', 'it']],
  ['few-shot vision–language', ['few', 'shot', 'vision', 'language']],
  ['C++ and C# but #1', ['c++', 'and', 'c#', 'but', '1']],
  ['GPT-4o, Qwen2.5 at 7,400 tokens', ['gpt', '4o', 'qwen2', '5', 'at', '7', '400', 'tokens']],
  ['ｆｕｌｌ ﬁne', ['full', 'fine']],
  ['量子计算 with プロンプト', ['量', '子', '计', '算', 'with', 'フ', 'ロ', 'ン', 'フ', 'ト']],
  ['GPT模型和 обучение 딥러닝', ['gpt', '模', '型', '和', 'обучение', '딥러닝'.normalize('NFKD')]],
  ['🚀 “…” — \u0000', []],
])('words of %j', (text, expected) => expect(folded(text)).toEqual(expected))

test.each([
  ['few-shot', ['fewshot']],
  ['few‑shot vision–language-action', ['fewshot', 'visionlanguageaction']],
  ['GPT-4.1 and Qwen2.5', ['gpt4', 'gpt41', 'qwen25']],
  ['Llama-3.1-8B', ['llama3', 'llama31', 'llama318b']],
  ['GPT-4o-mini', ['gpt4o', 'gpt4omini']],
  ['H$_2$O and $\\mathbf{E}^2$-nets', ['h2', 'h2o', 'e2', 'e2nets']],
  ['$\\pi_0$', ['pi0']],
  ['x_{12}', ['x12']],
  // A dash with spaces parts two words; digits alone are no compound, or 2.0 would be 20.
  ['few - shot', []],
  ['version 2.0 of 16-32', []],
  ['end. Start', []],
])('compounds of %j', (text, expected) => expect(glued(text)).toEqual(expected))

test('stems keep the order of the words', () => {
  expect(stems('Scaling Language Models')).toEqual(
    ['scale', 'language', 'model'].map((w) => stems(w)[0]),
  )
})

describe('any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'aé\u0301ßΨ½ﷺ\\{}_-–.’s’ +#1 '), maxLength: 40 }),
  )

  test('has words where it says: the piece at the offsets folds to the word', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let last = 0
        for (const { folded: word, start, end } of [...words(text)]) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(folded(text.slice(start, end))).toEqual([word])
          // Words travel through an index that parts them at spaces.
          expect(word).not.toMatch(/^$|\s/)
          last = end
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('has compounds whose words stand within them', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { folded: compound, start, end } of compounds(text))
          expect(folded(text.slice(start, end)).join('')).toBe(compound)
      }),
      { numRuns: 2_000 },
    )
  })

  test('folds to the same however it is composed and cased', () => {
    for (const text of ['Schrödinger', 'ÅNGSTRÖM', 'Ψ', 'Ὀδυσσεύς', 'İ']) {
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
      expect(fold(text.toLowerCase())).toBe(fold(text))
    }
  })
})
