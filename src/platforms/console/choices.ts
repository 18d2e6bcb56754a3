// What a person can pick by typing its number, and the lines that offer it.
import type { Block, Button, Choice, Press } from '../../bot/view.ts'
import { escapeAddress, escapeLine } from './escape.ts'
import { isLinked, plainRun, type Run } from './style.ts'
import { proseColumns, type Terminal } from './terminal.ts'
import { columnsOf, margin, noMargin, wrap } from './wrap.ts'

/** A button or a menu's option. Typing its number presses it, or prints its address. */
export type ConsoleChoice =
  | { readonly label: string; readonly press: Pick<Press, 'invoke' | 'effect'> }
  | { readonly label: string; readonly href: string }

// How far the second line of an offer stands in.
const indent = 4

/** A number and what it stands for. */
export type Numbered = { readonly number: number; readonly button: Button }

/** Everything that can be picked in a block, in reading order. */
export function choicesOf(block: Block): readonly ConsoleChoice[] {
  if (block.kind === 'item') return block.button === undefined ? [] : [choiceOf(block.button)]
  if (block.kind === 'buttons') return block.buttons.map(choiceOf)
  if (block.kind !== 'choice') return []
  const { effect, options } = block.choice
  return options.map(({ label, invoke }) => ({ label, press: { invoke, effect } }))
}

function choiceOf(button: Button): ConsoleChoice {
  if ('href' in button) return { label: button.label, href: button.href }
  return { label: button.label, press: { invoke: button.invoke, effect: button.effect } }
}

/** `[1–5] Details  [6] Next`: what items' numbers do, told once for neighbours with one label, then the buttons. */
export function buttonLines(
  items: readonly Numbered[],
  buttons: readonly Numbered[],
  terminal: Terminal,
): readonly string[] {
  const lines: Run[][] = [[]]
  for (const group of groupsOf(items)) {
    lines.at(-1)?.push(...offer(group.numbers, plainRun(escapeLine(group.label)), terminal))
  }
  for (const { number, button } of buttons) {
    const address = 'href' in button ? escapeAddress(button.href) : undefined
    const label = offer(String(number), labelRun(button, address, terminal), terminal)
    if (address === undefined || isLinked(address, terminal)) lines.at(-1)?.push(...label)
    else lines.push([...label, plainRun(address)], [])
  }
  return lines
    .filter((runs) => runs.length > 0)
    .flatMap((runs) => wrap(runs, { ...noMargin, indent }, terminal))
}

/** A menu: its options on one line, or one to a line when they are described. */
export function menuLines(choice: Choice, first: number, terminal: Terminal): readonly string[] {
  const label = escapeLine(choice.label)
  const offers = choice.options.map((option, i) =>
    offer(String(first + i), plainRun(escapeLine(option.label)), terminal),
  )
  if (choice.options.every((option) => option.description === undefined)) {
    return wrap([plainRun(`${label}  `), ...offers.flat()], { ...noMargin, indent }, terminal)
  }
  const lines = choice.options.flatMap(({ description = '' }, i) => [
    ...wrap(offers[i] ?? [], { ...noMargin, indent }, terminal),
    ...wrap([{ text: escapeLine(description), styles: ['dim'] }], margin(indent), terminal),
  ])
  return [...wrap([plainRun(label)], noMargin, terminal), ...lines]
}

// A number and its label are one piece; of a label too long for a line, the number keeps the first word alone.
function offer(numbers: string, label: Run, terminal: Terminal): readonly Run[] {
  const sign = `[${numbers}]`
  const fits = columnsOf(`${sign} ${label.text}`) <= proseColumns(terminal) - indent
  const [kept = ''] = fits ? [label.text] : (/^\s*\S*/.exec(label.text) ?? [])
  return [
    { text: sign, styles: ['typed'], keep: true },
    { text: ' ', styles: [], keep: true },
    { ...label, text: kept, keep: true },
    { ...label, text: label.text.slice(kept.length) },
    plainRun('  '),
  ]
}

function labelRun(button: Button, address: string | undefined, terminal: Terminal): Run {
  const text = escapeLine(button.label)
  if (address === undefined) {
    return 'style' in button && button.style === 'danger'
      ? { text, styles: ['fault'] }
      : plainRun(text)
  }
  return isLinked(address, terminal) ? { text, styles: ['link'], href: address } : plainRun(text)
}

function groupsOf(items: readonly Numbered[]): readonly { numbers: string; label: string }[] {
  const groups: { from: number; to: number; label: string }[] = []
  for (const { number, button } of items) {
    const last = groups.at(-1)
    if (last?.label === button.label && last.to === number - 1) last.to = number
    else groups.push({ from: number, to: number, label: button.label })
  }
  return groups.map(({ from, to, label }) => ({
    numbers: from === to ? String(from) : `${from}–${to}`,
    label,
  }))
}
