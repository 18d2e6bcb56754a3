// /paper show: one paper, whole.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { paperOption, suggestPapers, withPaper } from '../src/bot/paper-option.ts'
import { sparkline } from '../src/papers/vote-history.ts'
import { paperCardView } from '../src/views/paper-card.ts'

export default defineCommand({
  name: 'show',
  summary: 'Show one paper: abstract, authors, votes, code, links',
  examples: [
    'show 1706.03762',
    'show https://arxiv.org/abs/1810.04805v2',
    'show attention is all you need',
  ],
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'private',
  form: ['paper'],
  suggest: { paper: suggestPapers },
  run: ({ paper }, context) =>
    withPaper({ command: 'show', options: { paper } }, context, async (found) => {
      const readings = await context.corpus.votesOf(found.id)
      return paperCardView(found, { votesLine: sparkline(readings, context.now) })
    }),
})
