// Files: an address to upload to, the upload, and the end of it, which shows the file in a channel.
import { refused, wrong } from './refusal.ts'
import type { Method } from './rest.ts'
import { written } from './routes-chat.ts'
import { keep, newId, type State } from './state.ts'
import { listOf } from './wire.ts'

/** The three steps; `url` is where this Slack listens. */
export function fileMethods(state: State, url: () => string): Method[] {
  const scopes = ['files:write']
  return [
    {
      name: 'files.getUploadURLExternal',
      scopes,
      answer({ text }) {
        const length = Number(text('length'))
        const name = text('filename')
        if (name === '') throw wrong('missing_argument')
        if (!Number.isInteger(length) || length < 1) throw wrong('invalid_arguments')
        const id = newId('F')
        state.files.set(id, { id, name, length, shared: [] })
        return { file_id: id, upload_url: `${url()}/upload/${id}` }
      },
    },
    {
      name: 'upload',
      as: 'none',
      answer({ id, bytes, violate }) {
        const file = state.files.get(id)
        if (file === undefined) throw wrong('file_not_found')
        if (bytes.length !== file.length)
          violate(`${bytes.length} bytes where ${file.length} were announced`)
        state.files.set(id, { ...file, bytes })
        return {}
      },
    },
    {
      name: 'files.completeUploadExternal',
      scopes,
      answer(asked) {
        const ids = listOf(asked.body.files).map(({ id }) => String(id))
        if (ids.length === 0) throw wrong('missing_argument')
        const files = ids.map((id) => {
          const file = state.files.get(id)
          if (file?.bytes === undefined) throw refused('file_not_found')
          return file
        })
        const id = asked.text('channel_id')
        const shown = files.map((file) => ({ id: file.id, name: file.name, title: file.name }))
        if (id === '') return { files: shown }
        const channel = state.channels.get(id)
        if (channel === undefined || !channel.teams.includes(asked.team.id))
          throw refused('channel_not_found')
        if (!channel.members.has(asked.team.botUser)) throw refused('not_in_channel')
        const thread = asked.text('thread_ts')
        const message = written(state, asked, channel)
        const under = thread === '' ? {} : { thread_ts: thread }
        keep(state, { ...message, text: asked.text('initial_comment'), files: shown, ...under })
        for (const file of files)
          state.files.set(file.id, { ...file, shared: [...file.shared, id] })
        return { files: shown }
      },
    },
  ]
}
