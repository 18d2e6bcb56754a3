// How much one person may ask: enough for anybody who reads the answers, and no more than others can bear.
import { expect, test } from 'vitest'
import type { Bot } from '../../src/bot/bot.ts'
import { limited } from '../../src/bot/limit.ts'
import { openStand, origin } from '../stands/paperboy.ts'

const stats = { command: 'stats', options: {} }
const minute = 60_000

async function titles(bot: Bot, count: number, from = origin): Promise<readonly string[]> {
  const answers = Array.from({ length: count }, () => bot.prepare(stats, from).run())
  return (await Promise.all(answers)).map(({ title }) => title)
}

test('thirty questions of one person are answered in a minute, the next one is refused privately', async () => {
  const stand = await openStand()
  let now = 10 * minute
  const bot = limited(stand.bot, () => now)
  const [title] = await titles(stand.bot, 1)
  const trending = { command: 'trending', options: {} }
  expect(bot.prepare(trending, origin).visibility).toBe('public')
  expect(await titles(bot, 29)).toEqual(Array.from({ length: 29 }, () => title))
  const refused = bot.prepare(trending, origin)
  expect(refused.visibility).toBe('private')
  expect(await refused.run()).toMatchObject({ tone: 'mistake', title: 'That is a lot at once.' })
  // Nobody else is concerned: another person, or who has the same id elsewhere.
  for (const other of [{ user: 'U2' }, { workspace: 'W2' }, { platform: 'other' }])
    expect(await titles(bot, 1, { ...origin, ...other })).toEqual([title])
  now += minute
  expect(await titles(bot, 1)).toEqual([title])
  await stand.close()
})

test('completions are given however many are asked for', async () => {
  const stand = await openStand()
  const bot = limited(stand.bot, () => 0)
  const asked = { command: 'show', options: { paper: 'attention' } }
  for (let count = 0; count < 100; count++)
    expect(await bot.suggest(asked, 'paper', origin)).not.toEqual([])
  await stand.close()
})
