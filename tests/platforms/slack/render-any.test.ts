// What holds for any view at all: Slack takes it, nothing in it is active that was not meant, no button is lost.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionId, sharePress } from '../../../src/bot/action.ts'
import { type Button, type Press, spansOf, type Text, type View } from '../../../src/bot/view.ts'
import { webAddress } from '../../../src/bot/web-address.ts'
import { renderHome, renderUnfurl, renderView } from '../../../src/platforms/slack/render.ts'
import { blockFlaws } from '../../stands/slack/rules-blocks.ts'
import { anyView } from '../any-view.ts'
import { flatten, parseMrkdwn } from './render-mrkdwn.ts'
import { everyPart, idsIn, mrkdwnIn } from './render-parts.ts'

const surfaces = {
  message: (view: View) => renderView(view, { share: 'offer' }).blocks,
  home: (view: View) => renderHome(view).blocks,
  unfurl: (view: View) => renderUnfurl(view),
} as const

const most = { message: [50, 12_000], home: [100, 40_000], unfurl: [12, 5_000] } as const

type Surface = keyof typeof surfaces

function forAnyView(
  check: (view: View, blocks: readonly object[], surface: Surface) => void,
): void {
  const property = fc.property(
    anyView,
    fc.constantFrom<Surface>('message', 'message', 'home', 'unfurl'),
    (view, surface) => check(view, surfaces[surface](view), surface),
  )
  fc.assert(property, { numRuns: 100 })
}

describe('any view', () => {
  it('gives as many blocks as are taken, and no more bytes of them', () => {
    forAnyView((_, blocks, surface) => {
      const [count, size] = most[surface]
      expect(blocks.length).toBeGreaterThan(0)
      expect(blocks.length).toBeLessThanOrEqual(count)
      expect(Buffer.byteLength(JSON.stringify(blocks))).toBeLessThanOrEqual(size)
    })
  })

  it('gives blocks that Slack takes, by the schema of its own types', () => {
    forAnyView((_, blocks, surface) => {
      expect(blockFlaws(blocks, 'blocks', surface === 'home' ? 'home' : 'message')).toEqual([])
    })
  })

  it('gives no id twice, and no menu one value twice', () => {
    forAnyView((_, blocks) => {
      const parts = everyPart(blocks)
      const ids = parts.flatMap(({ action_id }) => action_id ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (const { options } of parts) {
        if (!Array.isArray(options)) continue
        const values = options.map(({ value }) => value)
        expect(new Set(values).size).toBe(values.length)
      }
    })
  })

  it('is well-formed text throughout, and says what it says verbatim', () => {
    forAnyView((view, blocks) => {
      const { text } = renderView(view, { share: 'none' })
      expect(JSON.stringify([text, blocks])).not.toMatch(/\\ud[89a-f]/)
      for (const { type, verbatim, emoji, text: words } of everyPart(blocks)) {
        if (type === 'mrkdwn') expect(verbatim).toBe(true)
        if (type === 'plain_text') expect(emoji).toBe(false)
        if (type === 'mrkdwn' || type === 'plain_text') expect(String(words).trim()).not.toBe('')
      }
    })
  })

  it('has every press of the view, and the one that shares it, while there is room for them', () => {
    forAnyView((view, blocks, surface) => {
      const shared = view.share && surface === 'message' ? [sharePress(view.share)] : []
      const wanted = [...pressesOf(view), ...shared].map(actionId)
      if (roomFor(view, wanted) > most[surface][1]) return
      const ids = new Set(idsIn(blocks))
      for (const id of wanted) expect(ids).toContain(id)
    })
  })

  it('asks before every press that asks, wherever it stands', () => {
    forAnyView((view, blocks) => {
      const alike = Map.groupBy(pressesOf(view), actionId)
      const asking = everyPart(blocks).flatMap((part) => {
        const { confirm, action_id: own, options = [] } = part
        const ids = [own, ...(options as readonly { value?: unknown }[]).map(({ value }) => value)]
        return ids.map((id) => ({ id: String(id), asks: confirm !== undefined }))
      })
      for (const { id, asks } of asking) {
        const wanted = new Set(alike.get(id)?.map(({ confirm }) => confirm !== undefined))
        // Where one asks and another does not, either may stand for both.
        if (wanted.size === 1) expect(wanted).toContain(asks)
      }
    })
  })

  it('has every link of the view, while there is room for them', () => {
    forAnyView((view, blocks, surface) => {
      const wanted = linksOf(view).map(({ href }) => webAddress(href, 3000))
      if (roomFor(view, pressesOf(view).map(actionId)) > most[surface][1]) return
      const nodes = mrkdwnIn(blocks).flatMap((text) => flatten(parseMrkdwn(text)))
      const shown = [...everyPart(blocks).map(({ url }) => url), ...nodes.map(({ href }) => href)]
      for (const address of wanted) expect(shown).toContain(address)
    })
  })

  it('has nothing active in its texts but what the view has, and calls whom it does alone', () => {
    forAnyView((view, blocks, surface) => {
      const links = new Set(spanLinks(view))
      const people = new Set(surface === 'message' ? [`<@${view.calls}>`] : spanUsers(view))
      for (const node of mrkdwnIn(blocks).flatMap((text) => flatten(parseMrkdwn(text)))) {
        expect(['text', 'bold', 'code', 'fence', 'link', 'time', 'mention']).toContain(node.kind)
        if (node.kind === 'link') expect(links).toContain(node.href)
        if (node.kind === 'mention') expect(people).toContain(node.text)
      }
    })
  })

  it('has words for notifications that ring for whom it calls alone', () => {
    forAnyView((view) => {
      const { text } = renderView(view, { share: 'none' })
      expect(text.trim()).not.toBe('')
      expect(text.length).toBeLessThan(4000)
      const active = flatten(parseMrkdwn(text)).filter(({ kind }) => kind !== 'text')
      for (const node of active)
        expect(node).toMatchObject({ kind: 'mention', text: `<@${view.calls}>` })
    })
  })

  it('has only what can be seen in it, and edges between words and marks', () => {
    forAnyView((_, blocks) => {
      for (const text of mrkdwnIn(blocks)) {
        const bare = text.replaceAll('\u200b', '')
        expect(bare).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u)
        expect(bare).not.toMatch(/[\p{Mn}\p{Me}]{4}/u)
      }
    })
  })
})

/** More than what stands for these presses and the view's links takes, with its words left out. */
function roomFor(view: View, ids: readonly string[]): number {
  const bytes = (text: string) => Buffer.byteLength(JSON.stringify(text))
  const asking = pressesOf(view).filter(({ confirm }) => confirm !== undefined)
  const presses = ids.reduce((sum, id) => sum + bytes(id) + 700, asking.length * 3000)
  const links = linksOf(view).reduce((sum, { href }) => sum + bytes(href) * 3 + 400, 0)
  return 1500 + presses + links
}

function buttonsOf(view: View): readonly Button[] {
  return view.blocks.flatMap((block): readonly Button[] => {
    if (block.kind === 'item') return block.button ? [block.button] : []
    return block.kind === 'buttons' ? block.buttons : []
  })
}

function pressesOf(view: View): readonly Pick<Press, 'invoke' | 'effect' | 'confirm'>[] {
  const options = view.blocks.flatMap((block) => {
    if (block.kind !== 'choice') return []
    return block.choice.options.map(({ invoke }) => ({ invoke, effect: block.choice.effect }))
  })
  return [...buttonsOf(view).filter((button): button is Press => 'invoke' in button), ...options]
}

function linksOf(view: View) {
  return buttonsOf(view)
    .filter((button) => 'href' in button)
    .filter(({ href }) => webAddress(href, 3000) !== undefined)
}

function textsOf(view: View): readonly Text[] {
  return view.blocks
    .flatMap((block): readonly (Text | undefined)[] => {
      if (block.kind === 'text' || block.kind === 'note') return [block.text]
      if (block.kind === 'item') return [block.title, block.body, block.meta]
      return block.kind === 'facts' ? block.facts.map(({ value }) => value) : []
    })
    .filter((text) => text !== undefined)
}

function spanLinks(view: View): readonly (string | undefined)[] {
  const spans = textsOf(view).flatMap(spansOf)
  const hrefs = spans.flatMap((span) =>
    typeof span === 'object' && 'link' in span ? [span.href] : [],
  )
  return [...hrefs, ...linksOf(view).map(({ href }) => href)].map((href) => webAddress(href, 3000))
}

function spanUsers(view: View): readonly string[] {
  const spans = textsOf(view).flatMap(spansOf)
  return spans.flatMap((span) =>
    typeof span === 'object' && 'user' in span ? [`<@${span.user}>`] : [],
  )
}
