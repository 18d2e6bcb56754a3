// /paper cite: a citation to copy.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { paperOption, suggestPapers, withPaper } from '../src/bot/paper-option.ts'
import { citationFormats, cite } from '../src/papers/citation.ts'
import { citationView } from '../src/views/citation.ts'

export default defineCommand({
  name: 'cite',
  summary: 'Cite a paper in BibTeX, APA or Markdown',
  examples: ['cite 1706.03762', 'cite 2106.09685 apa', 'cite attention is all you need markdown'],
  options: z.object({
    paper: paperOption,
    format: z.enum(citationFormats).default('bibtex').describe('how to write it'),
  }),
  text: 'paper',
  last: ['format'],
  visibility: 'private',
  form: ['paper', 'format'],
  suggest: { paper: suggestPapers },
  run: ({ paper, format }, context) =>
    withPaper({ command: 'cite', options: { paper, format } }, context, (found) =>
      citationView(found, format, cite(found, format)),
    ),
})
