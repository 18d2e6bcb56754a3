// What people are told is kept of them is what docs/data.md tells operators.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keptOfPeople } from '../../src/views/privacy.ts'

test('privacy and docs/data.md say the same', () => {
  const text = readFileSync(new URL('../../docs/data.md', import.meta.url), 'utf8')
  const rows = text
    .split('\n')
    .filter((line) => line.includes('| a person: their id on the platform |'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(rows.map(([, what, , until]) => [what, until])).toEqual(keptOfPeople)
})
