// /paper privacy: what is stored of the asker.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { exportedKeptView, privacyView } from '../src/views/privacy.ts'

export default defineCommand({
  name: 'privacy',
  summary: 'Show what is stored about you, or export it',
  examples: ['privacy', 'privacy export'],
  options: z.object({ export: z.boolean().default(false).describe('all of it, as a file') }),
  last: ['export'],
  visibility: 'private',
  personal: true,
  own: true,
  async run({ export: asFile }, { privacy, origin }) {
    const kept = await privacy.read(origin)
    return asFile ? exportedKeptView({ workspace: origin.workspace, kept }) : privacyView(kept)
  },
})
