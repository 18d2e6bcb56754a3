// /paper following: what one follows, how much it brings, and the buttons that change it.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { estimate } from '../src/follows/estimate.ts'
import { type Follow, watchOf } from '../src/follows/follow.ts'
import { followingView, type RatedFollow } from '../src/views/following-list.ts'

const pageSize = 5

export default defineCommand({
  name: 'following',
  summary: 'Show what you follow, and change it',
  examples: ['following'],
  options: z.object({
    page: z.int().min(1).max(100).default(1).describe('which page of the list'),
  }),
  visibility: 'private',
  personal: true,
  own: true,
  async run({ page }, context) {
    const held = await context.follows.list(context.origin)
    const shown = held.slice((page - 1) * pageSize, page * pageSize)
    const rated = await Promise.all(shown.map((follow) => rate(follow, context)))
    return followingView({ shown: rated, total: held.length, page, pageSize, now: context.now })
  },
})

async function rate(follow: Follow, context: Context): Promise<RatedFollow> {
  const { papers } = await estimate(watchOf(follow), context, context.now)
  return { follow, papers }
}
