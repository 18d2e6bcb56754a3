// Several papers answer to a name: which one is meant?
import type { Invocation } from '../bot/invocation.ts'
import type { View } from '../bot/view.ts'
import { plainText } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { metaLine } from './paper-lines.ts'

/** Offers papers to choose from; `invoke` gives what choosing one asks for. */
export function candidatesView(
  typed: string,
  papers: readonly Paper[],
  loosely: 'no' | 'yes',
  invoke: (paper: Paper) => Invocation,
): View {
  const options = papers.map((paper) => ({
    label: paper.title,
    description: plainText(metaLine(paper)),
    invoke: invoke(paper),
  }))
  return {
    title:
      loosely === 'yes'
        ? `No title has all of “${typed.trim()}”. Is it one of these?`
        : `Which “${typed.trim()}”?`,
    blocks: [{ kind: 'choice', choice: { label: 'Choose a paper', effect: 'update', options } }],
  }
}
