// When what a follow found is told: at the person's hour, outside their quiet hours, and not at a weekend that is theirs.
import { describe, expect, test } from 'vitest'
import { nextTelling, type Rhythm, tellingTime } from '../../src/follows/due.ts'
import type { Often } from '../../src/follows/follow.ts'

const berlin: Rhythm = { zone: 'Europe/Berlin', hour: '09:00', weekends: false }

function told(often: Often, rhythm: Partial<Rhythm>, foundAt: string, now = foundAt): string {
  const times = { foundAt: Date.parse(foundAt), now: Date.parse(now) }
  return new Date(tellingTime(often, { ...berlin, ...rhythm }, times))
    .toISOString()
    .replace(':00.000Z', 'Z')
}

describe('as soon as there is one', () => {
  const night = { from: '22:00', to: '07:00' }
  test.each<[string, Partial<Rhythm>, string, string]>([
    ['by day', { quiet: night }, '2026-06-02T12:00Z', '2026-06-02T12:00Z'],
    ['before midnight', { quiet: night }, '2026-06-02T20:30Z', '2026-06-03T05:00Z'],
    ['after midnight', { quiet: night }, '2026-06-03T01:00Z', '2026-06-03T05:00Z'],
    ['on the minute they begin', { quiet: night }, '2026-06-02T20:00Z', '2026-06-03T05:00Z'],
    ['on the minute they end', { quiet: night }, '2026-06-03T05:00Z', '2026-06-03T05:00Z'],
    [
      'at noon, quiet',
      { quiet: { from: '11:00', to: '14:00' } },
      '2026-06-02T10:00Z',
      '2026-06-02T12:00Z',
    ],
    ['on Saturday', {}, '2026-06-06T10:00Z', '2026-06-07T22:00Z'],
    [
      'on Saturday, with quiet hours after it',
      { quiet: night },
      '2026-06-06T10:00Z',
      '2026-06-08T05:00Z',
    ],
    [
      'late on Friday, quiet until the weekend',
      { quiet: night },
      '2026-06-05T21:00Z',
      '2026-06-08T05:00Z',
    ],
    [
      'on Saturday, where weekends are taken',
      { weekends: true },
      '2026-06-06T10:00Z',
      '2026-06-06T10:00Z',
    ],
    // Friday in New York, Saturday in Berlin.
    ['where the weekend begins earlier', {}, '2026-06-05T22:30Z', '2026-06-07T22:00Z'],
    [
      'where it is still Friday',
      { zone: 'America/New_York' },
      '2026-06-05T22:30Z',
      '2026-06-05T22:30Z',
    ],
  ])('%s', (_, rhythm, found, expected) => {
    expect(told('instant', rhythm, found)).toBe(expected)
  })

  test('quiet hours end by the clock on the wall when the clocks change', () => {
    const sunday = { weekends: true, quiet: { from: '01:00', to: '07:00' } }
    expect(told('instant', sunday, '2026-03-29T00:30Z')).toBe('2026-03-29T05:00Z')
    expect(told('instant', sunday, '2026-10-25T00:30Z')).toBe('2026-10-25T06:00Z')
  })

  test('an end that the clocks skip is the first moment after it', () => {
    const quiet = { weekends: true, quiet: { from: '00:00', to: '02:30' } }
    expect(told('instant', quiet, '2026-03-29T00:30Z')).toBe('2026-03-29T01:00Z')
  })
})

describe('once a day', () => {
  test.each<[string, Partial<Rhythm>, string, string]>([
    ['at the hour that is still to come', {}, '2026-06-02T05:00Z', '2026-06-02T07:00Z'],
    ['the next day after it', {}, '2026-06-02T07:01Z', '2026-06-03T07:00Z'],
    ['Monday for Friday’s', {}, '2026-06-05T08:00Z', '2026-06-08T07:00Z'],
    [
      'Saturday where weekends are taken',
      { weekends: true },
      '2026-06-05T08:00Z',
      '2026-06-06T07:00Z',
    ],
    [
      'the hour on the wall in summer',
      { weekends: true },
      '2026-03-28T09:00Z',
      '2026-03-29T07:00Z',
    ],
    [
      'the hour on the wall in winter',
      { weekends: true },
      '2026-10-24T09:00Z',
      '2026-10-25T08:00Z',
    ],
    [
      'after quiet hours that the hour lies in',
      { quiet: { from: '08:00', to: '10:15' } },
      '2026-06-02T05:00Z',
      '2026-06-02T08:15Z',
    ],
    [
      'in a zone nobody knows as in UTC',
      { zone: 'Mars/Base' },
      '2026-06-02T05:00Z',
      '2026-06-02T09:00Z',
    ],
  ])('%s', (_, rhythm, found, expected) => {
    expect(told('daily', rhythm, found)).toBe(expected)
  })

  test('what waited for days comes at the last hour that passed', () => {
    expect(told('daily', {}, '2026-06-01T08:00Z', '2026-06-04T12:00Z')).toBe('2026-06-04T07:00Z')
  })
})

describe('once a week', () => {
  test.each<[string, string, string]>([
    ['on Monday', '2026-06-02T12:00Z', '2026-06-08T07:00Z'],
    ['on the same Monday before the hour', '2026-06-08T06:59Z', '2026-06-08T07:00Z'],
    ['on the next Monday after it', '2026-06-08T07:01Z', '2026-06-15T07:00Z'],
    // Sunday in UTC, Monday in Berlin.
    ['by the zone’s own calendar', '2026-06-07T22:30Z', '2026-06-08T07:00Z'],
  ])('%s', (_, found, expected) => {
    expect(told('weekly', {}, found)).toBe(expected)
    expect(told('weekly', { weekends: true }, found)).toBe(expected)
  })
})

test('the next that may come is what would be told of something found now', () => {
  const now = Date.parse('2026-06-05T08:00Z')
  expect(nextTelling('daily', berlin, now)).toBe(Date.parse('2026-06-08T07:00Z'))
  expect(nextTelling('instant', berlin, now)).toBe(now)
})
