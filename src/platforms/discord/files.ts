// A view's texts to keep, as files that come with a message.
import { type APIFileComponent, ComponentType } from 'discord.js'
import type { View } from '../../bot/view.ts'
import { maxFiles } from './limits.ts'

/** A file as it is sent. */
export type Upload = { readonly name: string; readonly data: Buffer }

/** The files of a message, each of another name. What Discord has no room for is left out. */
export function filesOf({ files = [] }: View): readonly Upload[] {
  const names = files.map(({ name }) => plainName(name))
  return files.slice(0, maxFiles).map(({ text }, i) => {
    const name = names[i] ?? ''
    const isTwin = names.indexOf(name) !== i
    return { name: isTwin ? `${i + 1}-${name}` : name, data: Buffer.from(text) }
  })
}

/** What shows a file in a message of components, where attachments are hidden otherwise. */
export function filePart({ name }: Upload): APIFileComponent {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } }
}

// Discord changes other characters, and then the name leads to no file.
function plainName(name: string): string {
  return name.replace(/[^\w.-]+/g, '_').slice(-maxNameLength) || 'file'
}

/** Long enough for any name of ours. */
const maxNameLength = 100
