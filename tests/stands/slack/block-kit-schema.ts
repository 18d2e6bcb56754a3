// Makes the JSON Schema of Block Kit from the types Slack publishes, with the limits their comments tell.
// `node tests/stands/slack/block-kit-schema.ts` writes it anew, which a newer @slack/types asks for.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createGenerator } from 'ts-json-schema-generator'
import { type Limits, limitsIn } from './block-kit-limits.ts'
import { type Fields, isFields, listOf } from './wire.ts'

export const schemaFile = new URL('./block-kit.json', import.meta.url)

const types = new URL('../../../node_modules/@slack/types/dist/index.d.ts', import.meta.url)
const roots = ['KnownBlock', 'View', 'MessageAttachment', 'MessageMetadata']

/** The definitions by name, as JSON Schema. */
export function blockKitSchema(): { readonly definitions: Fields } {
  const generator = createGenerator({ path: fileURLToPath(types), skipTypeCheck: true })
  const found = roots.map((name) => generator.createSchema(name).definitions ?? {})
  const definitions = Object.assign({}, ...found) as Fields
  const names = Object.keys(definitions).sort()
  return { definitions: Object.fromEntries(names.map((name) => [name, told(definitions, name)])) }
}

/** One definition: any block where the types allow one that nobody knows is a known one here. */
function told(definitions: Fields, name: string): unknown {
  if (name === 'AnyBlock') return { $ref: '#/definitions/KnownBlock' }
  return limited(byType(definitions[name], definitions))
}

/** A union whose members tell themselves apart by `type`: what is wrong is then said of the one that was meant. */
function byType(schema: unknown, definitions: Fields): unknown {
  if (Array.isArray(schema)) return schema.map((each) => byType(each, definitions))
  if (!isFields(schema)) return schema
  const members = listOf(schema.anyOf).flatMap((member) => flat(member, definitions))
  const named = members.map((member) => ({ member, type: typeOf(member, definitions) }))
  const known = named.flatMap(({ type }) => (type === undefined ? [] : [type]))
  if (members.length < 2 || known.length < members.length || new Set(known).size < known.length)
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [key, byType(value, definitions)]),
    )
  const { anyOf: _, ...rest } = schema
  return {
    ...rest,
    type: 'object',
    required: ['type'],
    properties: { type: { enum: known } },
    allOf: named.map(({ member, type }) => ({
      if: { properties: { type: { const: type } } },
      // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's.
      then: byType(member, definitions),
    })),
  }
}

/** The members of a union, with those of the unions in it. */
function flat(member: Fields, definitions: Fields): readonly Fields[] {
  const { anyOf } = resolved(member, definitions)
  const inner = listOf(anyOf)
  if (inner.length === 0 || inner.some((each) => each.$ref === undefined)) return [member]
  return inner.flatMap((each) => flat(each, definitions))
}

function resolved(schema: Fields, definitions: Fields): Fields {
  const name = /^#\/definitions\/(.+)$/.exec(String(schema.$ref ?? ''))?.[1]
  const definition = name === undefined ? undefined : definitions[decodeURIComponent(name)]
  return isFields(definition) ? definition : schema
}

function typeOf(member: Fields, definitions: Fields): string | undefined {
  const schema = resolved(member, definitions)
  const [first = schema] = listOf(schema.anyOf)
  const type = isFields(first.properties) ? first.properties.type : undefined
  return isFields(type) && typeof type.const === 'string' ? type.const : undefined
}

/** The schema without its comments, with what they say about lengths and numbers. */
function limited(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(limited)
  if (!isFields(schema)) return schema
  const { description, ...rest } = schema
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, limited(value)]),
  )
  // A definition's own comment is about what it is for; of a field called so, it is a schema.
  if (typeof description !== 'string')
    return description === undefined ? inner : { ...inner, description: limited(description) }
  return within(inner, limitsIn(description))
}

function within(schema: Fields, { text, items, number }: Limits): Fields {
  if (schema.type === 'string') return { ...schema, ...text }
  if (schema.type === 'number') return { ...schema, ...number }
  if (schema.type === 'array') {
    const rows = isFields(schema.items) && schema.items.type === 'array'
    const cells = rows ? { items: { ...(schema.items as Fields), ...items.inner } } : {}
    const each = text === undefined ? {} : { items: holding(schema.items as Fields, text) }
    return { ...schema, ...items.outer, ...cells, ...each }
  }
  const isText =
    schema.$ref !== undefined || schema.allOf !== undefined || schema.anyOf !== undefined
  return text === undefined || !isText ? schema : holding(schema, text)
}

/** A text object whose text has these limits. */
function holding(schema: Fields, text: Fields): Fields {
  const own = { properties: { text } }
  return { allOf: [schema, own] }
}

/** The schema as the file has it: a line for each definition. */
export function schemaText({ definitions }: { readonly definitions: Fields }): string {
  const lines = Object.entries(definitions).map(
    ([name, schema]) => `  ${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
  )
  return `{ "definitions": {\n${lines.join(',\n')}\n} }\n`
}

if (import.meta.main) await writeFile(schemaFile, schemaText(blockKitSchema()))
