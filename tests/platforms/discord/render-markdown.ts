// What Discord's client makes of a message's markdown, read from its rules and not from how we escape. Where two readings
// are possible it takes the one in which more happens, so that a test on it errs on the safe side.

/** A piece of what is seen. `text` is what a reader sees of a leaf. */
export type Node = {
  readonly kind: string
  readonly text: string
  readonly children: readonly Node[]
  readonly href?: string
  /** Of a heading. */
  readonly level?: number
}

type Rule = {
  readonly kind: string
  readonly at: 'anywhere' | 'line start'
  readonly match: RegExp
  readonly read: (match: RegExpExecArray) => Omit<Node, 'kind'>
}

function leaf(text: string): Omit<Node, 'kind'> {
  return { text, children: [] }
}

function around(inner: string): Omit<Node, 'kind'> {
  return { text: '', children: parseMarkdown(inner) }
}

function anywhere(kind: string, match: RegExp, read: Rule['read']): Rule {
  return { kind, at: 'anywhere', match, read }
}

function atLineStart(kind: string, match: RegExp, read: Rule['read']): Rule {
  return { kind, at: 'line start', match, read }
}

// In the order in which the client tries them.
const rules: readonly Rule[] = [
  anywhere('fence', /```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/iy, ([, code = '']) =>
    leaf(code),
  ),
  atLineStart('heading', / *(#{1,6})[ \t]+([^\n]+)/y, ([, marker = '', line = '']) => ({
    ...around(line),
    level: marker.length,
  })),
  atLineStart('subtext', / *-#[ \t]+([^\n]+)/y, ([, line = '']) => around(line)),
  atLineStart('quote', / *>(?:>>)?[ \t]+([^\n]*)/y, ([, line = '']) => around(line)),
  atLineStart('list', / *(?:[-*+]|\d+[.)])[ \t]+([^\n]*)/y, ([, line = '']) => around(line)),
  anywhere('escape', /\\([^0-9A-Za-z\s])/y, ([, character = '']) => leaf(character)),
  anywhere('address', /<(?:https?|steam|mailto|tel|sms):[^ >]+>/iy, ([all]) => leaf(all)),
  anywhere('address', /(?:[a-z][a-z+.-]*):\/\/[^\s<]+/iy, ([all]) => leaf(all)),
  anywhere('address', /<(?:\+\d+|[^\s<>@]+@[^\s<>]+)>/y, ([all]) => leaf(all)),
  anywhere(
    'link',
    /\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)/y,
    ([, label = '', href = '']) => ({ ...around(label), href }),
  ),
  anywhere('bold', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, ([, inner = '']) => around(inner)),
  anywhere('underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, ([, inner = '']) => around(inner)),
  anywhere('italic', /\*(?=\S)((?:\*\*|\\[\s\S]|[^\\*])+?)\*(?!\*)/y, ([, inner = '']) =>
    around(inner),
  ),
  anywhere('italic', /_((?:__|\\[\s\S]|[^\\_])+?)_/y, ([, inner = '']) => around(inner)),
  anywhere('strike', /~~([\s\S]+?)~~/y, ([, inner = '']) => around(inner)),
  anywhere('spoiler', /\|\|([\s\S]+?)\|\|/y, ([, inner = '']) => around(inner)),
  anywhere('code', /(`+)([\s\S]*?[^`])\1(?!`)/y, ([, , code = '']) =>
    leaf(code.replace(/^ (?=`)|(?<=`) $/g, '')),
  ),
  anywhere('time', /<t:(-?\d{1,17})(?::[tTdDfFRsS])?>/y, ([, seconds = '']) => leaf(seconds)),
  anywhere('mention', /<@[!&]?(\d+)>|<#(\d+)>|@(?:everyone|here)/iy, ([all]) => leaf(all)),
  anywhere('mention', /<\/[^>\n]+:\d+>|<id:[^>\s]+>/iy, ([all]) => leaf(all)),
  anywhere('emoji', /<a?:\w+:\d+>|:[\w+~-]+(?:::skin-tone-\d)?:/y, ([all]) => leaf(all)),
]

/** The pieces of a text, in order. */
export function parseMarkdown(markdown: string): readonly Node[] {
  const nodes: Node[] = []
  let at = 0
  while (at < markdown.length) {
    const [node, length] = nodeAt(markdown, at)
    const last = nodes.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') {
      nodes[nodes.length - 1] = { ...last, text: last.text + node.text }
    } else nodes.push(node)
    at += length
  }
  return nodes
}

function nodeAt(markdown: string, at: number): readonly [Node, number] {
  const isLineStart = at === 0 || markdown[at - 1] === '\n'
  for (const { kind, at: where, match, read } of rules) {
    if (where === 'line start' && !isLineStart) continue
    match.lastIndex = at
    const found = match.exec(markdown)
    if (found !== null && found[0] !== '')
      return [{ kind: kind === 'escape' ? 'text' : kind, ...read(found) }, found[0].length]
  }
  return [{ kind: 'text', ...leaf(markdown[at] ?? '') }, 1]
}

/** All pieces, the inner ones too. */
export function flatten(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)])
}

/** What a reader sees, without how it looks. */
export function seen(nodes: readonly Node[]): string {
  return nodes.map((node) => node.text + seen(node.children)).join('')
}
