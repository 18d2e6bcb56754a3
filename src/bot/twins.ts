// One press, one button: what would be in a message twice is in it once.
import { actionId } from './action.ts'
import type { Block, Button, View } from './view.ts'

/**
 * The view with every press in it once, since platforms refuse a message that has one id twice: of several buttons that do
 * the same the first stays, and of several options within one menu.
 */
export function withoutTwins(view: View): {
  readonly view: View
  readonly ids: ReadonlySet<string>
} {
  const ids = new Set<string>()
  const isNew = (button: Button) => {
    if ('href' in button) return true
    const id = actionId(button)
    if (ids.has(id)) return false
    ids.add(id)
    return true
  }
  const blocks = view.blocks.map((block) => onlyNew(block, isNew))
  return { view: { ...view, blocks }, ids }
}

function onlyNew(block: Block, isNew: (button: Button) => boolean): Block {
  if (block.kind === 'buttons') return { ...block, buttons: block.buttons.filter(isNew) }
  if (block.kind === 'item') {
    const { button, ...rest } = block
    return button === undefined || isNew(button) ? block : rest
  }
  if (block.kind !== 'choice') return block
  const { effect, options } = block.choice
  const ids = options.map(({ invoke }) => actionId({ invoke, effect }))
  return {
    ...block,
    choice: { ...block.choice, options: options.filter((_, i) => ids.indexOf(ids[i] ?? '') === i) },
  }
}
