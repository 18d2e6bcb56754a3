// /paper save: a paper onto one's reading list.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { paperOption, suggestPapers, withPaper } from '../src/bot/paper-option.ts'
import { UserError } from '../src/bot/user-error.ts'
import { mostSaved } from '../src/follows/saves.ts'
import { savedView } from '../src/views/saved-papers.ts'

export default defineCommand({
  name: 'save',
  summary: 'Put a paper on your reading list',
  examples: ['save 1706.03762'],
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'private',
  personal: true,
  own: true,
  form: ['paper'],
  suggest: { paper: suggestPapers },
  run: ({ paper }, context) =>
    withPaper({ command: 'save', options: { paper } }, context, async (found) => {
      const { saves, origin, now } = context
      const came = await saves.save(origin, found.id, now)
      if (came === 'full')
        throw new UserError(
          `Your reading list is full: ${mostSaved.toLocaleString('en')} papers.`,
          {
            hint: 'Take some off it first; export it before, if you like.',
            buttons: [
              {
                label: 'My reading list',
                invoke: { command: 'saved', options: {} },
                effect: 'update',
              },
            ],
          },
        )
      return savedView(found, came)
    }),
})
