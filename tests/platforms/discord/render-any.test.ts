// What holds for any view at all: Discord takes its message, nothing in it is active that was not meant, no button is lost.
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ComponentType } from 'discord.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionId, sharePress } from '../../../src/bot/action.ts'
import { type Button, type Press, spansOf, type Text, type View } from '../../../src/bot/view.ts'
import { webAddress } from '../../../src/bot/web-address.ts'
import { type Rendered, renderView } from '../../../src/platforms/discord/render.ts'
import { anyView } from '../any-view.ts'
import { flatten, parseMarkdown } from './render-markdown.ts'

const runs = { numRuns: 100 }

function forAnyView(check: (view: View, message: Rendered) => void): void {
  fc.assert(
    fc.property(anyView, (view) => check(view, renderView(view, { share: 'offer' }))),
    runs,
  )
}

type Component = Readonly<Record<string, unknown>> & { readonly type: ComponentType }

/** A component and all that is in it. */
function everyComponent(component: object): readonly Component[] {
  const { components = [], accessory } = component as {
    components?: readonly object[]
    accessory?: object
  }
  const inner = accessory === undefined ? components : [...components, accessory]
  return [component as Component, ...inner.flatMap(everyComponent)]
}

function componentsOf({ components: [container] }: Rendered): readonly Component[] {
  return everyComponent(container)
}

function ofType(message: Rendered, type: ComponentType): readonly Component[] {
  return componentsOf(message).filter((component) => component.type === type)
}

function contents(message: Rendered): readonly string[] {
  return ofType(message, ComponentType.TextDisplay).map(({ content }) => String(content))
}

describe('any view', () => {
  it('gives a message within what a message may hold', () => {
    forAnyView((_, message) => {
      expect(componentsOf(message).length).toBeLessThanOrEqual(40)
      expect(contents(message).join('').length).toBeLessThanOrEqual(4000)
      for (const content of contents(message)) expect(content.trim()).not.toBe('')
    })
  })

  it('shows every file that comes with it, each by a name of its own', () => {
    forAnyView(({ files = [] }, message) => {
      const names = message.files.map(({ name }) => name)
      expect(names).toHaveLength(Math.min(files.length, 10))
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[\w.-]{1,110}$/)
      const shown = ofType(message, ComponentType.File).map(({ file }) => file)
      expect(shown).toEqual(names.map((name) => ({ url: `attachment://${name}` })))
    })
  })

  it('gives no id twice, and no menu one value twice', () => {
    forAnyView((_, message) => {
      const ids = componentsOf(message).flatMap(({ custom_id }) => custom_id ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (const { options } of ofType(message, ComponentType.StringSelect)) {
        const values = (options as { value: string }[]).map(({ value }) => value)
        expect(new Set(values).size).toBe(values.length)
      }
    })
  })

  it('is well-formed text throughout', () => {
    forAnyView((_, message) => {
      expect(JSON.stringify(message)).not.toMatch(/\\ud[89a-f]/)
    })
  })

  it('has every press of the view, and the one that shares it', () => {
    forAnyView((view, message) => {
      const ids = new Set(pressesIn(message))
      for (const press of pressesOf(view)) expect(ids).toContain(actionId(press))
      if (view.share !== undefined) expect(ids).toContain(actionId(sharePress(view.share)))
    })
  })

  it('has every link of the view, while their addresses leave room', () => {
    forAnyView((view, message) => {
      const links = linksOf(view)
      if (
        links.reduce((sum, { href, label }) => sum + href.length * 2 + label.length * 2 + 8, 0) >
        3900
      )
        return
      const shown = shownLinks(message)
      for (const { href } of links) expect(shown).toContain(webAddress(href, 512))
    })
  })

  it('has nothing active in its texts but what the view has', () => {
    forAnyView((view, message) => {
      const links = new Set(spanLinks(view))
      const people = new Set(spanUsers(view))
      for (const node of contents(message).flatMap((content) => flatten(parseMarkdown(content)))) {
        expect([
          'text',
          'bold',
          'code',
          'fence',
          'link',
          'time',
          'mention',
          'subtext',
          'heading',
        ]).toContain(node.kind)
        if (node.kind === 'link') expect(links).toContain(node.href)
        if (node.kind === 'mention') expect(people).toContain(node.text)
      }
    })
  })

  it('has at most one heading, at its top', () => {
    forAnyView((_, message) => {
      const headings = contents(message).map((content) =>
        parseMarkdown(content)
          .map(({ kind }) => kind)
          .lastIndexOf('heading'),
      )
      expect(headings.slice(1).every((at) => at < 0)).toBe(true)
      expect(headings[0] ?? 0).toBeLessThanOrEqual(0)
    })
  })

  it('has only what can be seen in it', () => {
    forAnyView((_, message) => {
      for (const content of contents(message)) {
        expect(content).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\u200b/u)
        expect(content).not.toMatch(/[\p{Mn}\p{Me}]{4}/u)
      }
    })
  })
})

const schemaFile = new URL('../../../../shared/schemas/discord-openapi.json', import.meta.url)

describe.skipIf(!existsSync(schemaFile))('Discord’s own schema', () => {
  it('takes the message of any view', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
    ajv.addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')), 'discord')
    const validate = ajv.compile({ $ref: 'discord#/components/schemas/MessageCreateRequest' })
    const container = ajv.compile({
      $ref: 'discord#/components/schemas/ContainerComponentForMessageRequest',
    })
    forAnyView((_, message) => {
      expect(validate(message), ajv.errorsText(validate.errors)).toBe(true)
      expect(container(message.components[0]), ajv.errorsText(container.errors)).toBe(true)
    })
  })
})

function pressesIn(message: Rendered): readonly string[] {
  return componentsOf(message).flatMap((component) => {
    const options = (component.options ?? []) as { value: string }[]
    return [component.custom_id as string, ...options.map(({ value }) => value)]
  })
}

function buttonsOf(view: View): readonly Button[] {
  return view.blocks.flatMap((block): readonly Button[] => {
    if (block.kind === 'item') return block.button ? [block.button] : []
    return block.kind === 'buttons' ? block.buttons : []
  })
}

function pressesOf(view: View): readonly Pick<Press, 'invoke' | 'effect'>[] {
  const options = view.blocks.flatMap((block) => {
    if (block.kind !== 'choice') return []
    return block.choice.options.map(({ invoke }) => ({ invoke, effect: block.choice.effect }))
  })
  return [...buttonsOf(view).filter((button): button is Press => 'invoke' in button), ...options]
}

function linksOf(view: View) {
  return buttonsOf(view)
    .filter((button) => 'href' in button)
    .filter(({ href }) => webAddress(href, 512) !== undefined)
}

function shownLinks(message: Rendered): readonly unknown[] {
  const nodes = contents(message).flatMap((content) => flatten(parseMarkdown(content)))
  return [
    ...ofType(message, ComponentType.Button).map(({ url }) => url),
    ...nodes.map(({ href }) => href),
  ]
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
  return [...hrefs, ...linksOf(view).map(({ href }) => href)].map((href) => webAddress(href, 512))
}

function spanUsers(view: View): readonly string[] {
  const spans = textsOf(view).flatMap(spansOf)
  return spans.flatMap((span) =>
    typeof span === 'object' && 'user' in span ? [`<@${span.user}>`] : [],
  )
}
