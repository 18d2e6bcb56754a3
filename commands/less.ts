// less: a button under a paper that came. It decides the order of what comes next.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { paperOption, withPaper } from '../src/bot/paper-option.ts'
import { countedWords } from '../src/follows/taste.ts'
import { notedView } from '../src/views/why-paper.ts'

export default defineCommand({
  name: 'less',
  summary: 'Want less papers like this one',
  examples: [],
  hidden: true,
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'private',
  personal: true,
  own: true,
  run: ({ paper: typed }, context) =>
    withPaper({ command: 'less', options: { paper: typed } }, context, async (paper) => {
      const { feedback, origin, search, now } = context
      await feedback.give(origin, paper.id, 'less', now)
      return notedView(paper, 'less', countedWords(paper, search))
    }),
})
