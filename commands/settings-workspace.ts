// /paper settings workspace: what holds for everybody in a workspace or server.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { workspaceSettingsView } from '../src/views/place-settings.ts'

const onOff = z.enum(['on', 'off']).optional()

export default defineCommand({
  name: 'settings workspace',
  summary: 'Set what holds for everybody here: digests, link cards, team signal',
  examples: [
    'settings workspace',
    'settings workspace links:off',
    'settings workspace team-signal:on',
  ],
  options: z.object({
    digests: z
      .enum(['members', 'admins'])
      .optional()
      .describe('who may change the digests of a channel, where the platform leaves that open'),
    links: onOff.describe('whether links to papers get a card in any channel'),
    'team-signal': onOff.describe('whether digests say how many people here saved a paper'),
  }),
  visibility: 'private',
  may: 'manage-workspace',
  async run({ digests, links, 'team-signal': teamSignal }, { settings, origin }) {
    const { platform, workspace } = origin
    const owner = { platform, workspace }
    const changes = {
      ...(digests && { digests }),
      ...(links && { links: links === 'on' }),
      ...(teamSignal && { teamSignal: teamSignal === 'on' }),
    }
    const changed = Object.keys(changes).length > 0
    if (changed) await settings.write('workspace', owner, changes)
    const set = await settings.read('workspace', owner)
    return workspaceSettingsView(set, changed ? 'now' : 'before')
  },
})
