// What a block says, as markdown: its buttons and pictures aside.
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
import { lineOf, paragraphsOf, subtextOf } from './text.ts'

/** A view's title as a heading; '' when there is nothing to see. */
export function headingText({ title, tone }: View, room: Room): string {
  const line = lineOf(title, room.title)
  return line === '' ? '' : `${tone === undefined ? '##' : '###'} ${line}`
}

/** '' when there is nothing to see. */
export function blockText(block: Block, room: Room): string {
  switch (block.kind) {
    case 'text':
      return paragraphsOf(block.text, room.body)
    case 'note':
      return subtextOf(block.text, room.minor)
    case 'facts':
      return factsText(block.facts, room)
    case 'item':
      return itemText(block, room)
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

function itemText({ title, body = '', meta = '', button }: Item, room: Room): string {
  return lines([
    lineOf(title, room.title, 'bold'),
    paragraphsOf(body, room.body),
    subtextOf(meta, room.minor),
    button === undefined ? '' : addressText(button, room),
  ])
}

// An address that Discord does not take for a link is shown as it is.
function addressText(button: Button, room: Room): string {
  if ('invoke' in button || buttonOf(button) !== undefined) return ''
  return lineOf(`${button.label} ${button.href}`, room.minor)
}

// Short facts share a line while it stays short enough for a phone.
const shortFact = 26
const shortLine = 44

function factsText(facts: readonly Fact[], room: Room): string {
  const all: string[] = []
  let left = 0
  for (const fact of facts) {
    const text = factText(fact, room)
    if (text === '') continue
    const length = fact.name.length + plainText(fact.value).length
    const isShort = length <= shortFact && !text.includes('\n')
    const fits = isShort && length <= left
    if (fits) all[all.length - 1] += ` · ${text}`
    else all.push(text)
    left = isShort ? (fits ? left : shortLine) - length : 0
  }
  return all.join('\n')
}

function factText({ name, value }: Fact, room: Room): string {
  const words = lineOf(name, room.minor, 'bold')
  const text = paragraphsOf(value, room.minor)
  if (text.includes('```')) return lines([words, text])
  return [words, text.replace(/\s*\n\s*/g, ' ')].filter((part) => part !== '').join(' ')
}
