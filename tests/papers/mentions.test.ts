import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mentionsIn, proseOf } from '../../src/papers/mentions.ts'

describe('mentionsIn', () => {
  it.each([
    ['see https://arxiv.org/abs/1706.03762v5, please', ['1706.03762']],
    [
      '<https://arxiv.org/abs/1706.03762|Attention> and <https://huggingface.co/papers/1810.04805>',
      ['1706.03762', '1810.04805'],
    ],
    ['[Attention](https://arxiv.org/pdf/1706.03762.pdf) again: arXiv: 1706.03762', ['1706.03762']],
    ['(2106.09685) “hep-th/9901001”', ['2106.09685', 'hep-th/9901001']],
    ['doi:10.1000/xyz123.', ['10.1000/xyz123']],
    ['it cost 12.50 at 10:30, see https://example.com/1706', []],
  ])('%s', (text, expected) => {
    const found = mentionsIn(text).map((r) => (r.kind === 'id' ? r.id : r.doi))
    expect(found).toEqual(expected)
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        mentionsIn(text)
        expect(proseOf(text)).not.toMatch(/https?:\/\/|[<>"]/)
      }),
    )
  })
})

describe('proseOf', () => {
  it.each([
    ['<@123> have you seen *this* https://x.org/a?', 'have you seen this'],
    ['GPT-4 -- and S4.2, "quoted" `code`', 'GPT-4 and S4.2 quoted code'],
    ['-robot OR author:me', 'robot OR author me'],
    ['🎉🎉', ''],
  ])('%s', (text, expected) => {
    expect(proseOf(text)).toBe(expected)
  })
})
