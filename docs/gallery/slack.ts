// A Slack message as HTML, from the payload that is sent.
import type {
  Button,
  ImageElement,
  KnownBlock,
  Overflow,
  StaticSelect,
  TextObject,
} from '@slack/types'
import type { View } from '../../src/bot/view.ts'
import { renderView } from '../../src/platforms/slack/render.ts'
import { type Node, parseMrkdwn } from '../../tests/platforms/slack/render-mrkdwn.ts'
import { element, text } from './html.ts'

/** How a view looks on Slack. */
export function slackColumn(view: View): string {
  const { blocks } = renderView(view, { share: 'offer' })
  const app = element('span', 's-app', 'APP')
  const time = element('span', 's-when', '9:30 AM')
  const name = element('div', 's-name', 'Paperboy', app, time)
  const message = element('div', 's-message', name, ...blocks.map(block))
  return element('div', 's-window', element('div', 's-avatar', 'P'), message)
}

function block(part: KnownBlock): string {
  switch (part.type) {
    case 'header':
      return element('div', 's-header', text(part.text.text))
    case 'section': {
      const fields = (part.fields ?? []).map((field) => element('div', '', words(field)))
      const main = part.text ? words(part.text) : element('div', 's-fields', ...fields)
      const beside = part.accessory ? accessory(part.accessory as Beside) : ''
      return element('div', 's-section', element('div', 's-text', main), beside)
    }
    case 'context':
      return element(
        'div',
        's-context',
        ...part.elements.map((each) => ('text' in each ? words(each) : '')),
      )
    case 'divider':
      return element('div', 's-divider')
    case 'image':
      return element('div', 's-picture')
    case 'actions':
      return element('div', 's-row', ...part.elements.map((each) => accessory(each as Beside)))
    default:
      throw new TypeError(`The gallery cannot draw a block of type ${part.type}`)
  }
}

type Beside = Button | ImageElement | Overflow | StaticSelect

function accessory(part: Beside): string {
  switch (part.type) {
    case 'image':
      return element('div', 's-thumbnail')
    case 'button':
      return element('span', `s-button s-${part.style ?? 'plain'}`, text(part.text.text))
    case 'overflow':
      return element('span', 's-button s-plain', '⋯')
    case 'static_select':
      return select(part)
    default:
      return part satisfies never
  }
}

function select({ placeholder, options = [] }: StaticSelect): string {
  const shown = options.map(({ text: label, description }) =>
    element(
      'div',
      's-option',
      element('div', '', text(label.text)),
      element('small', '', text(description?.text ?? '')),
    ),
  )
  const chosen = element('div', 's-chosen', text(placeholder?.text ?? ''))
  return element('div', 's-select', chosen, element('div', 's-options', ...shown))
}

function words({ type, text: written }: TextObject): string {
  if (type === 'plain_text') return text(written)
  return parseMrkdwn(written)
    .map(nodeHtml)
    .join('')
    .replace(/<\/pre>\n/g, '</pre>')
}

function nodeHtml(node: Node): string {
  const inner = node.children.map(nodeHtml).join('')
  switch (node.kind) {
    case 'text':
    case 'time':
      return text(node.text)
    case 'bold':
      return element('b', '', inner)
    case 'code':
      return element('code', '', text(node.text))
    case 'fence':
      return element('pre', '', text(node.text))
    case 'link':
      return element('a', '', inner)
    case 'mention':
      return element('span', 's-mention', text(node.text))
    default:
      throw new TypeError(`The gallery did not expect ${node.kind} in ${node.text}`)
  }
}
