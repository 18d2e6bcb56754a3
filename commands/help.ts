// /paper help: what one can type, from the declarations.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { nearest } from '../src/bot/nearest.ts'
import { UserError } from '../src/bot/user-error.ts'
import { commandHelpView, groupHelpView, helpView } from '../src/views/help.ts'

export default defineCommand({
  name: 'help',
  summary: 'Show what you can ask, or how one command works',
  examples: ['help', 'help search', 'help digest'],
  options: z.object({
    command: z.string().trim().max(40).optional().describe('the command to explain'),
  }),
  text: 'command',
  visibility: 'private',
  suggest: {
    command: async (typed, { commands }) =>
      commands
        .filter(({ name }) => name.startsWith(typed))
        .map(({ name }) => ({ label: name, value: name })),
  },
  async run({ command }, { commands }) {
    if (command === undefined || command === '') return helpView(commands)
    const name = command.toLowerCase().replace(/^\//, '')
    const found = commands.find((known) => known.name === name)
    if (found !== undefined) return commandHelpView(found)
    const members = commands.filter((known) => known.name.startsWith(`${name} `))
    if (members.length > 0) return groupHelpView(name, members)
    const names = [...new Set(commands.map((known) => known.name.split(' ')[0] ?? ''))]
    const meant = nearest(name, names)
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`
    throw new UserError(`There is no command “${command}”.${question}`, {
      hint: ['What I know: ', { code: names.join(', ') }, '.'],
    })
  },
})
