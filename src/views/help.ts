// What one can type, from the declarations alone.
import type { CommandDescription, OptionDescription } from '../bot/describe.ts'
import type { Block, Button, Fact, Span, View } from '../bot/view.ts'

/** Every command and every group of them, a line each, and the way to more about one. */
export function helpView(commands: readonly CommandDescription[]): View {
  const groups = Map.groupBy(commands, ({ name }) => name.split(' ')[0] ?? name)
  const entries = [...groups].map(([name, members]) => ({ name, says: saysOf(members) }))
  return {
    title: 'What you can ask',
    blocks: [
      ...listed(entries),
      { kind: 'note', text: 'A paper’s id or address by itself shows it.' },
    ],
  }
}

/** The commands of a group, such as `digest`. */
export function groupHelpView(name: string, members: readonly CommandDescription[]): View {
  const entries = members.map((member) => ({ name: member.name, says: member.summary }))
  const [first] = members
  return {
    title: `What ${name} can do`,
    blocks: [
      ...listed(entries),
      { kind: 'note', text: [{ code: name }, ' alone is ', { code: first?.name ?? name }, '.'] },
    ],
  }
}

/** What a command does, or the names of a group's commands. */
function saysOf(members: readonly CommandDescription[]): string {
  const [first] = members
  if (members.length === 1 && first !== undefined) return first.summary
  const own = members.map(({ name }) => name.slice(name.indexOf(' ') + 1))
  return `${own.slice(0, -1).join(', ')} or ${own.at(-1)}`
}

type Entry = { readonly name: string; readonly says: string }

function listed(entries: readonly Entry[]): readonly Block[] {
  const lines = entries.flatMap(({ name, says }, i): Span[] => [
    ...(i === 0 ? [] : ['\n']),
    { code: name },
    ` ${says}`,
  ])
  const options = entries.map(({ name }) => ({
    label: name,
    invoke: { command: 'help', options: { command: name } },
  }))
  return [
    { kind: 'text', text: lines },
    { kind: 'choice', choice: { label: 'More about one', effect: 'reply', options } },
  ]
}

/** One command: usage, options, notes and examples that work. */
export function commandHelpView(command: CommandDescription): View {
  const { name, summary, usage, options, notes, examples, form } = command
  return {
    title: `${name}: ${summary}`,
    blocks: [
      { kind: 'text', text: ['Usage: ', { code: usage }] },
      ...(options.length === 0 ? [] : [{ kind: 'facts' as const, facts: options.map(optionFact) }]),
      ...notes.map((text) => ({ kind: 'text' as const, text })),
      { kind: 'text', text: 'Examples:' },
      { kind: 'text', text: [{ code: `${examples.join('\n')}\n` }] },
      ...(form ? [{ kind: 'buttons' as const, buttons: [formButton(name)] }] : []),
    ],
  }
}

function formButton(command: string): Button {
  return { label: 'Fill it in', invoke: { command, options: {} }, effect: 'form' }
}

function optionFact(option: OptionDescription): Fact {
  const { name, description, values, required, default: fallback } = option
  const allowed = values === undefined ? '' : ` (${values.join(', ')})`
  const otherwise = fallback === undefined || fallback === false ? '' : `; default: ${fallback}`
  return { name, value: `${description}${allowed}${required ? '' : otherwise}` }
}
