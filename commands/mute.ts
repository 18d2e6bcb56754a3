// /paper mute: nothing comes for a follow for some days.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { followOption, suggestFollows, theFollow } from '../src/bot/follow-option.ts'
import { mutedView } from '../src/views/following-list.ts'

const dayMs = 86_400_000

export default defineCommand({
  name: 'mute',
  summary: 'Hear nothing of something you follow for some days',
  examples: ['mute diffusion', 'mute diffusion days:14'],
  notes: ['days:0 ends it. What is found meanwhile is not sent later.'],
  options: z.object({
    follow: followOption,
    days: z.int().min(0).max(365).default(7).describe('for how many days; 0 ends it'),
  }),
  text: 'follow',
  visibility: 'private',
  personal: true,
  own: true,
  suggest: { follow: suggestFollows },
  async run({ follow: typed, days }, context) {
    const follow = await theFollow(typed, context, ({ id }) => ({
      invoke: { command: 'mute', options: { follow: id, days } },
      effect: 'update',
    }))
    const until = days === 0 ? undefined : context.now + days * dayMs
    await context.follows.mute(context.origin, follow.id, until)
    return mutedView(follow, until)
  },
})
