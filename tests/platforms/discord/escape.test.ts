// Whatever a text holds, Discord shows its characters and does nothing with them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, cleanLine } from '../../../src/bot/clean.ts'
import { codeBlock, escapeText, inlineCode } from '../../../src/platforms/discord/escape.ts'
import { lineOf, linkOf, subtextOf } from '../../../src/platforms/discord/text.ts'
import { hostile } from '../any-view.ts'
import { flatten, parseMarkdown, seen } from './render-markdown.ts'

describe('clean', () => {
  it.each([
    ['turned reading order', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['what cannot be seen', 'a\u200bb\u00adc\ufeffd\u3164e', 'abcde'],
    ['joiners that hide in a word', 'eve\u200cry\u200done', 'everyone'],
    ['controls', 'a\x00b\x1b[31mc\x9bd', 'ab[31mcd'],
    ['half a character', 'a\ud83d', 'a\ufffd'],
    ['marks stacked on a letter', `z${'\u0335'.repeat(40)}`, `z${'\u0335'.repeat(3)}`],
    ['letters in parts', 'e\u0301', '\u00e9'],
    ['other line breaks', 'a\r\nb\u2028c', 'a\nb\nc'],
  ])('mends %s', (_, text, cleaned) => {
    expect(clean(text)).toBe(cleaned)
  })

  it('keeps emoji and the joiners that scripts need', () => {
    const text = '👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ می‌خواهم क्‍ष'
    expect(clean(text)).toBe(text)
  })
})

describe('escapeText', () => {
  it.each([
    ['emphasis', '*a* _b_ ~~c~~ ||d||', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\|'],
    ['a heading', '# Title', '\\# Title'],
    ['subtext', '-# small', '\\-\\# small'],
    ['quotes', '> a\n>>> b', '\\> a\n\\>\\>\\> b'],
    ['lists', '- a\n1. b\n  + c', '\\- a\n1\\. b\n  \\+ c'],
    ['a hyphen within a line', 'state-of-the-art - 1. # >', 'state-of-the-art - 1. # >'],
    ['mentions', '@everyone @here a@b.org', '\\@everyone \\@here a@b.org'],
    ['a mention of somebody', '<@1> <@&1> <#1>', '\\<@1> \\<@&1> \\<#1>'],
    ['times, commands and emoji', '<t:1> </cmd:1> <:x:1>', '\\<t:1> \\</cmd:1> \\<\\:x:1>'],
    ['the name of an emoji', 'a :fire: b', 'a \\:fire: b'],
    ['less than', 'a < b', 'a < b'],
    ['an address', 'https://example.org', 'https\\://example.org'],
    ['a link', '[a](https://b.org)', '\\[a\\](https\\://b.org)'],
    ['TeX', '$\\mathcal{O}(n)$', '$\\\\mathcal{O}(n)$'],
  ])('%s', (_, text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
  })

  it('lets every character be seen as itself, and nothing be anything else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cleaned = clean(text)
        const nodes = parseMarkdown(escapeText(cleaned))
        expect(flatten(nodes).filter(({ kind }) => kind !== 'text')).toEqual([])
        expect(seen(nodes)).toBe(cleaned)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('code', () => {
  it('is not ended by the backticks in it', () => {
    expect(inlineCode('a`b')).toBe('`` a`b ``')
    expect(inlineCode('a``b')).toBe('`aˋˋb`')
    expect(codeBlock('a\n```\n@everyone')).toBe('```\na\nˋˋˋ\n@everyone\n```')
    expect(codeBlock("``it's''\n")).toBe("```\n``it's''\n```")
  })

  it('is one piece of code, whatever it holds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = parseMarkdown(inlineCode(cleanLine(text)))
        expect(line.map(({ kind }) => kind)).toEqual(cleanLine(text) === '' ? [] : ['code'])
        const block = codeBlock(clean(text))
        const kinds = parseMarkdown(block).map(({ kind }) => kind)
        expect(kinds).toEqual(block === '' ? [] : ['fence'])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a link', () => {
  it.each([
    [
      'leads where it says',
      'arXiv',
      'https://arxiv.org/abs/1',
      '[arXiv](<https://arxiv.org/abs/1>)',
    ],
    ['has no brackets in its words', 'a]b[c', 'https://a.org/', '[a)b(c](<https://a.org/>)'],
    ['has no scheme in its words', 'https://a.org', 'https://a.org/', '[a.org](<https://a.org/>)'],
    ['escapes its words', '*a*', 'https://a.org/', '[\\*a\\*](<https://a.org/>)'],
    ['escapes its address', 'a', 'https://a.org/(b)>*c', '[a](<https://a.org/%28b%29%3E%2Ac>)'],
    ['is words for a script', 'a', 'javascript:alert(1)', 'a'],
    ['is words with a password', 'a', 'https://arxiv.org:x@evil.org/', 'a'],
    [
      'shows a foreign host as it is',
      '',
      'https://аpple.com/',
      '[xn--pple-43d.com](<https://xn--pple-43d.com/>)',
    ],
  ])('%s', (_, label, href, markdown) => {
    expect(linkOf(label, href)).toBe(markdown)
  })

  it('leads only to http and https', () => {
    fc.assert(
      fc.property(hostile, fc.oneof(hostile, fc.webUrl()), (label, href) => {
        for (const { kind, href: to } of flatten(parseMarkdown(linkOf(label, href)))) {
          expect(['text', 'link']).toContain(kind)
          if (to !== undefined) expect(to).toMatch(/^https?:\/\/[\x21-\x7e]+$/)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('text', () => {
  it.each([
    ['a person', [{ user: '123456789012345678' }], '<@123456789012345678>'],
    ['somebody elsewhere', [{ user: 'everyone' }], '\\@everyone'],
    ['a day', [{ time: 1_700_000_000_999, as: 'date' as const }], '<t:1700000000:D>'],
    ['a moment', [{ time: 0, as: 'dateTime' as const }], '<t:0:f>'],
    ['a while ago', [{ time: 0, as: 'relative' as const }], '<t:0:R>'],
    ['no time at all', [{ time: Number.NaN, as: 'date' as const }], ''],
    ['bold beside bold', [{ bold: 'a' }, { bold: 'b' }], '**ab**'],
    ['bold with spaces', ['x', { bold: ' a ' }, 'y'], 'x **a** y'],
    ['a mention in two parts', ['@every', 'one'], '\\@everyone'],
    [
      'a mention in bold parts',
      ['all: ', { bold: '@every' }, { mark: 'one' }],
      'all: **\\@everyone**',
    ],
    ['a matched word', ['one ', { mark: 'two' }, ' three'], 'one **two** three'],
    ['only matched words', [{ mark: 'two' }, ', ', { mark: 'three' }], 'two, three'],
    ['code beside code', [{ code: 'a' }, { code: 'b' }], '`a` `b`'],
  ])('%s', (_, spans, markdown) => {
    expect(lineOf(spans, 100)).toBe(markdown)
  })

  it('is clipped where a character ends, and marked so', () => {
    expect(lineOf('a👩‍👩‍👧👩‍👩‍👧', 10)).toBe('a👩‍👩‍👧…')
    expect(lineOf(['**', { bold: 'word word' }], 6)).toBe('\\*\\***wor…**')
  })

  it('is subtext on every line', () => {
    expect(subtextOf('a\n\nb\n- c', 100)).toBe('-# a\n-# b\n-# \\- c')
  })
})
