// A private answer shown to everybody, on somebody's word.
import type { View } from './view.ts'

/** The answer with the name of who shares it, and nothing more to share. `user` is a platform's id. */
export function sharedBy({ share: _, ...view }: View, user: string): View {
  return { ...view, blocks: [...view.blocks, { kind: 'note', text: ['Shared by ', { user }] }] }
}
