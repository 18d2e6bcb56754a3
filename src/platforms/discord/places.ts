// What becomes of the places where the bot posts, as far as Discord tells: gone, closed to it, open again.
import { type Client, type DMChannel, Events, type Guild, type GuildBasedChannel } from 'discord.js'
import type { Address } from '../../bot/address.ts'
import { missingToPost } from './permissions.ts'

/** `gone`: deleted. `lost`: the bot may not post there, now. `restored`: it may; perhaps it could all the time. */
export type PlaceChange = {
  readonly address: Address
  readonly change: 'gone' | 'lost' | 'restored'
}

/** Tells of places for as long as the client runs. What happened while it did not is not told. */
export function hearOfPlaces(client: Client, tell: (change: PlaceChange) => void): void {
  const gone = (place: DMChannel | GuildBasedChannel) => {
    if (!place.isDMBased()) tell({ address: addressOf(place), change: 'gone' })
  }
  const look = (place: DMChannel | GuildBasedChannel) => {
    if (place.isDMBased()) return
    const change = changeOf(place)
    if (change !== undefined) tell({ address: addressOf(place), change })
  }
  const lookEverywhere = ({ channels }: Guild) => {
    for (const place of channels.cache.values()) look(place)
  }
  client.on(Events.ChannelDelete, gone)
  client.on(Events.ThreadDelete, gone)
  client.on(Events.ChannelUpdate, (_, place) => look(place))
  client.on(Events.ThreadUpdate, (_, place) => look(place))
  client.on(Events.GuildRoleUpdate, (before, role) => {
    if (before.permissions.bitfield !== role.permissions.bitfield) lookEverywhere(role.guild)
  })
  client.on(Events.GuildRoleDelete, ({ guild }) => lookEverywhere(guild))
  // Of its own roles the bot hears without asking for those of others (Gateway: Guild Member Update).
  client.on(Events.GuildMemberUpdate, (_, member) => {
    if (member.id === client.user?.id) lookEverywhere(member.guild)
  })
}

function addressOf({ guildId, id }: GuildBasedChannel): Address {
  return { platform: 'discord', workspace: guildId, channel: id }
}

function changeOf(place: GuildBasedChannel): 'lost' | 'restored' | undefined {
  const self = place.guild.members.me
  if (self === null || !place.isTextBased()) return undefined
  const held = place.permissionsFor(self)
  if (held === null || (place.isThread() && place.locked)) return 'lost'
  const missing = missingToPost(held, place.isThread() ? 'thread' : 'channel')
  return missing.length === 0 ? 'restored' : 'lost'
}
