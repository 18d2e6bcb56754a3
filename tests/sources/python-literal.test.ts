// Python literals as repr writes them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PythonLiteralError, parsePythonLiteral } from '../../src/sources/python-literal.ts'

describe('parsePythonLiteral', () => {
  it.each<[string, unknown]>([
    ["{'a': True, 'b': False, 'c': None}", { a: true, b: false, c: null }],
    ['[1, -2, 2.5, 1e-07, 1e+16, 0]', [1, -2, 2.5, 1e-7, 1e16, 0]],
    ["(1, 'x')", [1, 'x']],
    ['(1,)', [1]],
    ['()', []],
    ['[]', []],
    ['{}', {}],
    [" [ 'a' , ] ", ['a']],
    [`"it's"`, "it's"],
    [`'say "hi"'`, 'say "hi"'],
    [String.raw`'\\ \' \" \n\t\r'`, '\\ \' " \n\t\r'],
    [String.raw`'\x41 \u00e9 \U0001f600'`, 'A é 😀'],
    [String.raw`'\\n'`, '\\n'],
    ["'π 😀'", 'π 😀'],
  ])('reads %s', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value)
  })

  it.each([
    ['', 'expected a value at character 1'],
    ["'abc", 'expected the rest of a text in quotes at character 5'],
    ["'a\nb'", 'expected the rest of a text in quotes at character 3'],
    [String.raw`'\q'`, 'expected the rest of a text in quotes at character 2'],
    [String.raw`'\x4'`, 'expected the rest of a text in quotes at character 2'],
    [String.raw`'\U00110000'`, 'expected a character number of Unicode at character 2'],
    ["b'x'", 'expected a value at character 1'],
    ['true', 'expected a value at character 1'],
    ['Truest', 'expected a value at character 1'],
    ['nan', 'expected a value at character 1'],
    ['007', 'expected a value at character 1'],
    ['1_000', 'expected a value at character 1'],
    ['[1 2]', 'expected a comma or ] at character 4'],
    ['[,]', 'expected a value at character 2'],
    ['[1', 'expected a comma or ] at character 3'],
    ['(1)', 'expected a comma at character 3'],
    ['{1: 2}', 'expected a key in quotes at character 2'],
    ["{'a' 1}", 'expected a colon at character 6'],
    ["{'a'}", 'expected a colon at character 5'],
    ["'a' 'b'", 'expected the end at character 5'],
    ["__import__('os')", 'expected a value at character 1'],
    ['1 + 1', 'expected the end at character 3'],
  ])('refuses %j and says where', (text, message) => {
    expect(() => parsePythonLiteral(text)).toThrow(new PythonLiteralError(message))
  })

  it('reads deep nesting, but not without end', () => {
    expect(parsePythonLiteral(`${'['.repeat(60)}${']'.repeat(60)}`)).toBeDefined()
    for (const open of ['[', '(', "{'a':"]) {
      expect(() => parsePythonLiteral(open.repeat(100_000))).toThrow(PythonLiteralError)
    }
  })

  it('takes a key named __proto__ for a key', () => {
    const value = parsePythonLiteral("{'__proto__': {'polluted': True}}")
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  it('reads back whatever repr prints', () => {
    fc.assert(
      fc.property(literals, (value) => {
        expect(parsePythonLiteral(repr(value))).toEqual(value)
      }),
    )
  })

  it('gives a value or its own error for any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...`[](){}'",:\\ nTrue1x0`)).map((a) => a.join('')),
    )
    fc.assert(
      fc.property(text, (source) => {
        try {
          parsePythonLiteral(source)
        } catch (error) {
          expect(error).toBeInstanceOf(PythonLiteralError)
        }
      }),
    )
  })
})

const text = fc.string({ unit: 'binary' })
const literals = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

/** Prints a value as Python's repr does. */
function repr(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return reprText(value)
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`
  if (typeof value !== 'object') return String(value)
  return `{${Object.entries(value)
    .map(([key, item]) => `${reprText(key)}: ${repr(item)}`)
    .join(', ')}}`
}

function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const characters = Array.from(text, (character) => {
    if (character === '\\' || character === quote) return `\\${character}`
    if (character === '\n') return '\\n'
    if (character === '\t') return '\\t'
    if (character === '\r') return '\\r'
    return /[\p{C}\p{Z}]/u.test(character) && character !== ' ' ? reprNumber(character) : character
  })
  return `${quote}${characters.join('')}${quote}`
}

function reprNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
