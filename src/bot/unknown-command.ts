// What somebody sees who typed a command that does not exist: the one that was probably meant, one press away.
import { mistakeView } from '../views/mistake.ts'
import { clip } from './clip.ts'
import type { CommandDescription } from './describe.ts'
import type { Invocation } from './invocation.ts'
import { nearest } from './nearest.ts'
import type { View } from './view.ts'
import { looseWords, parseOptions } from './words.ts'

/** Longer labels than this are cut; Slack takes 75 characters, Discord 80, a glance less. */
const labelLength = 60

/** Names the mistake and offers the nearest command, or a search for all the words. */
export function unknownCommandView(
  invocation: Invocation,
  commands: readonly CommandDescription[],
): View {
  const names = commands.map((command) => command.name)
  const rest = String(invocation.options[looseWords] ?? '')
  const meant = commands.find((command) => command.name === nearest(invocation.command, names))
  const message = `There is no command “${clip(invocation.command, labelLength)}”.`
  if (meant !== undefined)
    return mistakeView({
      message: `${message} Did you mean ${meant.name}?`,
      usage: meant.usage,
      example: meant.examples[0],
      buttons: [tryButton(meant, rest)],
    })
  const search = commands.find((command) => command.name === 'search')
  return mistakeView({
    message,
    hint: ['What I know: ', { code: names.join(', ') }, '.'],
    buttons:
      search === undefined ? [] : [tryButton(search, `${invocation.command} ${rest}`.trim())],
  })
}

function tryButton(command: CommandDescription, words: string) {
  return {
    label: clip(`${command.name} ${words}`.trim(), labelLength),
    invoke: { command: command.name, options: parseOptions(words, command) },
    effect: 'update' as const,
  }
}
