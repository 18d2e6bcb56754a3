// Whatever a text holds, Slack shows its characters and does nothing with them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean } from '../../../src/bot/clean.ts'
import { codeBlock, escapeText, inlineCode } from '../../../src/platforms/slack/escape.ts'
import { lineOf, linkOf, paragraphsOf } from '../../../src/platforms/slack/text.ts'
import { hostile } from '../any-view.ts'
import { flatten, parseMrkdwn, seen } from './render-mrkdwn.ts'

// What looks like a mark and is none, back to what it stands for.
const meant: Readonly<Record<string, string>> = {
  '∗': '*',
  ˍ: '_',
  '∼': '~',
  ˋ: '`',
  '∶': ':',
  '＠': '@',
  '＞': '>',
}
const asMeant = (text: string) =>
  text
    .replaceAll('\u200b', '')
    .replace(/[∗ˍ∼ˋ∶＠＞]/g, (character) => meant[character] ?? character)

describe('a text', () => {
  it.each([
    ['Q&A <b> a > b', 'Q&amp;A &lt;b&gt; a &gt; b'],
    ['state_dict and 2*3 and a * b', 'state_dict and 2*3 and a * b'],
    ['*bold* _it_ ~no~', '∗bold∗ ˍitˍ ∼no∼'],
    ['`code`', 'ˋcodeˋ'],
    ['> a quote', '＞ a quote'],
    ['<!channel> @here', '&lt;!channel&gt; ＠here'],
    [':fire: 12:30:45 https://x.y', '∶fire: 12∶30:45 https://x.y'],
    ['a@example.org @ 9:30', 'a@example.org @ 9:30'],
  ])('%s is written as %s', (text, written) => {
    expect(escapeText(text)).toBe(written)
  })

  it('reads as it is, and does nothing', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const nodes = flatten(parseMrkdwn(escapeText(clean(text))))
        expect(nodes.every(({ kind }) => kind === 'text')).toBe(true)
        expect(asMeant(seen(nodes))).toBe(asMeant(clean(text)))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('code', () => {
  it('is code and nothing else, on a line and in a block', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const written of [inlineCode(clean(text)), codeBlock(clean(text))]) {
          const kinds = parseMrkdwn(written).map(({ kind }) => kind)
          if (written !== '') expect(['code', 'fence']).toContain(kinds.join())
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps its lines and what they begin with', () => {
    const written = paragraphsOf([{ code: '@misc{a,\n  title = {A & B}\n}' }], 100)
    expect(written).toBe('```\n@misc{a,\n  title = {A &amp; B}\n}\n```')
  })
})

describe('marks', () => {
  it.each([
    [['a ', { bold: 'word' }, ', and on'], 'a *word*, and on'],
    [['(', { bold: 'word' }, 's)'], '(*word*\u200bs)'],
    [['state', { mark: '-space' }, ' models'], 'state\u200b*-space* models'],
    [[{ bold: ' padded ' }, 'x'], '*padded* x'],
    [[{ code: 'a' }, { code: 'b' }], '`a`\u200b`b`'],
    [[{ bold: 'two *stars*' }], '*two ∗stars∗*'],
    [[{ link: 'A|B', href: 'https://x.org/?a=1&b=2' }], '<https://x.org/?a=1&amp;b=2|A¦B>'],
    [[{ link: 'run', href: 'javascript:x' }], 'run'],
    [[{ user: 'U0123ABCD' }], '<@U0123ABCD>'],
    [[{ user: '!channel' }], '@!channel'],
    [[{ time: 1_700_000_000_000, as: 'date' }], '<!date^1700000000^{date_short}|14 Nov 2023>'],
    [[{ time: -1, as: 'date' }], '31 Dec 1969'],
  ] as const)('%j are written as %s', (text, written) => {
    expect(lineOf(text, 200)).toBe(written)
  })

  it('show what they mark as bold, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (before, word, after) => {
        const shown = clean(`${word}`).replace(/\s+/g, ' ').trim()
        if (shown === '') return
        const nodes = parseMrkdwn(lineOf([before, { bold: word }, after], 9000))
        const bold = nodes.filter(({ kind }) => kind === 'bold')
        expect(bold).toHaveLength(1)
        expect(asMeant(seen(bold))).toContain(asMeant(shown))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a link', () => {
  it('leads where it says, whatever its words are', () => {
    fc.assert(
      fc.property(hostile, fc.webUrl(), (label, href) => {
        if (!/[^.]\.[^.]/.test(new URL(href).hostname)) return
        const links = flatten(parseMrkdwn(linkOf(label, href))).filter(
          ({ kind }) => kind === 'link',
        )
        expect(links).toHaveLength(1)
        expect(new URL(links[0]?.href ?? '').hostname).toBe(new URL(href).hostname)
      }),
      { numRuns: 300 },
    )
  })
})
