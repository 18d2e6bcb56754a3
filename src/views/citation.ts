// A citation to copy.
import type { View } from '../bot/view.ts'
import type { CitationFormat } from '../papers/citation.ts'

const formatNames: Readonly<Record<CitationFormat, string>> = {
  bibtex: 'BibTeX',
  apa: 'APA',
  markdown: 'Markdown',
}

/** A paper's citation, ready to copy, and buttons for the other formats. */
export function citationView(
  paper: { readonly id: string; readonly title: string },
  format: CitationFormat,
  citation: string,
): View {
  const others = (Object.keys(formatNames) as CitationFormat[]).filter((name) => name !== format)
  return {
    title: `${formatNames[format]} for “${paper.title}”`,
    blocks: [
      // The line break makes it a block, on which a copy button or a triple click takes all of it.
      { kind: 'text', text: [{ code: citation.endsWith('\n') ? citation : `${citation}\n` }] },
      {
        kind: 'buttons',
        buttons: others.map((name) => ({
          label: formatNames[name],
          invoke: { command: 'cite', options: { paper: paper.id, format: name } },
          effect: 'update',
        })),
      },
    ],
  }
}
