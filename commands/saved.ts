// /paper saved: one's reading list, and the same as a file.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { UserError } from '../src/bot/user-error.ts'
import { citeAll } from '../src/papers/citation.ts'
import { exportedView, savedListView } from '../src/views/saved-papers.ts'

const pageSize = 10
const exports = { bibtex: 'papers.bib', markdown: 'papers.md' } as const

export default defineCommand({
  name: 'saved',
  summary: 'Show your reading list, or export it',
  examples: ['saved', 'saved bibtex', 'saved markdown'],
  notes: ['Nobody else sees it. bibtex and markdown give the whole list as a file.'],
  options: z.object({
    export: z.enum(['bibtex', 'markdown']).optional().describe('the whole list as a file'),
    page: z.int().min(1).max(1000).default(1).describe('which page of the list'),
  }),
  first: 'export',
  visibility: 'private',
  personal: true,
  own: true,
  async run({ export: format, page }, { saves, corpus, origin }) {
    const saved = await saves.list(origin)
    if (format === undefined) {
      const shown = saved.slice((page - 1) * pageSize, page * pageSize)
      const papers = await corpus.list(shown.map(({ paper }) => paper))
      return savedListView({ saved, papers, page, pageSize })
    }
    if (saved.length === 0)
      throw new UserError('Your reading list is empty: there is nothing to export.')
    // The oldest first, so that keys given once stay what they are when the list grows.
    const papers = await corpus.list(saved.map(({ paper }) => paper).toReversed())
    return exportedView(papers.length, { name: exports[format], text: citeAll(papers, format) })
  },
})
