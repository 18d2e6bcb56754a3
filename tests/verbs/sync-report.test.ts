// What a sync says of itself.
import { describe, expect, it } from 'vitest'
import type { DayStep } from '../../src/sources/sync.ts'
import { progressLine, syncReport } from '../../src/verbs/sync-report.ts'

const quiet: DayStep = {
  source: 'hugging-face',
  day: '2025-01-02',
  added: 0,
  changed: 0,
  problems: [],
}

describe('progressLine', () => {
  const progress = {
    step: { ...quiet, done: 20, of: 100 },
    days: 20,
    startedAt: 0,
    steppedAt: 10_000,
  }

  it('tells the rate and the time left', () => {
    expect(progressLine(progress, 10_500)).toBe(
      'hugging-face  2025-01-02  20 of 100 days  2.0 days/s  40 s left',
    )
  })

  it('says that it waits when nothing comes, rather than a time that is no longer true', () => {
    expect(progressLine(progress, 70_000)).toBe(
      'hugging-face  2025-01-02  20 of 100 days  waiting for upstream, 60 s so far',
    )
  })

  it('has a rate even when the first day took no time', () => {
    expect(progressLine({ ...progress, steppedAt: 0 }, 0)).not.toMatch(/NaN|Infinity/)
  })
})

describe('syncReport', () => {
  it('counts days and papers, and is well when nothing failed', () => {
    const steps = [
      { ...quiet, added: 3 },
      { ...quiet, changed: 1_200 },
    ]
    expect(syncReport(steps)).toEqual({
      problems: [],
      summary: '2 days read: 3 papers new, 1,200 changed.',
      ok: true,
    })
  })

  it('names what was left out and what failed', () => {
    const bad = { ...quiet, problems: [{ place: 'record 2', reason: 'has no title' }] }
    expect(syncReport([bad, { ...quiet, failure: 'answered 500' }])).toEqual({
      problems: [
        'hugging-face 2025-01-02: record 2 has no title',
        'hugging-face 2025-01-02: upstream answered 500. Run it again to go on.',
      ],
      summary: '1 day read: 0 papers new, 0 changed.',
      ok: false,
    })
  })
})
