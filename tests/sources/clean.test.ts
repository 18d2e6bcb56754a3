// Cleaning text from outside.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanOrAbsent, cleanText, clip } from '../../src/sources/clean.ts'

describe('cleanText', () => {
  it.each([
    ['line breaks and indents', 'Attention Is\n  All\r\n\tYou Need', 'Attention Is All You Need'],
    ['spaces of every kind', '\u00a0a\u2003b\u2028c\u0085d\u3000', 'a b c d'],
    ['control characters', 'a\u0000b\u0007c\u001b[1m\u007f', 'abc[1m'],
    ['a control character between spaces', 'a \u0001 b', 'a b'],
    ['direction overrides', 'safe\u202egpj.exe\u202c \u2066x\u2069\u200e\u200f', 'safegpj.exe x'],
    [
      'characters without width',
      'dif\u200bfu\ufeffsion\u2060 mo\u00addel\u200c',
      'diffusion model',
    ],
    ['a joiner between letters', 'a\u200db', 'ab'],
    ['half a surrogate pair', 'a\ud83d b', 'a\ufffd b'],
    ['letters written in two parts', 'Poincare\u0301', 'Poincaré'],
  ])('mends %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it.each(['👩‍🔬 at work', '🏳️‍🌈', '👨‍👩‍👧', '🕵🏻‍♂️'])('keeps the joiners inside %s', (emoji) => {
    expect(cleanText(emoji)).toBe(emoji)
  })

  it('drops the joiners that join no two emoji', () => {
    expect(cleanText('👩\u200d \u200d👩\u200d\u200d👩')).toBe('👩 👩👩')
  })

  it('changes nothing the second time, whatever the text', () => {
    const odd = fc.constantFrom(
      ' ',
      '\u200d',
      '\u200b',
      '👩',
      '\ufe0f',
      '\u0301',
      'e',
      '\n',
      '\ud83d',
    )
    const unit = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), odd)
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const once = cleanText(units.join(''))
        expect(cleanText(once)).toBe(once)
        expect(once).not.toMatch(/[\n\r\t\u202a-\u202e\u200b]|^\s|\s$|\s\s/)
      }),
    )
  })
})

describe('clip', () => {
  it('leaves a text within the limit alone', () => {
    expect(clip('four', 4)).toBe('four')
  })

  it('never ends inside a character', () => {
    expect(clip('ab👨‍👩‍👧', 5)).toBe('ab')
    expect(clip('abe\u0301x', 3)).toBe('ab')
  })

  it('does not leave a space at the end', () => {
    expect(clip('ab cd', 3)).toBe('ab')
  })

  it('still gives something of one character that is longer than the limit', () => {
    const endless = `e${'\u0301'.repeat(50)}`
    expect(clip(endless, 10)).toBe(endless.slice(0, 10))
  })

  it('keeps to the limit and to whole code points, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 20 }),
        (text, limit) => {
          const clipped = clip(text, limit)
          expect(clipped.length).toBeLessThanOrEqual(limit)
          expect(text.startsWith(clipped)).toBe(true)
          expect(clipped.isWellFormed()).toBe(true)
        },
      ),
    )
  })
})

describe('cleanOrAbsent', () => {
  it('has nothing to give when nothing readable is left', () => {
    expect(cleanOrAbsent(' \u200b\n', 10)).toBeUndefined()
    expect(cleanOrAbsent(' a ', 10)).toBe('a')
  })
})
