// A view without one of its entries: what is still said where that entry is not let through.
import type { Block, Button, Item, View } from './view.ts'

const leftOut = 'One entry was left out: it is not let through here.'

/** The view without each of its entries in turn, and all that belongs to it; nothing where that would leave none. */
export function withoutOne(view: View): readonly View[] {
  const items = view.blocks.filter((block) => block.kind === 'item')
  if (items.length < 2) return []
  return items.map((item) => {
    const blocks = view.blocks.flatMap((block) => keptOf(block, item, subjectOf(item.button)))
    return { ...view, blocks: [...blocks, { kind: 'note', text: leftOut }] }
  })
}

/** What of a block stays when an item goes: nothing that is about the same. */
function keptOf(block: Block, item: Item, subject: string | undefined): readonly Block[] {
  if (block === item) return []
  if (block.kind === 'buttons') {
    const buttons = block.buttons.filter((button) => !isAbout(subjectOf(button), subject))
    return buttons.length === 0 ? [] : [{ ...block, buttons }]
  }
  if (block.kind !== 'choice') return [block]
  const { choice } = block
  const options = choice.options.filter((option) => !isAbout(paperIn(option.invoke), subject))
  return options.length === 0 ? [] : [{ ...block, choice: { ...choice, options } }]
}

/** The paper a button is about. */
function subjectOf(button: Button | undefined): string | undefined {
  return button === undefined || 'href' in button ? undefined : paperIn(button.invoke)
}

const paperIn = ({ options }: { options: Readonly<Record<string, unknown>> }) =>
  options.paper === undefined ? undefined : String(options.paper)

const isAbout = (one: string | undefined, other: string | undefined) =>
  one !== undefined && one === other
