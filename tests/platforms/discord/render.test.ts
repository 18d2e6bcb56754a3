// What people see on Discord: golden outlines of the real bot's answers, and how a view is laid out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Block, Press, View } from '../../../src/bot/view.ts'
import { renderView } from '../../../src/platforms/discord/render.ts'
import { fetchingView } from '../../../src/views/fetching.ts'
import { faultView } from '../../../src/views/mistake.ts'
import { openStand, type Stand, samplePapers } from '../../stands/paperboy.ts'
import { views } from '../console/views.ts'
import { outline } from './render-outline.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

async function expectGolden(name: string, view: View): Promise<void> {
  const [container] = renderView(view, { share: 'offer' }).components
  await expect(`${outline(container)}\n`).toMatchFileSnapshot(`../../golden/discord/${name}.txt`)
}

const lines: readonly [name: string, line: string][] = [
  ['search-results', 'search diffusion'],
  ['search-results-why', 'search diffusion models why'],
  ['search-results-second-page', 'search diffusion page:2'],
  ['search-results-corrected', 'search transfomer atention'],
  ['search-results-near', 'search retrieval augmented generation'],
  ['search-results-nothing', 'search diffusion zebra since:2024'],
  ['paper-card', 'show 2505.15270'],
  ['paper-card-many-authors', 'show 2501.12948'],
  ['candidates', 'show diffusion'],
  ['trending-list', 'trending'],
  ['trending-list-why', 'trending month why'],
  ['similar-papers', 'similar 2006.11239'],
  ['citation-bibtex', 'cite 1706.03762'],
  ['stats', 'stats'],
  ['help', 'help'],
  ['help-search', 'help search'],
  ['mistake', 'search mamba sort:newest'],
  ['mistake-unknown-command', 'serach mamba'],
]

describe('golden answers', () => {
  it.each(lines)('%s', async (name, line) => {
    await expectGolden(name, await stand.type(line))
  })

  it('with pictures', async () => {
    const papers = await samplePapers()
    const pictured = papers.map((paper) => ({
      ...paper,
      thumbnailUrl: `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${paper.id}.png`,
    }))
    const stand = await openStand(pictured)
    await expectGolden('paper-card-pictured', await stand.type('show 2505.15270'))
    await stand.close()
  })

  it('while upstream is slow, and when something broke', async () => {
    await expectGolden('fetching', fetchingView('2506.20001'))
    await expectGolden('fault', faultView('7KQ2M9XT'))
  })
})

describe('golden blocks', () => {
  it.each(Object.entries(views))('%s', async (name, view) => {
    await expectGolden(`block-${name}`, view)
  })
})

function press(label: string, command = label): Press {
  return { label, invoke: { command, options: {} }, effect: 'update' }
}

function items(count: number): readonly Block[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'item' as const,
    title: `Paper ${i}`,
    body: 'An abstract. '.repeat(20),
    meta: 'Somebody',
    button: press('Details', `show${i}`),
  }))
}

function outlined(view: View, share: 'offer' | 'none' = 'none'): string {
  return outline(renderView(view, { share }).components[0])
}

describe('a view', () => {
  it('mentions nobody and carries the flag of its components', () => {
    const { flags, allowed_mentions } = renderView(
      { title: '@everyone', blocks: [] },
      { share: 'none' },
    )
    expect(flags).toBe(1 << 15)
    expect(allowed_mentions).toEqual({ parse: [], users: [] })
  })

  it('with nothing to see is still a message', () => {
    expect(outlined({ title: '\u200b', blocks: [] })).toBe('container\n  text\n    │ …')
  })

  it('has a line between long items until there are too many of them', () => {
    const withLines = outlined({ title: 'Papers', blocks: items(9) })
    expect(withLines.match(/^ {2}line$/gm)).toHaveLength(8)
    const without = outlined({ title: 'Papers', blocks: items(12) })
    expect(without).not.toMatch(/^ {2}line$/m)
    expect(without.match(/^ {2}section$/gm)).toHaveLength(12)
  })

  it('of many items has one text, and menus of 25 below it', () => {
    const text = outlined({ title: 'Papers', blocks: items(60) })
    expect(text.match(/menu “Details”/g)).toHaveLength(3)
    expect(text).toContain('“Paper 59” (Somebody) → u/show59')
    expect(text).toContain('**Paper 59**')
  })

  it('of buttons beyond all measure has them in menus', () => {
    const buttons = Array.from({ length: 100 }, (_, i) => press(`Button ${i}`))
    const text = outlined({ title: 'Buttons', blocks: [{ kind: 'buttons', buttons }] })
    expect(text.match(/menu “Choose”/g)).toHaveLength(4)
    expect(text).toContain('“Button 99” → u/Button%2099')
  })

  it('shortens its texts alike where its buttons are beyond all measure, too', () => {
    const buttons = Array.from({ length: 60 }, (_, i) => press(`Button ${i}`))
    const blocks: Block[] = [
      { kind: 'buttons', buttons },
      { kind: 'text', text: 'a'.repeat(9000) },
      { kind: 'text', text: 'b'.repeat(9000) },
    ]
    const text = outlined({ title: 'Title', blocks })
    expect(/a{1500,}…/.exec(text)?.[0].length).toBe(/b{1500,}…/.exec(text)?.[0].length)
  })

  it('of links beyond all measure has the last ones in its text', () => {
    const buttons = Array.from({ length: 60 }, (_, i) => ({
      label: `Page ${i}`,
      href: `https://example.org/${i}`,
    }))
    const text = outlined({ title: 'Links', blocks: [{ kind: 'buttons', buttons }] })
    for (const { href } of buttons) expect(text).toMatch(new RegExp(`${href}(>|$)`, 'm'))
    expect(text).toContain('[Page 59](<https://example.org/59>)')
    expect(text.match(/button “/g)).toHaveLength(30)
  })

  it('has rows of five buttons', () => {
    const buttons = Array.from({ length: 7 }, (_, i) => press(`B${i}`))
    const text = outlined({ title: '', blocks: [{ kind: 'buttons', buttons }] })
    expect(text.match(/^ {2}row$/gm)).toHaveLength(2)
  })

  it('has a press once, since Discord refuses one id twice', () => {
    const buttons = [press('Again', 'same'), press('Once more', 'same'), press('Other')]
    const text = outlined({ title: '', blocks: [{ kind: 'buttons', buttons }] })
    expect(text.match(/u\/same/g)).toHaveLength(1)
    expect(text).toContain('u/Other')
  })

  it('offers to share in the last row of buttons, or in one of its own', () => {
    const share = { command: 'search', options: { query: 'x' } }
    const links: Block = { kind: 'note', text: 'links' }
    const buttons = (count: number): Block => ({
      kind: 'buttons',
      buttons: Array.from({ length: count }, (_, i) => press(`B${i}`)),
    })
    const last = (blocks: readonly Block[]) =>
      outlined({ title: 'T', blocks, share }, 'offer').split('\n').slice(-4)
    expect(last([buttons(2), links])).toEqual([
      '    button “B1” secondary → u/B1',
      '    button “Share” secondary → s/search?query=x',
      '  text',
      '    │ -# links',
    ])
    expect(last([buttons(5)])).toContain('  row')
    expect(last([links])).toEqual([
      '  text',
      '    │ -# links',
      '  row',
      '    button “Share” secondary → s/search?query=x',
    ])
    expect(outlined({ title: 'T', blocks: [], share })).not.toContain('Share')
  })

  it('shows an address that is no link to be pressed as text', () => {
    const buttons = [
      { label: 'Open', href: 'javascript:alert(1)' },
      { label: 'Long', href: `https://example.org/${'a'.repeat(500)}` },
      { label: 'Fine', href: 'https://example.org/' },
    ]
    const text = outlined({ title: '', blocks: [{ kind: 'buttons', buttons }] })
    expect(text.match(/button “/g)).toHaveLength(1)
    expect(text).toContain('Open javascript:alert(1)')
    expect(text).toContain('Long https\\://example.org/aaa')
  })

  it('shortens its longest texts alike, and keeps the rest', () => {
    const blocks: Block[] = [
      { kind: 'text', text: 'a'.repeat(9000) },
      { kind: 'text', text: 'b'.repeat(9000) },
      { kind: 'text', text: 'short' },
      { kind: 'note', text: 'n'.repeat(300) },
    ]
    const text = outlined({ title: 'Title', blocks })
    const lengths = [/a+…/, /b+…/].map((run) => run.exec(text)?.[0].length ?? 0)
    expect(lengths[0]).toBe(lengths[1])
    expect(lengths[0]).toBeGreaterThan(1500)
    expect(text).toContain('│ short')
    expect(text).toContain('n'.repeat(300))
  })

  it('has its menu of 25 options, and a further one for the rest', () => {
    const options = Array.from({ length: 30 }, (_, i) => press(`Option ${i}`))
    const choice = { label: 'Which?', effect: 'update' as const, options }
    const text = outlined({ title: '', blocks: [{ kind: 'choice', choice }] })
    expect(text.match(/menu “Which\?”/g)).toHaveLength(2)
    expect(new Set(text.match(/menu\/\d+/g))).toHaveProperty('size', 2)
  })
})
