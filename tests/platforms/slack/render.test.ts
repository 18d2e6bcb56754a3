// What people see on Slack: golden outlines of the real bot's answers, and how a view is laid out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Block, Button, Press, View } from '../../../src/bot/view.ts'
import { renderHome, renderUnfurl, renderView } from '../../../src/platforms/slack/render.ts'
import { fetchingView } from '../../../src/views/fetching.ts'
import { faultView } from '../../../src/views/mistake.ts'
import { openStand, type Stand, samplePapers } from '../../stands/paperboy.ts'
import { mentionsIn, mentionsInParts } from '../../stands/slack/mrkdwn.ts'
import { views } from '../console/views.ts'
import { outline } from './render-outline.ts'
import { idsIn } from './render-parts.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

async function expectGolden(name: string, view: View): Promise<void> {
  const { text, blocks } = renderView(view, { share: 'offer' })
  const notified = text.split('\n').map((line) => `  ${line}`)
  const golden = `${[outline(blocks), '', 'text', ...notified].join('\n')}\n`
  await expect(golden).toMatchFileSnapshot(`../../golden/slack/${name}.txt`)
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

describe('a person who is named', () => {
  const view: View = {
    title: '<@U0123ABCD> and @here',
    calls: 'U0BOB',
    blocks: [
      { kind: 'text', text: [{ user: 'U0BOB' }, ' follows it, ', { user: 'U0ADA' }, ' too.'] },
    ],
  }
  const whom = { kind: 'user', of: 'U0BOB' } as const

  it('is called in what others read only where the view calls them, in words and blocks', () => {
    const { text, blocks } = renderView(view, { share: 'none' })
    expect(text).toContain('<@U0BOB> follows it, somebody too.')
    expect(mentionsIn(text)).toEqual([whom])
    expect(mentionsInParts(blocks)).toEqual([whom])
    const { calls: _, ...quiet } = view
    const { text: words, blocks: said } = renderView(quiet, { share: 'none' })
    expect([mentionsIn(words), mentionsInParts(said)]).toEqual([[], []])
  })

  it('is named in what the asker alone sees', () => {
    const { text, blocks } = renderView(view, { share: 'none', to: 'asker' })
    expect(mentionsIn(text)).toEqual([whom])
    expect(mentionsInParts(blocks)).toEqual([whom, { kind: 'user', of: 'U0ADA' }])
  })
})

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

  it('below a link, and in the Home tab', async () => {
    const view = await stand.type('show 2505.15270')
    const unfurl = outline(renderUnfurl(view))
    const home = outline(renderHome(view).blocks)
    await expect(`${unfurl}\n`).toMatchFileSnapshot('../../golden/slack/unfurl.txt')
    await expect(`${home}\n`).toMatchFileSnapshot('../../golden/slack/home.txt')
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

function buttons(...some: readonly Button[]): View {
  return { title: '', blocks: [{ kind: 'buttons', buttons: some }] }
}

function outlined(view: View, share: 'offer' | 'none' = 'none'): string {
  return outline(renderView(view, { share }).blocks)
}

const worstWords = `<!channel> & "${'*_~`:fire:'.repeat(30)}" שלום \u202e z${'\u0335'.repeat(30)} <@U0123ABCD>`

describe('the worst page', () => {
  it('has five papers of 600 authors in which every character is markup, and every button', () => {
    const authors = Array.from({ length: 600 }, (_, i) => `A_${i} <&>`).join(', ')
    const papers = items(5).map((item) => ({
      ...item,
      title: worstWords,
      body: [{ mark: '&<' }, `${'<'.repeat(2500)} `, { bold: '&'.repeat(800) }, worstWords],
      meta: authors,
    })) as Block[]
    const turn = press('Next', 'next')
    const view = {
      title: worstWords,
      blocks: [...papers, { kind: 'buttons' as const, buttons: [turn] }],
      share: { command: 'search', options: { query: worstWords } },
    }
    const { text, blocks } = renderView(view, { share: 'offer' })
    expect(Buffer.byteLength(JSON.stringify(blocks))).toBeLessThanOrEqual(12_000)
    expect(text.length).toBeLessThan(4000)
    expect(JSON.stringify([text, blocks])).not.toMatch(/<!channel|<@U0/)
    const ids = idsIn(blocks)
    for (let i = 0; i < 5; i++) expect(ids).toContain(`u/show${i}`)
    expect(ids).toContain('u/next')
    expect(ids.filter((id) => id.startsWith('s~'))).toHaveLength(1)
  })
})

describe('a view', () => {
  it('with nothing to see is still a message', () => {
    expect(renderView({ title: '\u200b', blocks: [] }, { share: 'none' })).toMatchObject({
      text: '…',
      blocks: [{ type: 'section', text: { text: '…' } }],
    })
  })

  it('whose title is too long for a header has it in bold, whole', () => {
    const title = `${'word '.repeat(39)}end`
    expect(outlined({ title, blocks: [] })).toBe(`section\n  │ *${title}*`)
  })

  it('has a line between long items until there are too many of them', () => {
    const withLines = outlined({ title: 'Papers', blocks: items(9) })
    expect(withLines.match(/^line$/gm)).toHaveLength(8)
    const without = outlined({ title: 'Papers', blocks: items(20) })
    expect(without).not.toMatch(/^line$/m)
    expect(without.match(/^section$/gm)).toHaveLength(20)
    expect(without.match(/^context$/gm)).toHaveLength(20)
  })

  it('of many items has their small print among their words, of more a menu below them', () => {
    const some = outlined({ title: 'Papers', blocks: items(30) })
    expect(some.match(/button “Details”/g)).toHaveLength(30)
    expect(some).not.toMatch(/^context$/m)
    const many = outlined({ title: 'Papers', blocks: items(60) })
    expect(many.match(/menu “Details”/g)).toHaveLength(1)
    expect(many).toContain('“Paper 59” (Somebody) → u/show59')
    expect(many).toContain('*Paper 59*')
  })

  it('of buttons beyond all measure has them in a menu', () => {
    const all = Array.from({ length: 100 }, (_, i) => press(`Button ${i}`))
    const text = outlined(buttons(...all))
    expect(text).toContain('“Button 99” → u/Button%2099')
  })

  it('has a row of buttons, and behind three dots what would wrap', () => {
    const some = Array.from({ length: 8 }, (_, i) => press(`B${i}`))
    expect(
      outlined(buttons(...some))
        .split('\n')
        .slice(5),
    ).toEqual(
      [
        '  button “B4” → u/B4',
        '  more menu/0',
        '    “B5” → u/B5',
        '    “B6” → u/B6',
        '    “B7” → u/B7',
      ].slice(-5),
    )
  })

  it('keeps in the row what has to be asked before it acts', () => {
    const some = Array.from({ length: 7 }, (_, i) => press(`B${i}`))
    const stop: Press = { ...press('Stop'), style: 'danger', confirm: 'Stop following “mamba”?' }
    const text = outlined(buttons(...some, stop))
    expect(text).not.toContain('more')
    expect(text).toContain(
      'button “Stop” danger → u/Stop\n    asks “Stop following “mamba”?” Stop/Cancel',
    )
  })

  it('has a press once, since Slack refuses one id twice', () => {
    const text = outlined(
      buttons(press('Again', 'same'), press('Once more', 'same'), press('Other')),
    )
    expect(text.match(/u\/same/g)).toHaveLength(1)
    expect(text).toContain('u/Other')
  })

  it('offers to share last in the last row of buttons, or in one of its own', () => {
    const share = { command: 'search', options: { query: 'x' } }
    const note: Block = { kind: 'note', text: 'links' }
    const row: Block = { kind: 'buttons', buttons: [press('B0')] }
    expect(outlined({ title: 'T', blocks: [row, note], share }, 'offer')).toBe(
      [
        'header “T”',
        'row',
        '  button “B0” → u/B0',
        '  button “Share” → s/search?query=x',
        'context',
        '  │ links',
      ].join('\n'),
    )
    expect(outlined({ title: 'T', blocks: [note], share }, 'offer')).toMatch(
      /│ links\nrow\n {2}button “Share” → s\/search\?query=x$/,
    )
    expect(outlined({ title: 'T', blocks: [], share })).not.toContain('Share')
  })

  it('opens pages from buttons of their own ids, and shows an address that is none as text', () => {
    const text = outlined(
      buttons(
        { label: 'Open', href: 'javascript:alert(1)' },
        { label: 'One', href: 'https://example.org/1' },
        { label: 'Two', href: 'https://example.org/2' },
      ),
    )
    expect(text).toContain('button “One” → https://example.org/1 (link/0)')
    expect(text).toContain('button “Two” → https://example.org/2 (link/1)')
    expect(text).toContain('Open javascript:alert(1)')
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
    expect(lengths[0]).toBeGreaterThan(2500)
    expect(text).toContain('│ short')
    expect(text).toContain('n'.repeat(300))
  })

  it('has its menu of 100 options, and a further one for the rest', () => {
    const options = Array.from({ length: 110 }, (_, i) => press(`${i}`))
    const choice = { label: 'Which?', effect: 'update' as const, options }
    const { blocks } = renderHome({ title: '', blocks: [{ kind: 'choice', choice }] })
    const text = outline(blocks)
    expect(text.match(/menu “Which\?”/g)).toHaveLength(2)
    expect(new Set(text.match(/menu\/\d+/g))).toHaveProperty('size', 2)
  })
})
