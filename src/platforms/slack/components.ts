// The blocks and elements a message is made of, each within Slack's limits for it.
import type {
  ActionsBlock,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  ImageElement,
  KnownBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  Button as SlackButton,
  StaticSelect,
} from '@slack/types'
import { actionId } from '../../bot/action.ts'
import { cleanLine } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import type { Button, Image, Press } from '../../bot/view.ts'
import { webAddress } from '../../bot/web-address.ts'
import {
  maxActions,
  maxButton,
  maxConfirm,
  maxFields,
  maxHeader,
  maxImage,
  maxOverflow,
  maxSelect,
  maxText,
} from './limits.ts'

/** What a message, a modal or a Home tab is made of. */
export type Part = KnownBlock

/** The `action_id` of a button that only opens a page begins with this: Slack tells of it, and there is nothing to do. */
export const linkId = 'link/'

// What stands for words that are not there: Slack takes no empty text.
const nameless = '…'

/** Words without markup, of one character at least. */
export function plain(text: string, limit: number): PlainTextElement {
  const shown = clip(cleanLine(text), limit).trim() || nameless
  return { type: 'plain_text', text: shown, emoji: false }
}

function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true }
}

/** A heading; words too long for one are left to a section. */
export function header(title: string): HeaderBlock | undefined {
  const line = cleanLine(title)
  return line === '' || line.length > maxHeader
    ? undefined
    : { type: 'header', text: plain(line, maxHeader) }
}

/** Texts one below the other, in as few sections as take them; an accessory stands beside the first. */
export function sections(
  texts: readonly string[],
  accessory?: SlackButton | ImageElement,
): readonly SectionBlock[] {
  return packed(texts).map((text, i) => ({
    type: 'section',
    text: mrkdwn(text),
    ...(i === 0 && accessory ? { accessory } : {}),
  }))
}

/** Short values in two columns. */
export function fieldSections(texts: readonly string[]): readonly SectionBlock[] {
  return chunks(texts, maxFields.count).map((some) => ({
    type: 'section',
    fields: some.map(mrkdwn),
  }))
}

/** Small print. */
export function contexts(texts: readonly string[]): readonly ContextBlock[] {
  return packed(texts).map((text) => ({ type: 'context', elements: [mrkdwn(text)] }))
}

function packed(texts: readonly string[]): readonly string[] {
  const all: string[] = []
  for (const text of texts) {
    const last = all.at(-1)
    if (text === '') continue
    if (last !== undefined && last.length + text.length < maxText)
      all[all.length - 1] = `${last}\n${text}`
    else all.push(text)
  }
  return all
}

/** A line across. */
export const divider: Part = { type: 'divider' }

/** A button; undefined for a link that Slack does not take. */
export function buttonOf(button: Button): SlackButton | undefined {
  if ('invoke' in button) return pressButton(button)
  const url = webAddress(button.href, maxButton.url)
  const text = plain(button.label, maxButton.label)
  return url === undefined ? undefined : { type: 'button', action_id: linkId, text, url }
}

function pressButton(press: Press): SlackButton {
  const { label, style, confirm } = press
  return {
    type: 'button',
    action_id: actionId(press),
    text: plain(label, maxButton.label),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm: confirmation(press) }),
  }
}

function confirmation({ label, style, confirm: question = '' }: Press): ConfirmationDialog {
  return {
    title: plain(label, maxConfirm.title),
    text: plain(question, maxConfirm.text),
    confirm: plain(label, maxConfirm.label),
    deny: plain('Cancel', maxConfirm.label),
    ...(style === undefined ? {} : { style }),
  }
}

// More buttons than a row shows at a glance.
const rowButtons = 5

/** A row of buttons; where a sixth and more would wrap, and nothing is asked first, they stand in a menu behind three dots. */
export function buttonRows(buttons: readonly Button[]): readonly ActionsBlock[] {
  const shown = buttons.filter((button) => buttonOf(button) !== undefined)
  const rest = shown.slice(rowButtons)
  const isFoldable =
    rest.length > 1 &&
    rest.length <= maxOverflow &&
    rest.every((button) => !('confirm' in button || 'style' in button))
  const inRow = isFoldable ? shown.slice(0, rowButtons) : shown
  const elements = [
    ...inRow.flatMap((button) => buttonOf(button) ?? []),
    ...(isFoldable ? [overflow(rest)] : []),
  ]
  return chunks(elements, maxActions).map((some) => ({ type: 'actions', elements: some }))
}

function overflow(buttons: readonly Button[]): Overflow {
  return {
    type: 'overflow',
    action_id: '',
    options: buttons.map((button, i): PlainTextOption => {
      const text = plain(button.label, maxSelect.label)
      if ('invoke' in button) return { text, value: actionId(button) }
      return { text, value: `${linkId}${i}`, url: webAddress(button.href, maxButton.url) ?? '' }
    }),
  }
}

/** What choosing one does, in words; `asks` is the press that asks something first. */
export type MenuOption = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly asks?: Press | undefined
}

/**
 * As many menus as the options need: a menu asks one thing for all that is in it, so what asks first stands apart. Their ids
 * are given when the message is complete.
 */
export function menuRows(label: string, options: readonly MenuOption[]): readonly ActionsBlock[] {
  const free = options.filter(({ asks }) => asks === undefined)
  const rows = chunks(free, maxSelect.options).map((some) => [menu(label, some)])
  const rest = chunks(askingMenus(options), maxActions)
  return [...rows, ...rest].map((elements) => ({ type: 'actions', elements }))
}

function askingMenus(options: readonly MenuOption[]): readonly StaticSelect[] {
  const alike = Map.groupBy(options, ({ asks }) => asks && JSON.stringify(confirmation(asks)))
  return [...alike.values()].flatMap((some) => {
    const [{ asks } = {}] = some
    if (asks === undefined) return []
    return chunks(some, maxSelect.options).map((each) => ({
      ...menu(asks.label, each),
      confirm: confirmation(asks),
    }))
  })
}

function menu(label: string, options: readonly MenuOption[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: '',
    placeholder: plain(label, maxSelect.placeholder),
    options: options.map(menuOption),
  }
}

function menuOption({ id, label, hint = '' }: MenuOption): PlainTextOption {
  const text = plain(label, maxSelect.label)
  return cleanLine(hint) === ''
    ? { text, value: id }
    : { text, value: id, description: plain(hint, maxSelect.description) }
}

/** A picture beside a text; undefined for one that Slack would not fetch. */
export function thumbnail(image: Image | undefined): ImageElement | undefined {
  const url = image && pictureAddress(image)
  return image && url ? { type: 'image', image_url: url, alt_text: altOf(image) } : undefined
}

/** A picture of its own; [] for one that Slack would not fetch. */
export function pictures(image: Image): readonly ImageBlock[] {
  const url = pictureAddress(image)
  return url === undefined ? [] : [{ type: 'image', image_url: url, alt_text: altOf(image) }]
}

function pictureAddress({ url }: Image): string | undefined {
  const address = webAddress(url, maxImage.url)
  return address?.startsWith('https:') ? address : undefined
}

function altOf({ alt }: Image): string {
  return plain(alt, maxImage.alt).text
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  )
}
