// Turning pages: the same buttons and the same words under every list.
import type { Block, Button, Press, View } from '../bot/view.ts'
import { counted, plural } from './paper-lines.ts'

/** Previous and Next where there is somewhere to go. `to` gives the press for a page, its label aside. */
export function pageButtons(
  page: number,
  size: number,
  total: number,
  to: (page: number) => Press,
): Button[] {
  const previous = page > 1 ? [{ ...to(page - 1), label: 'Previous' }] : []
  const next = page * size < total ? [{ ...to(page + 1), label: 'Next' }] : []
  return [...previous, ...next]
}

/** Said of a page past the last one. `to` gives the press for a page, its label aside. */
export function pastTheEndView(
  page: number,
  total: number,
  what: string,
  to: (page: number) => Press,
): View {
  return {
    title: `There is no page ${counted(page)}: ${plural(total, what)} in all.`,
    blocks: [{ kind: 'buttons', buttons: [{ ...to(1), label: 'First page' }] }],
  }
}

/** `6–10 of 214`, when there is more than one page. */
export function pageNote(page: number, size: number, total: number): Block[] {
  if (total <= size) return []
  const first = (page - 1) * size + 1
  const last = Math.min(page * size, total)
  const range = first === last ? counted(first) : `${counted(first)}–${counted(last)}`
  return [{ kind: 'note', text: `${range} of ${counted(total)}` }]
}
