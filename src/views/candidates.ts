// Several papers answer to a name: which one is meant?
import type { Invocation } from '../bot/invocation.ts'
import type { View } from '../bot/view.ts'
import { plainText } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import { counted, metaLine } from './paper-lines.ts'

/** Offers papers to choose from; `invoke` gives what choosing one asks for, `more` counts those left out. */
export function candidatesView(
  typed: string,
  papers: readonly Paper[],
  { loosely, more }: { readonly loosely: 'no' | 'yes'; readonly more: number },
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
    blocks: [
      { kind: 'choice', choice: { label: 'Choose a paper', effect: 'update', options } },
      ...(more === 0
        ? []
        : [{ kind: 'note' as const, text: `And ${counted(more)} more: add a word.` }]),
    ],
  }
}
