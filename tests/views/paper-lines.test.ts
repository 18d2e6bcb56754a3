// The short lines about a paper.
import { describe, expect, it } from 'vitest'
import { plainText } from '../../src/bot/view.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { authorsLine, metaLine } from '../../src/views/paper-lines.ts'

const paper: Paper = { id: '2501.00001', title: 'T', abstract: '', authors: [], source: 'arxiv' }

describe('metaLine', () => {
  it('says first of all that a paper was withdrawn', () => {
    const withdrawn = { ...paper, authors: ['Ada'], withdrawn: true } as const
    expect(plainText(metaLine(withdrawn))).toBe('withdrawn · Ada')
  })

  it('mentions nothing that is not known, and a count of zero that is', () => {
    expect(plainText(metaLine(paper))).toBe('')
    expect(plainText(metaLine({ ...paper, votes: 0 }))).toBe('▲ 0')
  })
})

describe('authorsLine', () => {
  it.each([
    [0, ''],
    [1, 'A0'],
    [2, 'A0 and A1'],
    [3, 'A0, A1 and A2'],
    [4, 'A0, A1 … and 2 more'],
    [1_202, 'A0, A1 … and 1,200 more'],
  ])('of %d names', (count, line) => {
    expect(authorsLine(Array.from({ length: count }, (_, i) => `A${i}`))).toBe(line)
  })
})
