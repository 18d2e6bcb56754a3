// Discord's own description of its API, as a second opinion on every request body. Where the file is not at hand,
// nothing is checked.
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { type Fields, isFields, listOf } from './wire.ts'

const file = new URL('../../../../shared/schemas/discord-openapi.json', import.meta.url)

/** Whether there is a description to check against. */
export const hasOpenApi = existsSync(file)

const ajv = new Ajv2020({
  strict: false,

  allErrors: true,
  validateSchema: false,
  logger: false,
})
for (const name of ['int32', 'int64', 'double', 'nonce', 'snowflake', 'date-time'])
  ajv.addFormat(name, true)
ajv.addFormat('uri', (text) => URL.canParse(text))

type Document = { readonly paths: Record<string, Fields>; readonly components: Fields }

let read: Document | undefined
const compiled = new Map<string, ValidateFunction | undefined>()

/**
 * What Discord's description objects to in a body; the template is a path of it, such as `/users/@me/channels`.
 * Descriptions are compiled when they are first needed, once in a process.
 */
export function openApiFlaws(method: string, template: string, body: unknown): readonly string[] {
  if (!hasOpenApi) return []
  const key = `${method} ${template}`
  if (!compiled.has(key)) compiled.set(key, compile(method, template))
  const validate = compiled.get(key)
  if (validate === undefined || validate(body)) return []
  return relevant(validate.errors ?? []).map(worded)
}

function compile(method: string, template: string): ValidateFunction | undefined {
  read ??= closed(JSON.parse(readFileSync(file, 'utf8')))
  const operation = read.paths[template]?.[method.toLowerCase()]
  const request = isFields(operation) ? operation.requestBody : undefined
  const content = isFields(request) ? request.content : undefined
  const json = isFields(content) ? content['application/json'] : undefined
  if (!isFields(json) || !isFields(json.schema)) return undefined
  return ajv.compile({ ...json.schema, components: read.components })
}

/**
 * The description with its objects closed, so that a misspelt field is noticed. Two things are true of Discord and
 * missing there: permissions come as text, and discord.js sends `tts` and nonces with every message.
 */
function closed(document: Document): Document {
  const schemas = document.components.schemas as Record<string, Record<string, unknown>>
  for (const schema of Object.values(schemas)) {
    if (!isFields(schema.properties)) continue
    schema.additionalProperties ??= false
    const properties = schema.properties as Record<string, unknown>
    if ('default_member_permissions' in properties)
      properties.default_member_permissions = { type: ['string', 'null'], pattern: '^\\d+$' }
    if ('allowed_mentions' in properties)
      for (const name of ['nonce', 'enforce_nonce', 'tts']) properties[name] ??= {}
  }
  discriminate(document, schemas)
  return document
}

/** Without those that say no more than that something could have been null, or fits no branch for the reasons told. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter(
    ({ keyword, params }) =>
      !['oneOf', 'anyOf', 'if'].includes(keyword) &&
      !(keyword === 'type' && params.type === 'null'),
  )
  return (telling.length > 0 ? telling : errors).slice(0, 4)
}

/** Turns unions whose branches are told apart by `type` into conditions, so that only the branch that was meant speaks. */
function discriminate(node: unknown, schemas: Readonly<Record<string, Fields>>): void {
  if (Array.isArray(node)) for (const item of node) discriminate(item, schemas)
  if (!isFields(node)) return
  const union = node as { oneOf?: unknown; anyOf?: unknown; [keyword: string]: unknown }
  const branches = listOf(union.oneOf ?? union.anyOf)
  const types = branches.flatMap(({ $ref }) => typesOf(schemas, String($ref)) ?? [])
  const isTold = branches.every(({ $ref }) => typesOf(schemas, String($ref)) !== undefined)
  if (branches.length > 1 && isTold) {
    delete union.oneOf
    delete union.anyOf
    Object.assign(union, {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: types } },
      allOf: branches.map((branch) => ({
        if: { properties: { type: { enum: typesOf(schemas, String(branch.$ref)) } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: branch,
      })),
    })
  }
  for (const value of Object.values(node)) discriminate(value, schemas)
}

/** The types of a schema that must tell its type. */
function typesOf(
  schemas: Readonly<Record<string, Fields>>,
  ref: string,
): readonly unknown[] | undefined {
  const { properties, required } = schemas[ref.replace('#/components/schemas/', '')] ?? {}
  const type = isFields(properties) ? properties.type : undefined
  const isRequired = Array.isArray(required) && required.includes('type')
  return isRequired && isFields(type) && Array.isArray(type.enum) ? type.enum : undefined
}

function worded({ instancePath, message, params, keyword }: ErrorObject): string {
  const detail = keyword === 'additionalProperties' ? `: ${params.additionalProperty}` : ''
  return `${instancePath || '/'} ${message}${detail}`
}
