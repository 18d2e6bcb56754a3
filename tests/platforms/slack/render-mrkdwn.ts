// What Slack's client makes of mrkdwn, read from its rules and not from how we escape. Where two readings are possible it takes
// the one in which more happens, so that a test on it errs on the safe side; but what we mark counts only where it surely does.

/** A piece of what is seen. `text` is what a reader sees of a leaf. */
export type Node = {
  readonly kind: string
  readonly text: string
  readonly children: readonly Node[]
  readonly href?: string
}

type Rule = {
  readonly kind: string
  readonly match: RegExp
  readonly read: (match: RegExpExecArray) => Omit<Node, 'kind'>
}

function leaf(text: string): Omit<Node, 'kind'> {
  return { text: unescaped(text), children: [] }
}

function around(inner: string): Omit<Node, 'kind'> {
  return { text: '', children: parseMrkdwn(inner) }
}

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Marks that begin where a word does and end where one does. */
function emphasis(kind: string, mark: string): Rule {
  const inner = `(?=\\S)([^\\n]*?\\S)`
  const match = new RegExp(`(?<![A-Za-z0-9])\\${mark}${inner}\\${mark}(?![A-Za-z0-9])`, 'y')
  return { kind, match, read: ([, words = '']) => around(words) }
}

const rules: readonly Rule[] = [
  { kind: 'fence', match: /```\n?([\s\S]+?)\n?```/y, read: ([, code = '']) => leaf(code) },
  { kind: 'code', match: /`([^`\n]+)`/y, read: ([, code = '']) => leaf(code) },
  {
    kind: 'quote',
    match: /(?<=^|\n)[^\S\n]*(?:>|&gt;)([^\n]*)/y,
    read: ([, line = '']) => around(line),
  },
  {
    kind: 'time',
    match: /<!date\^(\d+)\^([^^|>]*)(?:\^[^|>]*)?\|([^>]*)>/y,
    read: ([, , , words = '']) => leaf(words),
  },
  {
    kind: 'mention',
    match: /<([@#!][^>]*)>|@(?:here|channel|everyone|group)/iy,
    read: ([all]) => leaf(all),
  },
  {
    kind: 'link',
    match: /<([^@#!>|][^>|]*)(?:\|([^>]*))?>/y,
    read: ([, href = '', label = href]) => ({ ...around(label), href: unescaped(href) }),
  },
  { kind: 'emoji', match: /:[\p{L}\p{M}\p{N}_+'’.-]+:/uy, read: ([all]) => leaf(all) },
  emphasis('bold', '*'),
  emphasis('italic', '_'),
  emphasis('strike', '~'),
]

/** The pieces of a text, in order. */
export function parseMrkdwn(mrkdwn: string): readonly Node[] {
  const nodes: Node[] = []
  let at = 0
  while (at < mrkdwn.length) {
    const [node, length] = nodeAt(mrkdwn, at)
    const last = nodes.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') {
      nodes[nodes.length - 1] = { ...last, text: last.text + node.text }
    } else nodes.push(node)
    at += length
  }
  return nodes
}

function nodeAt(mrkdwn: string, at: number): readonly [Node, number] {
  for (const { kind, match, read } of rules) {
    match.lastIndex = at
    const found = match.exec(mrkdwn)
    if (found !== null && found[0] !== '') return [{ kind, ...read(found) }, found[0].length]
  }
  const [entity = mrkdwn[at] ?? ''] = /^&(?:amp|lt|gt);/.exec(mrkdwn.slice(at, at + 5)) ?? []
  return [{ kind: 'text', ...leaf(entity) }, entity.length]
}

/** All pieces, the inner ones too. */
export function flatten(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)])
}

/** What a reader sees, without how it looks. */
export function seen(nodes: readonly Node[]): string {
  return nodes.map((node) => node.text + seen(node.children)).join('')
}
