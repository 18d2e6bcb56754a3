// Files as they were really served, where they lie beside the checkout; they are not ours to publish.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCorpusFile } from '../../src/sources/files.ts'

const folder = new URL('../../../shared/data/', import.meta.url)

describe.skipIf(!existsSync(folder))('real files (skipped where ../shared/data is absent)', () => {
  it('127 Daily Papers days give all their papers, each with its day', () => {
    const days = new URL('huggingface-daily/', folder)
    const readings = readdirSync(days).map((name) => ({
      day: name.slice(0, 10),
      ...readCorpusFile(name, readFileSync(new URL(name, days), 'utf8')),
    }))
    expect(readings).toHaveLength(127)
    expect(readings.flatMap(({ problems }) => problems)).toEqual([])
    expect(new Set(readings.map(({ kind }) => kind))).toEqual(new Set(['hugging-face']))
    const papers = readings.flatMap(({ day, papers }) => papers.map((paper) => ({ day, paper })))
    expect(papers).toHaveLength(1_822)
    for (const { day, paper } of papers) {
      expect(paper.feedDay).toBe(day)
      expect(paper.abstract).not.toBe('')
      expect(paper.authors.length).toBeGreaterThan(0)
      expect([paper.votes, paper.comments, paper.published]).not.toContain(undefined)
      expect(paper.title + paper.abstract).not.toMatch(/[\n\r]/)
    }
    expect(papers.filter(({ paper }) => paper.code !== undefined)).toHaveLength(637)
    expect(papers.filter(({ paper }) => paper.code?.stars !== undefined)).toHaveLength(15)
    expect(papers.filter(({ paper }) => paper.aiSummary !== undefined)).toHaveLength(581)
  })

  it('the copied page gives its papers', () => {
    const text = readFileSync(new URL('daily-papers-page.txt', folder), 'utf8')
    const { kind, papers, problems } = readCorpusFile('daily-papers-page.txt', text)
    expect({ kind, papers: papers.length, problems }).toEqual({
      kind: 'page',
      papers: 83,
      problems: [],
    })
    expect(papers[0]?.title).toBe('Teaching a Language Model to Speak the Language of Tools')
    expect(new Set(papers.map(({ id }) => id)).size).toBe(83)
    expect(Math.min(...papers.map(({ abstract }) => abstract.length))).toBeGreaterThan(1_000)
  })
})
