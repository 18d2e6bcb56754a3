// /paper why: what of a paper matches what one follows, and what decides its place.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { paperOption, suggestPapers, withPaper } from '../src/bot/paper-option.ts'
import { tasteOfPerson } from '../src/bot/taste.ts'
import { satisfies, watchOf } from '../src/follows/follow.ts'
import { likingOf } from '../src/follows/taste.ts'
import { whyMatched } from '../src/follows/why.ts'
import { analysePaper } from '../src/search/analysis.ts'
import { whyView } from '../src/views/why-paper.ts'

export default defineCommand({
  name: 'why',
  summary: 'Show why a paper came, or comes first, in what you follow',
  examples: ['why 2006.11239'],
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'private',
  personal: true,
  own: true,
  suggest: { paper: suggestPapers },
  run: ({ paper: typed }, context) =>
    withPaper({ command: 'why', options: { paper: typed } }, context, async (paper) => {
      const analysed = analysePaper(paper)
      const held = await context.follows.list(context.origin)
      const matches = held
        .map((follow) => ({ follow, watch: watchOf(follow) }))
        .filter(({ watch }) => satisfies(analysed, watch))
        .map(({ follow, watch }) => ({ follow, reasons: whyMatched(watch, paper) }))
      return whyView(paper, matches, likingOf(paper, await tasteOfPerson(context.origin, context)))
    }),
})
