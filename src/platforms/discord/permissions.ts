// What may be done where somebody asks, in the words of Discord's own settings.
import { type BaseInteraction, PermissionFlagsBits, type PermissionsBitField } from 'discord.js'
import type { Permissions, Standing } from '../../bot/permission.ts'

const granted: Standing = { granted: true }

/** What the bot needs to write in a channel unasked. */
const toPost = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
] as const

const toPostInThread = [
  toPost[0],
  ['Send Messages in Threads', PermissionFlagsBits.SendMessagesInThreads],
  toPost[2],
] as const

/** What an invite asks for: what `post` needs, in a channel and in a thread under a message, and nothing else. */
export const invitePermissions = [
  ...[...toPost, ...toPostInThread].map(([, bit]) => bit),
  PermissionFlagsBits.CreatePublicThreads,
].reduce((sum, bit) => sum | bit, 0n)

/** The permissions that are missing for writing unasked in a channel or a thread, by their names. */
export function missingToPost(
  held: Readonly<PermissionsBitField>,
  place: 'channel' | 'thread',
): readonly string[] {
  const needed = place === 'thread' ? toPostInThread : toPost
  return needed.filter(([, bit]) => !held.has(bit)).map(([name]) => name)
}

/** The permissions of the asker and of the bot in the interaction's channel. */
export function permissionsOf(interaction: BaseInteraction): Permissions {
  // In a direct message there is nobody else to ask.
  if (interaction.guildId === null)
    return {
      'manage-channel': granted,
      'manage-workspace': serverless,
      post: interaction.context === 1 ? granted : absent,
    }
  return {
    'manage-channel': mayManage(interaction),
    'manage-workspace': mayManageServer(interaction),
    post: mayPost(interaction),
  }
}

const serverless: Standing = { granted: false, needs: 'a server' }
const absent: Standing = { granted: false, needs: 'membership of this conversation' }

function mayManage({ memberPermissions }: BaseInteraction): Standing {
  return memberPermissions?.has(PermissionFlagsBits.ManageChannels)
    ? granted
    : { granted: false, needs: 'the permission Manage Channels' }
}

function mayManageServer({ memberPermissions }: BaseInteraction): Standing {
  return memberPermissions?.has(PermissionFlagsBits.ManageGuild)
    ? granted
    : { granted: false, needs: 'the permission Manage Server' }
}

function mayPost(interaction: BaseInteraction): Standing {
  const { appPermissions, authorizingIntegrationOwners, channel } = interaction
  // Where only the person installed it, the bot itself is not on the server.
  if (authorizingIntegrationOwners[0] === undefined)
    return { granted: false, needs: 'an invitation to this server' }
  const missing = missingToPost(appPermissions, channel?.isThread() ? 'thread' : 'channel')
  if (missing.length === 0) return granted
  const words = new Intl.ListFormat('en').format(missing)
  return { granted: false, needs: `the permission${missing.length > 1 ? 's' : ''} ${words}` }
}
