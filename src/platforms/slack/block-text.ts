// What a block says, as mrkdwn: its buttons and pictures aside.
import type { Room } from '../../bot/room.ts'
import {
  type Block,
  type Button,
  type Fact,
  type Item,
  plainText,
  type View,
} from '../../bot/view.ts'
import { buttonOf } from './components.ts'
import { lineOf, paragraphsOf } from './text.ts'

const marks = { mistake: '', fault: '⚠️ ' } as const

/** A view's title in bold, for where a header is too much or too little; '' when there is nothing to see. */
export function titleText({ title, tone }: View, room: Room): string {
  const line = lineOf(title, room.title, 'bold')
  return line === '' || tone === undefined ? line : `${marks[tone]}${line}`
}

/** '' when there is nothing to see. */
export function blockText(block: Block, room: Room): string {
  switch (block.kind) {
    case 'text':
      return paragraphsOf(block.text, room.body)
    case 'note':
      return paragraphsOf(block.text, room.minor)
    case 'facts':
      return lines(block.facts.map((fact) => factText(fact, room)))
    case 'item':
      return lines([itemText(block, room), metaText(block, room)])
    case 'buttons':
      return lines(block.buttons.map((button) => addressText(button, room)))
    case 'image':
    case 'choice':
      return ''
    default:
      return block satisfies never
  }
}

/** Texts one below the other. */
export function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}

/** An item without its small print. */
export function itemText({ title, body = '', button }: Item, room: Room): string {
  return lines([
    lineOf(title, room.title, 'bold'),
    paragraphsOf(body, room.body),
    button === undefined ? '' : addressText(button, room),
  ])
}

/** An item's small print. */
export function metaText({ meta = '' }: Item, room: Room): string {
  return paragraphsOf(meta, room.minor)
}

// An address that Slack does not take for a link is shown as it is.
function addressText(button: Button, room: Room): string {
  if ('invoke' in button || buttonOf(button) !== undefined) return ''
  return lineOf(`${button.label} ${button.href}`, room.minor)
}

/** A named value on a line, or with its code below the name. */
export function factText({ name, value }: Fact, room: Room): string {
  const words = lineOf(name, room.minor, 'bold')
  const text = paragraphsOf(value, room.minor)
  if (text.includes('```')) return lines([words, text])
  return [words, text.replace(/\s*\n\s*/g, ' ')].filter((part) => part !== '').join(' ')
}

/** Whether a value is short enough for one of two columns. */
export function isShortFact({ name, value }: Fact): boolean {
  const words = plainText(value)
  return name.length + words.length <= 28 && !words.includes('\n')
}
