// Files go to the person's own messages with the bot: nothing else in Slack shows a file to one person alone.
import type { webApi } from '@slack/bolt'
import type { TextFile, View } from '../../bot/view.ts'
import type { SlackLog } from './log.ts'
import { codeOf, describeError } from './outcome.ts'
import type { Asker } from './slack.ts'

/** Sends a view's files, and gives the view to show, which says where they are. Never throws. */
export type SendFiles = (view: View, asker: Asker) => Promise<View>

/** What sends files. */
export function createSendFiles(
  clientOf: (workspace: string) => Promise<webApi.WebClient>,
  log: SlackLog,
): SendFiles {
  return async ({ files, ...view }, asker) => {
    if (files === undefined || files.length === 0) return view
    const names = new Intl.ListFormat('en').format(files.map(({ name }) => name))
    try {
      const client = await clientOf(asker.workspace)
      const { channel } = await client.conversations.open({ users: asker.user })
      if (channel?.id === undefined) throw new Error('Slack opened no conversation')
      for (const { name, text } of files)
        await client.files.uploadV2({
          channel_id: channel.id,
          filename: name,
          title: name,
          file: Buffer.from(text),
        })
      return noted(view, `I sent you ${names} in our direct messages.`)
    } catch (error) {
      log.warn(
        { ...describeError(error), team: asker.workspace },
        'Slack: a file could not be sent',
      )
      const why =
        codeOf(error) === 'missing_scope'
          ? 'I may not send files here'
          : 'The file could not be sent'
      return noted(
        { ...view, blocks: [...view.blocks, ...files.map(inline)] },
        `${why}: above is as much of it as there is room for.`,
      )
    }
  }
}

function noted(view: View, text: string): View {
  return { ...view, blocks: [...view.blocks, { kind: 'note', text }] }
}

function inline({ name, text }: TextFile) {
  return { kind: 'text' as const, text: [{ bold: name }, '\n', { code: text }] }
}
