// /paper home: everything that is one's own, at a glance. Slack shows it as the app's Home.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { rhythmOf } from '../src/bot/rhythm.ts'
import { zoneOf } from '../src/bot/time-zone.ts'
import { nextTelling } from '../src/follows/due.ts'
import { addDays, isoDay, type Paper } from '../src/papers/paper.ts'
import { rankTrending, windowDays } from '../src/papers/trending.ts'
import { homeView } from '../src/views/home.ts'

const shown = { follows: 5, saved: 3, trending: 3 } as const

export default defineCommand({
  name: 'home',
  summary: 'Show your own: what you follow, what you saved, what trends',
  examples: ['home'],
  options: z.object({}),
  visibility: 'private',
  personal: true,
  own: true,
  async run(_options, context) {
    const { origin, settings, corpus, now } = context
    const held = await context.follows.list(origin)
    const saved = await context.saves.list(origin)
    const zone = await zoneOf(origin, settings)
    const follows = held.slice(0, shown.follows).map(async (follow) => {
      const rhythm = await rhythmOf(origin, settings, zone ?? follow.zone)
      return { follow, next: nextTelling(follow.often, rhythm, now) }
    })
    return homeView({
      follows: await Promise.all(follows),
      following: held.length,
      saved: await corpus.list(saved.slice(0, shown.saved).map(({ paper }) => paper)),
      saves: saved.length,
      trending: await trendingThisWeek(context),
      now,
    })
  },
})

async function trendingThisWeek({ corpus, now }: Context): Promise<readonly Paper[]> {
  const { lastDay } = await corpus.state()
  const today = isoDay(now)
  const until = lastDay !== undefined && lastDay < today ? lastDay : today
  const from = addDays(until, 1 - windowDays.week)
  const trends = rankTrending(await corpus.voteGains(from, until), 'week', until)
  return corpus.list(trends.slice(0, shown.trending).map(({ id }) => id))
}
