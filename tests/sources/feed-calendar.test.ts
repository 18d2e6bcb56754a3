// The feed's calendar: when its day rolls, and which days are worth reading.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, daysBetween } from '../../src/papers/paper.ts'
import {
  arxivDue,
  type DayRead,
  days,
  daysDue,
  feedDayAt,
  firstFeedDay,
  isSettled,
  isSuspect,
  isWeekend,
} from '../../src/sources/feed-calendar.ts'

const minute = 60_000
const hour = 60 * minute
const oneDay = 24 * hour

/** Friday noon in New York, winter. */
const noon = Date.parse('2025-01-10T17:00:00Z')
const today = '2025-01-10'

function read(day: Day, readAt: number, given: Partial<DayRead> = {}): DayRead {
  return { day, readAt, papers: isWeekend(day) ? 0 : 5, settled: isSettled(day, readAt), ...given }
}

/** Every day of a span, read at one time. */
function readAll(from: Day, until: Day, readAt: number): DayRead[] {
  return days(from, until).map((day) => read(day, readAt))
}

describe('the feed day', () => {
  it.each([
    ['in winter', '2025-01-10T02:29:59Z', '2025-01-09'],
    ['in winter', '2025-01-10T02:30:00Z', '2025-01-10'],
    ['in summer', '2025-07-10T01:29:59Z', '2025-07-09'],
    ['in summer', '2025-07-10T01:30:00Z', '2025-07-10'],
    ['before the clocks go forward', '2025-03-09T02:29:59Z', '2025-03-08'],
    ['before the clocks go forward', '2025-03-09T02:30:00Z', '2025-03-09'],
    ['after they went forward', '2025-03-10T01:29:59Z', '2025-03-09'],
    ['after they went forward', '2025-03-10T01:30:00Z', '2025-03-10'],
    ['before the clocks go back', '2025-11-02T01:29:59Z', '2025-11-01'],
    ['before the clocks go back', '2025-11-02T01:30:00Z', '2025-11-02'],
    ['after they went back', '2025-11-03T02:29:59Z', '2025-11-02'],
    ['after they went back', '2025-11-03T02:30:00Z', '2025-11-03'],
    ['at the year’s end', '2025-01-01T02:30:00Z', '2025-01-01'],
    ['on the leap day', '2024-02-29T02:30:00Z', '2024-02-29'],
  ])('rolls at half past nine in New York %s: %s is in %s', (_, instant, day) => {
    expect(feedDayAt(Date.parse(instant))).toBe(day)
  })

  it('never goes back, and is the UTC day or the one before', () => {
    const instant = fc.integer({ min: Date.parse(firstFeedDay), max: Date.parse('2040-01-01') })
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 3 * oneDay }), (at, later) => {
        const [day, next] = [feedDayAt(at), feedDayAt(at + later)]
        expect(next >= day).toBe(true)
        expect(daysBetween(day, next)).toBeLessThanOrEqual(Math.ceil(later / (23 * hour)))
        const utc = new Date(at).toISOString().slice(0, 10)
        expect([utc, addDays(utc, -1)]).toContain(day)
      }),
    )
  })

  it('may be of a weekend', () => {
    const week = days('2025-01-06', '2025-01-12')
    expect(week.filter(isWeekend)).toEqual(['2025-01-12', '2025-01-11'])
  })
})

describe('days from one to another', () => {
  it('are the newest first, both included, over month and year', () => {
    expect(days('2024-12-30', '2025-01-01')).toEqual(['2025-01-01', '2024-12-31', '2024-12-30'])
    expect(days(today, today)).toEqual([today])
    expect(days('2025-01-11', today)).toEqual([])
  })
})

describe('days due', () => {
  it('are the last two weeks and today when nothing was ever read', () => {
    expect(daysDue(noon, [])).toEqual(days('2024-12-27', today))
    expect(daysDue(noon, [])).toHaveLength(15)
  })

  it('half an hour later are today and yesterday', () => {
    const known = readAll('2024-12-27', today, noon)
    expect(daysDue(noon + 30 * minute, known)).toEqual([today, '2025-01-09'])
  })

  it('a day later are the fortnight again, and the day that leaves it for the last time', () => {
    const known = readAll('2024-12-27', today, noon)
    const saturday = noon + oneDay
    expect(daysDue(saturday, known)).toEqual(days('2024-12-27', '2025-01-11'))
    const again = days('2024-12-27', '2025-01-11').map((day) => read(day, saturday))
    expect(again.filter(({ settled }) => settled).map(({ day }) => day)).toEqual(['2024-12-27'])
    expect(daysDue(saturday + oneDay, again)).toEqual(days('2024-12-28', '2025-01-12'))
  })

  it('after 20 days without reading are those 20 too, and whatever was not settled before', () => {
    const known = readAll('2024-12-27', today, noon)
    const back = noon + 20 * oneDay
    expect(daysDue(back, known)).toEqual(days('2024-12-27', '2025-01-30'))
  })

  it('after two months are every day missed, but no settled one', () => {
    const known = [
      ...readAll('2024-12-27', today, noon),
      ...readAll('2024-11-01', '2024-12-26', noon),
    ]
    expect(daysDue(noon + 60 * oneDay, known)).toEqual(days('2024-12-27', '2025-03-11'))
  })

  it.each([
    ['a weekday of the last three that is still empty', '2025-01-07', 0, true],
    ['a weekday that has papers', '2025-01-07', 5, false],
    ['an empty Sunday', '2025-01-05', 0, false],
    ['an empty weekday four days ago: a holiday', '2025-01-06', 0, false],
  ])('%s is read again within the day: %s', (_, day, papers, isDue) => {
    const known = [
      ...readAll('2024-12-27', today, noon).filter((other) => other.day !== day),
      read(day, noon, { papers }),
    ]
    expect(daysDue(noon + 30 * minute, known).includes(day)).toBe(isDue)
  })

  it('leave the archive before today alone, whatever of it was read', () => {
    const known = [...readAll('2023-05-04', '2023-06-30', noon), read(today, noon)]
    const due = daysDue(noon, known)
    expect(due.at(-1)).toBe('2024-12-27')
  })

  it('do not reach before the archive', () => {
    expect(daysDue(Date.parse('2023-05-06T17:00:00Z'), [])).toEqual(
      days(firstFeedDay, '2023-05-06'),
    )
    expect(daysDue(0, [])).toEqual([])
  })

  it('go back with a clock that goes back, and lose no day for having been read early', () => {
    const early = noon + 12 * hour
    const known = readAll('2024-12-27', feedDayAt(early), early)
    expect(daysDue(noon, known)).toEqual([today, '2025-01-09'])
    expect(daysDue(noon + oneDay, known)).toContain('2025-01-11')
  })

  it('are sorted, each once, none of the future, none settled but the last two', () => {
    const knownDay = fc.record({
      day: fc.integer({ min: 0, max: 900 }).map((n) => addDays(firstFeedDay, n)),
      readAt: fc.integer({ min: Date.parse(firstFeedDay), max: Date.parse('2026-01-01') }),
      papers: fc.nat(3),
      settled: fc.boolean(),
    })
    const known = fc.uniqueArray(knownDay, { selector: ({ day }) => day, maxLength: 40 })
    const now = fc.integer({ min: Date.parse('2023-01-01'), max: Date.parse('2026-01-01') })
    fc.assert(
      fc.property(now, known, (at, reads) => {
        const due = daysDue(at, reads)
        const current = feedDayAt(at)
        expect(due).toEqual([...new Set(due)].sort().reverse())
        for (const day of due) {
          expect(day <= current && day >= firstFeedDay).toBe(true)
          const before = reads.find((known) => known.day === day)
          if (before?.settled === true && before.papers > 0)
            expect(daysBetween(day, current)).toBeLessThanOrEqual(1)
        }
        if (current > firstFeedDay)
          expect(due.slice(0, 2)).toEqual(days(addDays(current, -1), current))
      }),
    )
  })

  it('read as often as one likes, settle every day within three weeks and then leave it', () => {
    const gap = fc.integer({ min: minute, max: 3 * oneDay })
    fc.assert(
      fc.property(fc.array(gap, { minLength: 30, maxLength: 60 }), (gaps) => {
        const known = new Map<Day, DayRead>()
        let at = noon
        for (const pause of [...gaps, ...Array(25).fill(oneDay)]) {
          at += pause
          for (const day of daysDue(at, [...known.values()])) known.set(day, read(day, at))
        }
        const old = days(today, addDays(feedDayAt(at), -17))
        expect(old.length).toBeGreaterThan(0)
        for (const day of old) expect(known.get(day)).toMatchObject({ settled: true })
        const due = daysDue(at, [...known.values()])
        expect(due).toEqual(due.filter((day) => daysBetween(day, feedDayAt(at)) <= 3))
      }),
      { numRuns: 20 },
    )
  })
})

describe('a day settles', () => {
  it.each([
    ['2024-12-27', false],
    ['2024-12-26', true],
    [today, false],
    ['2025-01-11', false],
  ])('two weeks on: %s read on the 10th: %s', (day, settled) => {
    expect(isSettled(day, noon)).toBe(settled)
  })
})

describe('an answer is suspect', () => {
  it.each([
    [0, 10, true],
    [3, 10, true],
    [4, 10, false],
    [10, 10, false],
    [30, 10, false],
    [0, 0, false],
    [0, 1, true],
    [1, 1, false],
  ])('of %i papers where there were %i: %s', (papers, before, suspect) => {
    expect(isSuspect(papers, before)).toBe(suspect)
  })
})

describe('arXiv is due', () => {
  const day = '2025-01-09'
  const fresh = read(day, noon)
  const settled = read(day, noon, { settled: true })
  it.each<[string, DayRead, readonly DayRead[], readonly Day[]]>([
    ['for a day it was not asked about', fresh, [], [day]],
    ['for a day that has grown', read(day, noon, { papers: 6 }), [fresh], [day]],
    ['not again for a day as it was', fresh, [fresh], []],
    ['not for a day that has shrunk', read(day, noon, { papers: 3 }), [fresh], []],
    ['not for a day without papers', read(day, noon, { papers: 0 }), [], []],
    ['not for a settled one without papers', { ...settled, papers: 0 }, [], []],
    ['once more when the day has settled', settled, [fresh], [day]],
    ['and then no more', settled, [settled], []],
  ])('%s', (_, featured, asked, due) => {
    expect(arxivDue([featured], asked)).toEqual(due)
  })

  it('for the newest day first', () => {
    const featured = ['2025-01-07', '2025-01-09', '2025-01-08'].map((each) => read(each, noon))
    expect(arxivDue(featured, [])).toEqual(['2025-01-09', '2025-01-08', '2025-01-07'])
  })
})
