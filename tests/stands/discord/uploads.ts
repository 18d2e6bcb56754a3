// Files that come with a message: read from the form they are sent in, and looked for in what shows them.
import type { Flaw } from './refusal.ts'
import { everyComponent } from './rules-components.ts'
import { type Fields, isFields, listOf } from './wire.ts'

/** A file as it was sent, by the number its message knows it under. */
export type Upload = { readonly id: string; readonly filename: string; readonly text: string }

/** The files in a form, whose parts are called `files[0]` and so on. */
export async function uploadsIn(form: FormData): Promise<readonly Upload[]> {
  const files = [...form].flatMap(([name, value]) => {
    const [, id] = /^files\[(\d+)\]$/.exec(name) ?? []
    return id === undefined || typeof value === 'string' ? [] : [{ id, file: value }]
  })
  return Promise.all(
    files.map(async ({ id, file }) => ({ id, filename: file.name, text: await file.text() })),
  )
}

/** A message's body with its attachments as they will be: those it names, and every file that was sent. */
export function withUploads(body: Fields, uploads: readonly Upload[]): Fields {
  if (uploads.length === 0) return body
  const named = listOf(body.attachments).map((attachment) => {
    const upload = uploads.find(({ id }) => id === String(attachment.id))
    return { ...attachment, ...upload }
  })
  const isNamed = ({ id }: Upload) => named.some((attachment) => String(attachment.id) === id)
  return { ...body, attachments: [...named, ...uploads.filter((upload) => !isNamed(upload))] }
}

/** What is wrong with files that are shown but not there. */
export function fileFlaws(components: unknown, attachments: unknown): Flaw[] {
  const there = listOf(attachments).map(({ filename }) => `attachment://${filename}`)
  return shown(components)
    .filter((url) => !there.includes(url))
    .map((url) => ({
      at: 'components',
      code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      message: `The referenced attachment was not found: ${url}`,
    }))
}

/** The names of files that a message of components has and does not show: nobody would see them. */
export function hiddenFiles(components: unknown, attachments: unknown): readonly string[] {
  const urls = shown(components)
  const names = listOf(attachments).map(({ filename }) => String(filename))
  return names.filter((name) => !urls.includes(`attachment://${name}`))
}

function shown(components: unknown): readonly string[] {
  return everyComponent(components).flatMap(({ type, file }) =>
    type === 13 && isFields(file) ? [String(file.url)] : [],
  )
}
