// What one can type, from the declarations alone.
import type { CommandDescription, OptionDescription } from '../bot/describe.ts'
import type { Fact, Span, View } from '../bot/view.ts'

/** Every command, a line each, and the way to more about one. */
export function helpView(commands: readonly CommandDescription[]): View {
  const lines = commands.flatMap(({ name, summary }, i): Span[] => [
    ...(i === 0 ? [] : ['\n']),
    { code: name },
    ` ${summary}`,
  ])
  const options = commands.map(({ name }) => ({
    label: name,
    invoke: { command: 'help', options: { command: name } },
  }))
  return {
    title: 'What you can ask',
    blocks: [
      { kind: 'text', text: lines },
      { kind: 'choice', choice: { label: 'More about one', effect: 'reply', options } },
      { kind: 'note', text: 'A paper’s id or address by itself shows it.' },
    ],
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
