// Whom a message rings. On Slack naming somebody is calling them, wherever they are: what others read names nobody but whom
// it is to call.
import type { Block, Span, Text, View } from '../../bot/view.ts'

/** How a person's id looks. */
export const personId = /^[UW][A-Z0-9]{2,20}$/

/** Stands for a person who is not to be called. */
export const somebody = 'somebody'

/** Whether a span names the one person whom a view calls. */
export function isCalled(span: Span, { calls }: Pick<View, 'calls'>): boolean {
  if (calls === undefined || typeof span === 'string' || !('user' in span)) return false
  return span.user === calls && personId.test(calls)
}

/** The view with nobody named in it but whom it calls. */
export function callingOnly(view: View): View {
  const named = (text: Text): Text => {
    if (typeof text === 'string') return text
    return text.map((span) => {
      const isNamed = typeof span === 'object' && 'user' in span
      return isNamed && !isCalled(span, view) ? somebody : span
    })
  }
  return { ...view, blocks: view.blocks.map((block) => withTexts(block, named)) }
}

function withTexts(block: Block, change: (text: Text) => Text): Block {
  switch (block.kind) {
    case 'text':
    case 'note':
      return { ...block, text: change(block.text) }
    case 'facts': {
      const facts = block.facts.map(({ name, value }) => ({ name, value: change(value) }))
      return { ...block, facts }
    }
    case 'item':
      return {
        ...block,
        title: change(block.title),
        ...(block.body === undefined ? {} : { body: change(block.body) }),
        ...(block.meta === undefined ? {} : { meta: change(block.meta) }),
      }
    case 'image':
    case 'buttons':
    case 'choice':
      return block
    default:
      return block satisfies never
  }
}
