// What somebody sees while an upstream takes its time.
import type { View } from '../bot/view.ts'

/** Said when a paper is being asked for; the paper follows. */
export function fetchingView(id: string): View {
  return {
    title: `Asking arXiv and Hugging Face for ${id}…`,
    blocks: [{ kind: 'note', text: 'They are slow today. The answer follows.' }],
  }
}
