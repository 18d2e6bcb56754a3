// A Discord message as HTML, from the payload that is sent.
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  type APIThumbnailComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { View } from '../../src/bot/view.ts'
import { renderView } from '../../src/platforms/discord/render.ts'
import { type Node, parseMarkdown } from '../../tests/platforms/discord/render-markdown.ts'
import { element, text } from './html.ts'

/** How a view looks on Discord. */
export function discordColumn(view: View): string {
  const { components } = renderView(view, { share: 'offer' })
  const name = element('div', 'd-name', 'Paperboy', element('span', 'd-app', 'APP'))
  const message = element('div', 'd-message', name, ...components.map(container))
  return element('div', 'd-window', element('div', 'd-avatar', 'P'), message)
}

function container(component: APIMessageTopLevelComponent): string {
  if (component.type !== ComponentType.Container) return ''
  const { accent_color: accent } = component
  const colour = typeof accent === 'number' ? `#${accent.toString(16).padStart(6, '0')}` : ''
  const bar = colour && ` style="border-left: 4px solid ${colour}"`
  return `<div class="d-container"${bar}>${component.components.map(part).join('')}</div>`
}

function part(component: APIComponentInContainer): string {
  switch (component.type) {
    case ComponentType.TextDisplay:
      return element('div', 'd-text', markdown(component.content))
    case ComponentType.Section:
      return element(
        'div',
        'd-section',
        element('div', 'd-beside', ...component.components.map(part)),
        accessory(component.accessory),
      )
    case ComponentType.Separator:
      return element('div', 'd-separator')
    case ComponentType.MediaGallery:
      return element('div', 'd-gallery', ...component.items.map(() => element('div', 'd-picture')))
    case ComponentType.ActionRow:
      return element(
        'div',
        'd-row',
        ...component.components.map((inner) =>
          inner.type === ComponentType.StringSelect
            ? select(inner)
            : accessory(inner as APIButtonComponent),
        ),
      )
    default:
      throw new TypeError(`The gallery cannot draw a component of type ${component.type}`)
  }
}

function accessory(component: APIButtonComponent | APIThumbnailComponent): string {
  if (component.type === ComponentType.Thumbnail) return element('div', 'd-thumbnail')
  const label = 'label' in component ? (component.label ?? '') : ''
  const arrow = component.style === ButtonStyle.Link ? ' ↗' : ''
  return element('span', `d-button d-style-${component.style}`, text(label + arrow))
}

function select(menu: APIStringSelectComponent): string {
  const options = menu.options.map(({ label, description = '' }) =>
    element(
      'div',
      'd-option',
      element('b', '', text(label)),
      element('small', '', text(description)),
    ),
  )
  const open = element('div', 'd-options', ...options)
  return element('div', 'd-select', element('div', 'd-chosen', text(menu.placeholder ?? '')), open)
}

function markdown(content: string): string {
  const lines = parseMarkdown(content).map(nodeHtml).join('')
  // A block ends its line itself.
  return lines.replace(/(<\/(?:h2|h3|div|pre)>)\n/g, '$1')
}

function nodeHtml(node: Node): string {
  const inner = node.children.map(nodeHtml).join('')
  switch (node.kind) {
    case 'text':
      return text(node.text)
    case 'bold':
      return element('b', '', inner)
    case 'code':
      return element('code', '', text(node.text))
    case 'fence':
      return element('pre', '', text(node.text))
    case 'link':
      return element('a', '', inner)
    case 'subtext':
      return element('div', 'd-subtext', inner)
    case 'heading':
      return element(node.level === 2 ? 'h2' : 'h3', '', inner)
    case 'time':
      return element('span', 'd-time', text(timeWords(Number(node.text))))
    case 'mention':
      return element('span', 'd-mention', text(node.text))
    default:
      throw new TypeError(`The gallery did not expect ${node.kind} in ${node.text}`)
  }
}

function timeWords(seconds: number): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat('en-GB', format).format(seconds * 1000)
}
