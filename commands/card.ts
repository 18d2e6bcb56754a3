// What stands under a link to a paper that somebody posted. Platforms ask for it; nobody types it.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { paperOption, withPaper } from '../src/bot/paper-option.ts'
import { UserError } from '../src/bot/user-error.ts'
import { sparkline } from '../src/papers/vote-history.ts'
import { linkCardView } from '../src/views/link-card.ts'

export default defineCommand({
  name: 'card',
  summary: 'Show a link’s paper in a few lines',
  examples: ['card https://arxiv.org/abs/1706.03762'],
  notes: ['A mistake means that the link stays as it is: no such paper, or cards are off there.'],
  options: z.object({ paper: paperOption }),
  text: 'paper',
  visibility: 'public',
  hidden: true,
  async run({ paper }, context) {
    if (!(await hasCards(context))) throw new UserError('Links get no cards here.')
    return withPaper({ command: 'card', options: { paper } }, context, async (found) =>
      linkCardView(found, sparkline(await context.corpus.votesOf(found.id), context.now)),
    )
  },
})

/** Whether neither the channel nor its workspace has them off. */
async function hasCards({ settings, origin }: Context): Promise<boolean> {
  const { platform, workspace, channel } = origin
  const [everywhere, here] = await Promise.all([
    settings.read('workspace', { platform, workspace }),
    settings.read('channel', { platform, workspace, channel }),
  ])
  return everywhere.links && here.links
}
