// /paper similar: papers like this one.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { paperOption, suggestPapers, withPaper } from '../src/bot/paper-option.ts'
import { similarPapersView } from '../src/views/similar-papers.ts'

const shown = 5

export default defineCommand({
  name: 'similar',
  summary: 'Find papers like this one, and see what they share',
  examples: ['similar 2312.00752', 'similar denoising diffusion probabilistic models'],
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'private',
  form: ['paper'],
  suggest: { paper: suggestPapers },
  run: ({ paper }, context) =>
    withPaper({ command: 'similar', options: { paper } }, context, async (found) => {
      const hits = await context.search.similar(found.id, shown)
      const papers = await context.corpus.list(hits.map((hit) => hit.id))
      const shared = new Map(hits.map((hit) => [hit.id, hit.shared]))
      return similarPapersView(
        found,
        papers.map((like) => ({ paper: like, shared: shared.get(like.id) ?? [] })),
      )
    }),
})
