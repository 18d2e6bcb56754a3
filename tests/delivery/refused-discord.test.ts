// Every refusal of Discord that has a name, from the real client's request to the ledger: once, and every time.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPoster } from '../../src/platforms/discord/poster.ts'
import { type DiscordStand, openDiscord } from '../stands/discord/discord.ts'
import type { Trouble } from '../stands/discord/faults.ts'
import { deliverTo } from './refused.ts'

let discord: DiscordStand
beforeAll(async () => {
  discord = await openDiscord({
    guilds: [{ channels: Array.from({ length: 80 }, (_, n) => ({ name: `channel-${n}` })) }],
  })
})
afterAll(() => discord.close())

const now = Date.now()
let used = 0

async function saidTo(times: number, trouble: Trouble) {
  const { id: workspace, channels } = discord.guild
  const channel = channels[used++]?.id ?? ''
  discord.fault({ method: 'POST', path: /^\/channels\/\d+\/messages$/, times, do: trouble })
  const poster = createPoster({ token: discord.token, api: discord.api, now: () => now })
  const asked = () =>
    discord.requests.filter(({ path }) => path === `/channels/${channel}/messages`).length
  const left = await deliverTo(poster, { platform: 'discord', workspace, channel }, now)
  discord.heal()
  poster.end()
  return { ...left, asked: asked() }
}

const refusal = (status: number, code: number) => ({ status, code, message: 'No' })
const sent = { state: 'sent', closed: 'nothing' }
const over = { state: 'dead', closed: 'nothing' }
const later = { state: 'pending', closed: 'nothing' }
const place = { state: 'dead', closed: 'destination' }
const gone = { state: 'dead', closed: 'destination for good' }
const stop = { state: 'dead', closed: 'platform' }

it.each([
  // Tried once more in another way, or as it is.
  [400, 50035, { ...sent, asked: 2 }, { ...over, asked: 2 }],
  [400, 50006, { ...sent, asked: 2 }, { ...over, asked: 2 }],
  [413, 40005, { ...sent, asked: 2 }, { ...over, asked: 2 }],
  [400, 50109, { ...sent, asked: 2 }, { ...over, asked: 2 }],
  [400, 200000, { ...sent, asked: 2 }, { ...over, asked: 3 }],
  [400, 240000, { ...sent, asked: 2 }, { ...over, asked: 3 }],
  [400, 123456, { ...sent, asked: 2 }, { ...over, asked: 2 }],
  [418, 123456, { ...sent, asked: 2 }, { ...over, asked: 2 }],
  [404, 123456, { ...sent, asked: 2 }, { ...place, asked: 2 }],
  [403, 123456, { ...sent, asked: 2 }, { ...place, asked: 2 }],
  // Said and deleted since.
  [404, 10008, { ...sent, asked: 1 }, { ...sent, asked: 1 }],
])('%i %i is tried once more', async (status, code, once, always) => {
  expect(await saidTo(1, refusal(status, code))).toEqual(once)
  expect(await saidTo(9, refusal(status, code))).toEqual(always)
})

it.each([
  [404, 10003, gone],
  [404, 10004, { state: 'dead', closed: 'workspace for good' }],
  [404, 10013, gone],
  [404, 10015, place],
  [403, 20009, place],
  [400, 40058, place],
  [403, 50001, place],
  [403, 50007, place],
  [400, 50008, place],
  [403, 50013, place],
  [400, 50024, place],
  [400, 50083, place],
  [403, 50278, place],
  [400, 160005, place],
  [400, 200001, over],
  [401, 0, stop],
  [401, 40001, stop],
  [403, 40333, stop],
  [403, 50014, stop],
  [400, 16003, later],
  [403, 20016, later],
  [400, 20022, later],
  [403, 20028, later],
  [403, 20029, later],
  [400, 40003, later],
  [403, 40004, later],
  [403, 40006, later],
  [403, 40062, later],
  [403, 130000, later],
])('%i %i is asked once, and leaves %o', async (status, code, left) => {
  expect(await saidTo(1, refusal(status, code))).toEqual({ ...left, asked: 1 })
})

it.each([
  ['429', later],
  ['500', { ...later, state: 'unknown' }],
  ['502', { ...later, state: 'unknown' }],
  ['503', { ...later, state: 'unknown' }],
  ['drop', { ...later, state: 'unknown' }],
  ['create-then-drop', { ...later, state: 'unknown' }],
] as const)('%s is asked once, and leaves %o', async (trouble, left) => {
  expect(await saidTo(1, trouble)).toEqual({ ...left, asked: 1 })
})
