// The schema of Block Kit: that it is the one Slack's types make, and how limits are read in their comments.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { limitsIn } from './block-kit-limits.ts'
import { blockKitSchema, schemaFile, schemaText } from './block-kit-schema.ts'

it('the schema is the one that the types make', async () => {
  expect(await readFile(schemaFile, 'utf8')).toBe(schemaText(blockKitSchema()))
}, 60_000)

it.each([
  ['Maximum length for the text in this field is 75 characters.', { text: { maxLength: 75 } }],
  [
    'Maximum length for the `text`\nwithin this field is 75 characters.',
    { text: { maxLength: 75 } },
  ],
  [
    'The minimum length is 1 and maximum length is 3000 characters.',
    { text: { minLength: 1, maxLength: 3000 } },
  ],
  ['Must be less than 50 characters.', { text: { maxLength: 49 } }],
  ['Limit 12,000 characters max.', { text: { maxLength: 12_000 } }],
  ['Max length of 24\ncharacters.', { text: { maxLength: 24 } }],
  ['There is a maximum of 25 elements.', { items: { outer: { maxItems: 25 } } }],
  ['Minimum 1, maximum 10 cards.', { items: { outer: { minItems: 1, maxItems: 10 } } }],
  [
    'Maximum 100 rows, with a max of 20 table cells.',
    { items: { outer: { maxItems: 100 }, inner: { maxItems: 20 } } },
  ],
  ['An array of up to 5 {@link PlainTextOption}.', { items: { outer: { maxItems: 5 } } }],
  ['Must be between 1 and 100.', { number: { minimum: 1, maximum: 100 } }],
  ['Min `1`, Max `100`.', { number: { minimum: 1, maximum: 100 } }],
])('reads %j', (comment, expected) => {
  expect(limitsIn(comment)).toMatchObject(expected)
})
