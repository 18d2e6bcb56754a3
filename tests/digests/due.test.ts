// When a digest is due: every zone with a change of clocks, the named awkward cases, and years full of edits and outages.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { everyDay, weekdays } from '../../src/digests/days.ts'
import {
  dueNow,
  type Firing,
  firingOn,
  firstAfter,
  type Grace,
  isDueOn,
  type Missed,
  nextAfter,
  rescheduled,
  type Standing,
  type Timetable,
} from '../../src/digests/due.ts'
import { addDays, type Day, daysBetween } from '../../src/papers/paper.ts'

const hour = 3_600_000
const grace: Grace = { daily: 4 * hour, weekly: 24 * hour }
const halfHours = Array.from(
  { length: 48 },
  (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`,
)
const at = (text: string) => Date.parse(text)

/** `2026-03-29 03:00` in a zone, as Intl tells it: another witness than the one that computes. */
function wallClock(zone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return (instant) => format.format(instant)
}

type Change = { readonly zone: string; readonly at: number; readonly date: Day }

function changesOf2026And2027(): readonly Change[] {
  const end = at('2028-01-01T00:00Z')
  return Intl.supportedValuesOf('timeZone').flatMap((zone) => {
    const changes: Change[] = []
    let time = Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(zone)
    for (;;) {
      const next = time.getTimeZoneTransition('next')
      if (next === null || next.epochMilliseconds >= end) return changes
      changes.push({ zone, at: next.epochMilliseconds, date: next.toPlainDate().toString() })
      time = next
    }
  })
}

test('every half hour in every zone that changes its clocks: each date once, at its hour or the first there is', () => {
  let cases = 0
  const wrong: string[] = []
  for (const change of changesOf2026And2027()) {
    const clock = wallClock(change.zone)
    for (const time of halfHours) {
      cases++
      const timetable = { time, zone: change.zone, days: everyDay }
      const fired = firingsFrom(timetable, addDays(change.date, -3), 7)
      fired.forEach((firing, i) => {
        const wanted = `${addDays(change.date, i - 3)} ${time}`
        const isRight =
          `${firing.date} ${time}` === wanted &&
          (clock(firing.at) === wanted
            ? clock(firing.at - hour) !== wanted && clock(firing.at - hour / 2) !== wanted
            : firing.at === change.at && clock(firing.at - 1) < wanted && clock(firing.at) > wanted)
        if (!isRight) wrong.push(`${change.zone} ${wanted} ${new Date(firing.at).toISOString()}`)
      })
    }
  }
  expect(wrong).toEqual([])
  expect(cases).toBeGreaterThan(20_000)
}, 120_000)

/** What comes when somebody looks at every due instant, beginning with the digest of `first`. */
function firingsFrom(timetable: Timetable, first: Day, count: number): readonly Firing[] {
  const fired: Firing[] = []
  let next = firingOn(timetable, first)
  while (fired.length < count) {
    const due = dueNow(timetable, next, next.at, grace)
    if (due?.firing === undefined) throw new Error('not due at its own instant')
    fired.push(due.firing)
    next = due.next
  }
  return fired
}

describe('by name', () => {
  const daily = (time: string, zone: string): Timetable => ({ time, zone, days: everyDay })
  const iso = (timetable: Timetable, date: Day) =>
    new Date(firingOn(timetable, date).at).toISOString().slice(0, 16)

  test.each([
    [
      'a gap before midnight moves to the next date, which has its own too',
      '23:30',
      'America/Nuuk',
      '2026-03-28',
      '2026-03-29T01:00',
    ],
    ['the date after that gap', '23:30', 'America/Nuuk', '2026-03-29', '2026-03-30T00:30'],
    ['midnight skipped in Cairo', '00:00', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00'],
    ['midnight skipped in Beirut', '00:30', 'Asia/Beirut', '2026-03-29', '2026-03-28T22:00'],
    [
      'half an hour skipped on Lord Howe',
      '02:15',
      'Australia/Lord_Howe',
      '2026-10-04',
      '2026-10-03T15:30',
    ],
    [
      'half an hour twice on Lord Howe',
      '01:45',
      'Australia/Lord_Howe',
      '2026-04-05',
      '2026-04-04T14:45',
    ],
    ['two hours skipped at Troll', '01:30', 'Antarctica/Troll', '2026-03-29', '2026-03-29T01:00'],
    ['an hour twice at Troll', '01:30', 'Antarctica/Troll', '2026-10-25', '2026-10-24T23:30'],
    ['Ramadan in Casablanca, in', '02:30', 'Africa/Casablanca', '2026-02-15', '2026-02-15T01:30'],
    ['Ramadan in Casablanca, out', '02:30', 'Africa/Casablanca', '2026-03-22', '2026-03-22T02:00'],
    ['a zone 14 hours ahead', '09:00', 'Pacific/Kiritimati', '2026-06-01', '2026-05-31T19:00'],
    ['a zone 11 hours behind', '09:00', 'Pacific/Niue', '2026-06-01', '2026-06-01T20:00'],
    ['three quarters of an hour', '09:00', 'Asia/Kathmandu', '2026-06-01', '2026-06-01T03:15'],
    ['a leap day', '09:00', 'Europe/Berlin', '2028-02-29', '2028-02-29T08:00'],
    ['a day that Samoa left out', '09:00', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00'],
    [
      'a zone nobody knows any more',
      '09:00',
      'Mars/Olympus_Mons',
      '2026-06-01',
      '2026-06-01T09:00',
    ],
  ])('%s', (_, time, zone, date, expected) => {
    expect(iso(daily(time, zone), date)).toBe(expected)
  })

  test.each([
    ['five minutes', 5 / 60, '2026-06-03', 0],
    ['three hours 59', 3 + 59 / 60, '2026-06-03', 0],
    ['four hours 1', 4 + 1 / 60, undefined, 1],
    ['three days', 72, '2026-06-06', 3],
    ['three days and five hours', 77, undefined, 4],
    ['forty days', 24 * 40, '2026-07-13', 40],
  ])('down for %s: one comes at most', (_, hours, expected, missed) => {
    const timetable = { time: '09:00', zone: 'Europe/Berlin', days: everyDay }
    const next = firingOn(timetable, '2026-06-03')
    const now = next.at + hours * hour
    const due = dueNow(timetable, next, now, grace)
    expect(due?.firing?.date).toBe(expected)
    expect(due?.missed?.count ?? 0).toBe(missed)
    expect(due?.next.at).toBeGreaterThan(now)
  })

  test('a weekly one may be a day late', () => {
    const timetable = { time: '09:00', zone: 'Europe/Berlin', days: '1' }
    const next = firingOn(timetable, '2026-06-01')
    expect(dueNow(timetable, next, next.at + 23 * hour, grace)?.firing?.date).toBe('2026-06-01')
    expect(dueNow(timetable, next, next.at + 25 * hour, grace)?.firing).toBeUndefined()
    expect(dueNow(timetable, next, next.at - 1, grace)).toBeUndefined()
  })

  test('a clock set back does not repeat a date, and the new year is a day like others', () => {
    const timetable = daily('23:59', 'UTC')
    expect(firstAfter(timetable, at('2026-12-31T23:30Z'), { date: '2026-12-31' }).date).toBe(
      '2027-01-01',
    )
    expect(nextAfter({ ...timetable, days: weekdays }, '2026-12-31').date).toBe('2027-01-01')
    expect(nextAfter({ ...timetable, days: '1' }, '2026-12-31').date).toBe('2027-01-04')
  })
})

describe('another timetable', () => {
  const berlin = { time: '09:00', zone: 'Europe/Berlin', days: everyDay }
  const standing = (now: string, last?: Day): Standing => ({
    timetable: berlin,
    next: firstAfter(berlin, at(now), last === undefined ? undefined : { date: last }),
    last: last === undefined ? undefined : firingOn(berlin, last),
  })
  const change = (now: string, to: Partial<Timetable>, last?: Day) => {
    const firing = rescheduled(standing(now, last), { ...berlin, ...to }, at(now))
    return `${firing.date} ${new Date(firing.at).toISOString().slice(0, 16)}`
  }

  test('later today moves today’s, and after it came tomorrow’s', () => {
    expect(change('2026-06-03T06:00Z', { time: '11:00' }, '2026-06-02')).toBe(
      '2026-06-03 2026-06-03T09:00',
    )
    expect(change('2026-06-03T08:00Z', { time: '11:00' }, '2026-06-03')).toBe(
      '2026-06-04 2026-06-04T09:00',
    )
  })

  test('a time that is behind already leaves today’s where it was', () => {
    expect(change('2026-06-03T06:50Z', { time: '08:30' }, '2026-06-02')).toBe(
      '2026-06-03 2026-06-03T07:00',
    )
    expect(change('2026-06-03T06:50Z', { time: '08:30', days: '1' }, '2026-06-02')).toBe(
      '2026-06-08 2026-06-08T06:30',
    )
  })

  test('over the date line: no date twice, and twelve hours between two', () => {
    expect(change('2026-06-03T08:00Z', { zone: 'Pacific/Honolulu' }, '2026-06-03')).toBe(
      '2026-06-04 2026-06-04T19:00',
    )
    expect(change('2026-06-03T08:00Z', { zone: 'Pacific/Kiritimati' }, '2026-06-03')).toBe(
      '2026-06-04 2026-06-03T19:00',
    )
    // 09:00 in Honolulu is 08:00 of the next day in Apia: its own 09:00 is an hour away.
    const honolulu = { ...berlin, zone: 'Pacific/Honolulu' }
    const last = firingOn(honolulu, '2026-06-03')
    const next = nextAfter(honolulu, last.date)
    const moved = rescheduled(
      { timetable: honolulu, next, last },
      { ...berlin, zone: 'Pacific/Apia' },
      last.at + 1000,
    )
    expect(moved.at - last.at).toBeGreaterThanOrEqual(12 * hour)
    expect(moved.date > last.date).toBe(true)
  })
})

// A year of somebody's digest: somebody looks now and then, the process is away for hours, and settings change.
type Event =
  | { readonly is: 'look'; readonly after: number }
  | { readonly is: 'edit'; readonly after: number; readonly to: Partial<Timetable> }

type Year = {
  readonly fired: readonly Firing[]
  readonly moves: readonly number[]
  readonly missed: readonly Missed[]
  readonly now: number
}

function live(start: Timetable, events: readonly Event[]): Year {
  let now = at('2026-01-01T00:00Z')
  const end = at('2027-01-01T00:00Z')
  let timetable = start
  let next = firstAfter(timetable, now)
  let last: Firing | undefined
  const fired: Firing[] = []
  const moves: number[] = []
  const missed: Missed[] = []
  for (let i = 0; now < end; i++) {
    const event = events[i % events.length] ?? { is: 'look', after: 1 }
    now += event.after * 60_000
    if (event.is === 'edit') {
      const changed = { ...timetable, ...event.to }
      next = rescheduled({ timetable, next, last }, changed, now)
      // Who sets another hour after a move has chosen when the next one comes.
      if (moves.at(-1) === fired.length) moves.pop()
      if (changed.zone !== timetable.zone) moves.push(fired.length)
      timetable = changed
    }
    // Looking follows an edit too: the beat and the person take turns as they like.
    const due = event.is === 'look' ? dueNow(timetable, next, now, grace) : undefined
    if (due === undefined) continue
    if (due.firing !== undefined) fired.push({ ...due.firing, at: now })
    if (due.missed !== undefined) missed.push(due.missed)
    last = due.firing ?? last
    next = due.next
  }
  return { fired, moves, missed, now }
}

const looks = fc.record({
  is: fc.constant('look' as const),
  after: fc.integer({ min: 1, max: 100 }),
})
const edits = (to: fc.Arbitrary<Partial<Timetable>>) =>
  fc.record({ is: fc.constant('edit' as const), after: fc.integer({ min: 0, max: 120 }), to })
const years = (to: fc.Arbitrary<Partial<Timetable>>) =>
  // Each edit is followed by a look, so that nobody is away for longer than the grace.
  fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: looks.map((look) => [look]) },
        { weight: 1, arbitrary: fc.tuple(edits(to), looks) },
      ),
      { minLength: 20, maxLength: 400 },
    )
    .map((parts) => parts.flat() as Event[])
const times = fc.constantFrom(...halfHours, '09:07', '23:59')
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'America/Nuuk',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Honolulu',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'UTC',
)

describe('a year', () => {
  test('of outages and changes of time has exactly one edition for every due day', () => {
    fc.assert(
      fc.property(
        times,
        zones,
        fc.constantFrom(everyDay, weekdays, '135', '7'),
        years(times.map((time) => ({ time }))),
        (time, zone, days, events) => {
          const { fired, missed } = live({ time, zone, days }, events)
          // An hour moved from just before midnight to just after it makes two dates due at once: the later one comes, and
          // the other is said to have been missed.
          for (const { from, until, count } of missed) expect([until, count]).toEqual([from, 1])
          const edits = events.filter((event) => event.is === 'edit').length
          if (edits === 0) expect(missed).toEqual([])
          const dates = [...fired.map(({ date }) => date), ...missed.map(({ from }) => from)].sort()
          const [first = ''] = dates
          const last = dates.at(-1) ?? ''
          const due = Array.from({ length: daysBetween(first, last) + 1 }, (_, i) =>
            addDays(first, i),
          ).filter((date) => isDueOn({ days }, date))
          expect(dates).toEqual(due)
          expect(dates.length).toBeGreaterThan(days.length * 50)
        },
      ),
      { numRuns: 60, endOnFailure: true },
    )
  }, 60_000)

  test('of moves and other days has no date twice, and never two editions within half a day of a move', () => {
    const anything = fc.oneof(
      times.map((time) => ({ time })),
      zones.map((zone) => ({ zone })),
      fc.constantFrom(everyDay, weekdays, '1').map((days) => ({ days })),
    )
    fc.assert(
      fc.property(times, zones, years(anything), (time, zone, events) => {
        const { fired, moves } = live({ time, zone, days: everyDay }, events)
        const dates = fired.map(({ date }) => date)
        expect(dates).toEqual([...new Set(dates)].sort())
        for (const move of moves) {
          const [before, after] = [fired[move - 1], fired[move]]
          // What is late was due earlier: by as much as nobody looked.
          if (before && after)
            expect(after.at - before.at).toBeGreaterThan(12 * hour - 220 * 60_000)
        }
      }),
      { numRuns: 60, endOnFailure: true },
    )
  }, 60_000)
})
