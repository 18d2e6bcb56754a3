// What an import came to.
import { expect, it } from 'vitest'
import { importReport } from '../../src/verbs/import-report.ts'

it('names twenty records of a file that were left out, and counts the rest', () => {
  const problems = Array.from({ length: 332 }, (_, i) => ({
    place: `line ${i + 1}`,
    reason: 'is broken',
  }))
  const nothing = { papers: 0, added: 0, changed: 0, unchanged: 0 }
  const report = importReport([
    { file: 'a.jsonl', ...nothing, problems },
    { file: 'b.jsonl', ...nothing, problems: problems.slice(0, 20) },
  ])
  expect(report.problems).toHaveLength(41)
  expect(report.problems.slice(19, 22)).toEqual([
    'a.jsonl: line 20 is broken',
    'a.jsonl: and 312 more records left out',
    'b.jsonl: line 1 is broken',
  ])
  expect(report.ok).toBe(true)
  expect(report.summary).toContain('352 records left out')
})
