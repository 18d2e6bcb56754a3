// What one can type, from the declarations alone.
import type { CommandDescription, OptionDescription } from '../bot/describe.ts'
import type { Block, Fact, View } from '../bot/view.ts'

/** Every command, a line each. */
export function helpView(commands: readonly CommandDescription[]): View {
  return {
    title: 'What you can ask',
    blocks: [
      ...commands.map(commandItem),
      {
        kind: 'note',
        text: [
          'More about one: ',
          { code: 'help search' },
          '. A paper’s id or address by itself shows it.',
        ],
      },
    ],
  }
}

function commandItem({ name, usage, summary }: CommandDescription): Block {
  return {
    kind: 'item',
    title: [{ code: usage }],
    body: summary,
    button: {
      label: 'More',
      invoke: { command: 'help', options: { command: name } },
      effect: 'reply',
    },
  }
}

/** One command: usage, options, notes and examples that work. */
export function commandHelpView(command: CommandDescription): View {
  const { name, summary, usage, options, notes, examples } = command
  return {
    title: `${name}: ${summary}`,
    blocks: [
      { kind: 'text', text: ['Usage: ', { code: usage }] },
      ...(options.length === 0 ? [] : [{ kind: 'facts' as const, facts: options.map(optionFact) }]),
      ...notes.map((text) => ({ kind: 'text' as const, text })),
      { kind: 'text', text: 'Examples:' },
      { kind: 'text', text: [{ code: `${examples.join('\n')}\n` }] },
    ],
  }
}

function optionFact(option: OptionDescription): Fact {
  const { name, description, values, required, default: fallback } = option
  const allowed = values === undefined ? '' : ` (${values.join(', ')})`
  const otherwise = fallback === undefined || fallback === false ? '' : `; default: ${fallback}`
  return { name, value: `${description}${allowed}${required ? '' : otherwise}` }
}
