// Words alone: of any view, on both platforms, something to read that is within the limits and calls nobody.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainWords } from '../../src/bot/plain.ts'
import { plainText, type View } from '../../src/bot/view.ts'
import { withoutOne } from '../../src/bot/without.ts'
import { maxText } from '../../src/platforms/discord/limits.ts'
import { renderPlain as onDiscord } from '../../src/platforms/discord/render.ts'
import { maxFallback } from '../../src/platforms/slack/limits.ts'
import { renderPlain as onSlack } from '../../src/platforms/slack/render.ts'
import { mentionsIn } from '../stands/slack/mrkdwn.ts'
import { anyView } from './any-view.ts'

const entry = (title: string, paper: string) => ({
  kind: 'item' as const,
  title: [{ link: title, href: `https://example.org/${paper}` }],
  body: 'What it is about.',
  button: {
    label: 'Details',
    invoke: { command: 'show', options: { paper } },
    effect: 'reply' as const,
  },
})
const save = (paper: string) => ({ label: paper, invoke: { command: 'save', options: { paper } } })
const view: View = {
  title: 'Two papers',
  blocks: [
    { kind: 'note', text: 'Late.' },
    entry('One', '1'),
    entry('Two', '2'),
    { kind: 'facts', facts: [{ name: 'Reason', value: 'no access' }] },
    { kind: 'image', image: { url: 'https://example.org/a.png', alt: 'A figure' } },
    { kind: 'choice', choice: { label: 'Save', effect: 'reply', options: [save('1'), save('2')] } },
    { kind: 'buttons', buttons: [{ label: 'More', href: 'https://example.org/more' }] },
  ],
}

test('are the title, and a line for each text and each entry', () => {
  expect(plainText(plainWords(view))).toBe(
    ['Two papers', 'Late.', 'One', 'Two', 'Reason: no access', 'More'].join('\n'),
  )
  expect(onSlack(view, 'everybody').text).toContain('<https://example.org/1|One>')
  expect(onDiscord(view).components[0].content).toContain('[One](<https://example.org/1>)')
})

test('of any view are there, short enough, and call nobody', () => {
  fc.assert(
    fc.property(anyView, ({ calls: _, ...any }) => {
      const { content } = onDiscord(any).components[0]
      expect(content.length).toBeGreaterThan(0)
      expect(content.length).toBeLessThanOrEqual(maxText)
      expect(onDiscord(any).allowed_mentions).toEqual({ parse: [], users: [] })
      const { text } = onSlack(any, 'everybody')
      expect(text.length).toBeGreaterThan(0)
      expect(text.length).toBeLessThanOrEqual(maxFallback)
      expect(mentionsIn(text)).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('a view without one of its entries has nothing left that is about it', () => {
  const [first, second, ...others] = withoutOne(view)
  expect(others).toEqual([])
  expect(JSON.stringify(first)).not.toMatch(/One"|"paper":"1"/)
  expect(JSON.stringify(first)).toMatch(/Two".*"paper":"2"/)
  expect(JSON.stringify(second)).not.toMatch(/Two"|"paper":"2"/)
  expect(withoutOne({ title: 'One paper', blocks: [entry('One', '1')] })).toEqual([])
})
