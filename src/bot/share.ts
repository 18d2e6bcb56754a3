// A private answer shown to everybody, on somebody's word.
import type { View } from './view.ts'

/**
 * The answer with the name of who shares it, and nothing more to share. `user` is a platform's id, and `name` what they are
 * called there: for a platform where an id would ring for them.
 */
export function sharedBy({ share: _, ...view }: View, user: string, name?: string): View {
  const text = name === undefined ? ['Shared by ', { user }] : `Shared by ${name}`
  return { ...view, blocks: [...view.blocks, { kind: 'note', text }] }
}
