// What becomes of the places where the bot posts: it hears when one goes, closes or opens, and of no other's business.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PlaceChange } from '../../../src/platforms/discord/places.ts'
import { usualPermissions } from '../../stands/discord/state.ts'
import { until } from '../../stands/discord/until.ts'
import { permission } from '../../stands/discord/wire.ts'
import { type OnDiscord, openOnDiscord } from '../../stands/on-discord.ts'

const told: PlaceChange[] = []
const channels = ['a', 'b', 'c'].map((name) => ({ name }))

let on: OnDiscord
beforeAll(async () => {
  const onPlace = (change: PlaceChange) => void told.push(change)
  on = await openOnDiscord({ stand: { guilds: [{ channels }, {}] }, options: { onPlace } })
})
beforeEach(() => void told.splice(0))
afterAll(() => on.close())

const idOf = (name: string) => {
  const channel = on.discord.guild.channels.find((each) => each.name === name)
  if (channel === undefined) throw new Error(`no channel ${name}`)
  return channel.id
}
const at = (name: string) => ({
  platform: 'discord',
  workspace: on.discord.guild.id,
  channel: idOf(name),
})
const heard = (count: number) => until(`${count} changes`, () => told.length >= count && told)
const places = (change: PlaceChange['change']) =>
  channels.map(({ name }) => ({ address: at(name), change }))

it('closes and opens with the channel’s own permissions', async () => {
  on.discord.permit(idOf('a'), permission.viewChannel)
  expect(await heard(1)).toEqual([{ address: at('a'), change: 'lost' }])
  on.discord.permit(idOf('a'), usualPermissions)
  expect((await heard(2))[1]).toEqual({ address: at('a'), change: 'restored' })
})

it('closes with what everybody may do in the server, and opens with a role of the bot’s own', async () => {
  // The channels with permissions of their own are not concerned.
  on.discord.permitEverybody(on.discord.guild.id, permission.viewChannel)
  const closed = places('lost').map((place) =>
    place.address.channel === idOf('a') ? { ...place, change: 'restored' } : place,
  )
  expect(await heard(3)).toEqual(closed)
  told.splice(0)
  on.discord.giveRole(on.discord.guild.id, usualPermissions)
  expect(await heard(3)).toEqual(places('restored'))
})

it('goes with its channel, and with its thread', async () => {
  const to = at('b')
  const posted = await on.adapter.post(to, { title: 'Head', blocks: [] }, { key: 'head' })
  if (posted.status !== 'sent') throw new Error(JSON.stringify(posted))
  const thread = posted.receipt
  await on.adapter.post(to, { title: 'Part', blocks: [] }, { key: 'part', thread })
  on.discord.removeChannel(thread.message)
  expect(await heard(1)).toEqual([{ address: { ...to, channel: thread.message }, change: 'gone' }])
  on.discord.removeChannel(idOf('b'))
  expect((await heard(2))[1]).toEqual({ address: to, change: 'gone' })
  expect(on.discord.violations).toEqual([])
})
