// View → lines of text, with a number for everything that can be picked. Pure; the reference renderer.
import type { Block, Fact, Image, Item, TextFile, View } from '../../bot/view.ts'
import { buttonLines, type ConsoleChoice, choicesOf, menuLines, type Numbered } from './choices.ts'
import { escapeAddress, escapeLine } from './escape.ts'
import { maxFactName, minFactValue } from './limits.ts'
import { isLinked, type Run, type Style } from './style.ts'
import { proseColumns, type Terminal } from './terminal.ts'
import { addressesOf, hasVerbatim, joinBlocks, textLines, titleRuns } from './text.ts'
import { columnsOf, type Margin, margin, noMargin, wrap } from './wrap.ts'

/** An answer as it is printed, without a line feed at its end. Number 1 is the first choice. */
export type Rendered = { readonly text: string; readonly choices: readonly ConsoleChoice[] }

// Lines and what they are, which decides whether a blank line stands between two sections.
type Section = {
  readonly lines: readonly string[]
  readonly set: 'solid' | 'loose'
  readonly of: Block['kind']
}

/** Lays a view out for a terminal. Total: any view gives a text, and every button a choice. */
export function renderView(view: View, terminal: Terminal): Rendered {
  const title = wrap(titleRuns(view.title, titleStyles(view), terminal), noMargin, terminal)
  const choices = view.blocks.flatMap(choicesOf)
  const body = joinSections(sectionsOf(view.blocks, terminal))
  const files = (view.files ?? []).flatMap((file) => fileLines(file, terminal))
  const lines = joinBlocks([title, body, files])
  return { text: lines.join('\n'), choices }
}

function titleStyles(view: View): readonly Style[] {
  return view.tone === undefined ? ['bold'] : ['bold', view.tone]
}

function sectionsOf(blocks: readonly Block[], terminal: Terminal): readonly Section[] {
  const sections: Section[] = []
  let number = 1
  let waiting: Numbered[] = []
  for (const block of blocks) {
    if (block.kind === 'item' && block.button !== undefined) {
      waiting.push({ number, button: block.button })
    }
    const told = block.kind === 'buttons' || block.kind === 'choice' ? waiting : []
    if (told.length > 0) waiting = []
    sections.push(...blockSections(block, number, told, terminal))
    number += choicesOf(block).length
  }
  sections.push(solid('buttons', buttonLines(waiting, [], terminal)))
  return sections.filter((section) => section.lines.length > 0)
}

function blockSections(
  block: Block,
  number: number,
  items: readonly Numbered[],
  terminal: Terminal,
): readonly Section[] {
  switch (block.kind) {
    case 'text':
      return [loose('text', textLines(block.text, [], noMargin, terminal))]
    case 'note':
      return [solid('note', textLines(block.text, ['dim'], noMargin, terminal))]
    case 'item': {
      const lines = itemLines(block, number, terminal)
      return [block.body === undefined ? solid('item', lines) : loose('item', lines)]
    }
    case 'facts':
      return [loose('facts', factLines(block.facts, terminal))]
    case 'image':
      return [loose('image', imageLines(block.image, terminal))]
    case 'buttons': {
      const buttons = block.buttons.map((button, i) => ({ number: number + i, button }))
      return [solid('buttons', buttonLines(items, buttons, terminal))]
    }
    case 'choice': {
      const menu = menuLines(block.choice, number, terminal)
      return [solid('buttons', [...buttonLines(items, [], terminal), ...menu])]
    }
    default:
      return block satisfies never
  }
}

function solid(of: Block['kind'], lines: readonly string[]): Section {
  return { lines, set: 'solid', of }
}

function loose(of: Block['kind'], lines: readonly string[]): Section {
  return { lines, set: 'loose', of }
}

// Short things of one kind stand together; everything else is set apart.
function joinSections(sections: readonly Section[]): readonly string[] {
  return sections.flatMap((section, i) => {
    const before = sections[i - 1]
    const together = before?.of === section.of && before.set === 'solid' && section.set === 'solid'
    return before === undefined || together ? section.lines : ['', ...section.lines]
  })
}

function itemLines(item: Item, number: number, terminal: Terminal): readonly string[] {
  const sign: Run =
    item.button === undefined
      ? { text: '  • ', styles: ['dim'] }
      : { text: `${String(number).padStart(2)}. `, styles: ['typed'] }
  const indent = columnsOf(sign.text)
  const href = item.button && 'href' in item.button ? escapeAddress(item.button.href) : undefined
  const linked = titleRuns(item.title, ['bold'], terminal).map((run) =>
    href === undefined || run.href !== undefined ? run : { ...run, href },
  )
  const addresses = [...addressesOf(item.title), ...(href === undefined ? [] : [href])]
  const printed = [...new Set(addresses)].filter((address) => !isLinked(address, terminal))
  return [
    ...wrap(linked, { first: [sign], indent }, terminal),
    ...textLines(item.body ?? '', [], margin(indent), terminal),
    ...textLines(item.meta ?? '', ['dim'], margin(indent), terminal),
    ...printed.flatMap((text) => wrap([{ text, styles: ['dim'] }], margin(indent), terminal)),
  ]
}

function factLines(facts: readonly Fact[], terminal: Terminal): readonly string[] {
  const names = facts.map((fact) => escapeLine(fact.name))
  const most = Math.min(maxFactName, proseColumns(terminal) - minFactValue - 2)
  const column = Math.max(0, ...names.map(columnsOf).filter((columns) => columns <= most))
  return facts.flatMap((fact, i) => {
    const name: Run = { text: names[i] ?? '', styles: ['dim'] }
    const gap = column - columnsOf(name.text)
    const first: Margin = {
      first: [name, { text: ' '.repeat(Math.max(0, gap) + 2), styles: [] }],
      indent: column + 2,
    }
    const inline =
      gap >= 0 && !hasVerbatim(fact.value) ? textLines(fact.value, [], first, terminal) : []
    if (inline.length > 0) return inline
    return [
      ...wrap([name], noMargin, terminal),
      ...textLines(fact.value, [], margin(column + 2), terminal),
    ]
  })
}

function imageLines(image: Image, terminal: Terminal): readonly string[] {
  const span = { link: image.alt, href: image.url }
  return textLines(['Picture: ', span], ['dim'], noMargin, terminal)
}

// A file is printed whole, to be copied or piped.
function fileLines(file: TextFile, terminal: Terminal): readonly string[] {
  return [
    ...wrap([{ text: escapeLine(`${file.name}:`), styles: ['dim'] }], noMargin, terminal),
    ...textLines([{ code: file.text }], [], noMargin, terminal),
  ]
}
