// /paper unfollow: nothing comes for it any more.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { followOption, suggestFollows, theFollow } from '../src/bot/follow-option.ts'
import { unfollowedView } from '../src/views/following-list.ts'

export default defineCommand({
  name: 'unfollow',
  summary: 'Stop following something',
  examples: ['unfollow diffusion'],
  options: z.object({ follow: followOption }),
  text: 'follow',
  visibility: 'private',
  personal: true,
  own: true,
  suggest: { follow: suggestFollows },
  async run({ follow: typed }, context) {
    const follow = await theFollow(typed, context, ({ id }) => ({
      invoke: { command: 'unfollow', options: { follow: id } },
      effect: 'update',
    }))
    await context.follows.remove(context.origin, follow.id)
    return unfollowedView(follow)
  },
})
