// /paper settings channel: what a channel may set.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { channelSettingsView } from '../src/views/place-settings.ts'

export default defineCommand({
  name: 'settings channel',
  summary: 'Set whether links to papers get a card in this channel',
  examples: ['settings channel', 'settings channel links:off'],
  options: z.object({
    links: z
      .enum(['on', 'off'])
      .optional()
      .describe('whether links to papers that people post get a card'),
  }),
  visibility: 'private',
  may: 'manage-channel',
  async run({ links }, { settings, origin }) {
    const { platform, workspace, channel } = origin
    const owner = { platform, workspace, channel }
    if (links !== undefined) await settings.write('channel', owner, { links: links === 'on' })
    return channelSettingsView({
      channel: await settings.read('channel', owner),
      workspace: await settings.read('workspace', { platform, workspace }),
      saved: links === undefined ? 'before' : 'now',
    })
  },
})
