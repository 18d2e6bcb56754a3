// Reads a Python literal as `repr` writes it (some archived Daily Papers answers are made of them), and nothing that could run.

/** What is not such a literal. The message says what was expected, and at which character (counted from 1). */
export class PythonLiteralError extends Error {
  override readonly name = 'PythonLiteralError'
}

/** A value with where reading goes on. */
type Read<T> = { readonly value: T; readonly end: number }

/** Deepest nesting read; a Daily Papers entry has 5 levels. */
const deepest = 64

/**
 * The value of a literal of strings, numbers, True, False, None, lists, tuples (as arrays) and dicts with text keys.
 * @throws PythonLiteralError for anything else.
 */
export function parsePythonLiteral(text: string): unknown {
  const { value, end } = readValue(text, skipSpace(text, 0), 0)
  const rest = skipSpace(text, end)
  if (rest < text.length) throw expected('the end', rest)
  return value
}

function readValue(text: string, at: number, depth: number): Read<unknown> {
  if (depth > deepest) {
    throw new PythonLiteralError(`nested more than ${deepest} levels deep at character ${at + 1}`)
  }
  const first = text[at]
  if (first === "'" || first === '"') return readString(text, at)
  if (first === '[') return readItems(text, at, ']', (start) => readValue(text, start, depth + 1))
  if (first === '(') return readTuple(text, at, depth)
  if (first === '{') return readDict(text, at, depth)
  return readWord(text, at)
}

function readTuple(text: string, at: number, depth: number): Read<unknown[]> {
  const tuple = readItems(text, at, ')', (start) => readValue(text, start, depth + 1))
  // To Python, (1) is the number 1; only (1,) is a tuple.
  const oneWithoutComma = tuple.value.length === 1 && !/,\s*\)$/.test(text.slice(at, tuple.end))
  if (oneWithoutComma) throw expected('a comma', tuple.end - 1)
  return tuple
}

function readDict(text: string, at: number, depth: number): Read<object> {
  const { value, end } = readItems(text, at, '}', (start) => readPair(text, start, depth + 1))
  // fromEntries makes a key named __proto__ an ordinary one.
  return { value: Object.fromEntries(value), end }
}

function readPair(text: string, at: number, depth: number): Read<readonly [string, unknown]> {
  const first = text[at]
  if (first !== "'" && first !== '"') throw expected('a key in quotes', at)
  const key = readString(text, at)
  const colon = skipSpace(text, key.end)
  if (text[colon] !== ':') throw expected('a colon', colon)
  const { value, end } = readValue(text, skipSpace(text, colon + 1), depth)
  return { value: [key.value, value], end }
}

/** Items from an opening bracket at `at` to `close`, with commas between and perhaps one after the last. */
function readItems<T>(
  text: string,
  at: number,
  close: string,
  readItem: (at: number) => Read<T>,
): Read<T[]> {
  const items: T[] = []
  let next = skipSpace(text, at + 1)
  while (text[next] !== close) {
    const item = readItem(next)
    items.push(item.value)
    next = skipSpace(text, item.end)
    if (text[next] === ',') next = skipSpace(text, next + 1)
    else if (text[next] !== close) throw expected(`a comma or ${close}`, next)
  }
  return { value: items, end: next + 1 }
}

const words: ReadonlyMap<string, unknown> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
])
const word = /[A-Za-z_]\w*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)/y

function readWord(text: string, at: number): Read<unknown> {
  const found = match(word, text, at)
  if (found !== undefined && words.has(found)) {
    return { value: words.get(found), end: at + found.length }
  }
  const digits = match(number, text, at)
  if (digits === undefined) throw expected('a value', at)
  return { value: Number(digits), end: at + digits.length }
}

const plain = /[^'"\\\n\r]+/y
const escaped = /\\(?:[\\'"ntr]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/y

function readString(text: string, at: number): Read<string> {
  const quote = text[at]
  const parts: string[] = []
  let next = at + 1
  while (text[next] !== quote) {
    const raw = match(plain, text, next) ?? otherQuote(text, next)
    const written = raw ?? match(escaped, text, next)
    if (written === undefined) throw expected('the rest of a text in quotes', next)
    parts.push(raw ?? unescaped(written, next))
    next += written.length
  }
  return { value: parts.join(''), end: next + 1 }
}

/** The quotation mark that did not open the text stands for itself. */
function otherQuote(text: string, at: number): string | undefined {
  return text[at] === "'" || text[at] === '"' ? text[at] : undefined
}

const shortEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unescaped(written: string, at: number): string {
  if (written.length === 2) return shortEscapes[written.charAt(1)] ?? written.charAt(1)
  const code = Number.parseInt(written.slice(2), 16)
  if (code > 0x10ffff) throw expected('a character number of Unicode', at)
  return String.fromCodePoint(code)
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const space = /[ \t\r\n]*/y

function skipSpace(text: string, at: number): number {
  return at + (match(space, text, at)?.length ?? 0)
}

function expected(what: string, at: number): PythonLiteralError {
  return new PythonLiteralError(`expected ${what} at character ${at + 1}`)
}
