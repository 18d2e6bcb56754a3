// The components a message is made of, each within Discord's limits for it.
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIMediaGalleryComponent,
  type APISectionComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  type APIThumbnailComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord.js'
import { actionId } from '../../bot/action.ts'
import { cleanLine } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import type { Button, Image, Press } from '../../bot/view.ts'
import { webAddress } from '../../bot/web-address.ts'
import { maxButton, maxMedia, maxRowButtons, maxSelect } from './limits.ts'

/** What a container holds. */
export type Part = APIComponentInContainer

// What stands for words that are not there: Discord takes no empty label.
const nameless = '…'

/** [] when there is nothing to see. */
export function textDisplays(content: string): readonly APITextDisplayComponent[] {
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }]
}

/** Texts beside a button or a picture. */
export function section(
  texts: readonly APITextDisplayComponent[],
  accessory: APIButtonComponent | APIThumbnailComponent,
): APISectionComponent {
  return { type: ComponentType.Section, components: [...texts], accessory }
}

/** A line across. */
export function divider(): Part {
  return { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small }
}

/** Whether a part is a line across. */
export function isDivider(part: Part | undefined): boolean {
  return part?.type === ComponentType.Separator
}

/** A button; undefined for a link that Discord does not take. */
export function buttonOf(button: Button): APIButtonComponent | undefined {
  if ('invoke' in button) return pressButton(button)
  const url = webAddress(button.href, maxButton.url)
  const label = labelOf(button.label, maxButton.label)
  return url === undefined
    ? undefined
    : { type: ComponentType.Button, style: ButtonStyle.Link, label, url }
}

function pressButton(press: Press): APIButtonComponentWithCustomId {
  const styles = { primary: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const
  return {
    type: ComponentType.Button,
    style: press.style === undefined ? ButtonStyle.Secondary : styles[press.style],
    label: labelOf(press.label, maxButton.label),
    custom_id: actionId(press),
  }
}

/** Rows of five; links that Discord does not take are left out. */
export function buttonRows(
  buttons: readonly Button[],
): readonly APIActionRowComponent<APIButtonComponent>[] {
  const taken = buttons.map(buttonOf).filter((button) => button !== undefined)
  return chunks(taken, maxRowButtons).map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }))
}

/** What choosing one does, in words. */
export type MenuOption = { readonly id: string; readonly label: string; readonly hint?: string }

/** As many menus as the options need. Their ids are given when the message is complete. */
export function menuRows(
  label: string,
  options: readonly MenuOption[],
): readonly APIActionRowComponent<APIStringSelectComponent>[] {
  return chunks(options, maxSelect.options).map((some) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: '',
        placeholder: labelOf(label, maxSelect.placeholder),
        options: some.map(menuOption),
      },
    ],
  }))
}

function menuOption({ id, label, hint = '' }: MenuOption): APISelectMenuOption {
  const description = clip(cleanLine(hint), maxSelect.description)
  return {
    value: id,
    label: labelOf(label, maxSelect.label),
    ...(description === '' ? {} : { description }),
  }
}

/** A picture beside a text; undefined for one that Discord would not fetch. */
export function thumbnail(image: Image | undefined): APIThumbnailComponent | undefined {
  const url = image && webAddress(image.url, maxMedia.url)
  if (image === undefined || !url?.startsWith('https:')) return undefined
  return { type: ComponentType.Thumbnail, media: { url }, ...described(image) }
}

/** Pictures in galleries; those Discord would not fetch are left out. */
export function galleries(images: readonly Image[]): readonly APIMediaGalleryComponent[] {
  const items = images.flatMap((image) => {
    const url = webAddress(image.url, maxMedia.url)
    return url === undefined ? [] : [{ media: { url }, ...described(image) }]
  })
  return chunks(items, maxMedia.items).map((some) => ({
    type: ComponentType.MediaGallery,
    items: some,
  }))
}

function described({ alt }: Image): { description?: string } {
  const description = clip(cleanLine(alt), maxMedia.description)
  return description === '' ? {} : { description }
}

/** Words that are not markdown, of one character at least. */
export function labelOf(text: string, limit: number): string {
  return clip(cleanLine(text), limit).trim() || nameless
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  )
}
