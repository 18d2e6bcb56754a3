// Times of day as people write them.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { printQuietHours, readQuietHours, readTimeOfDay } from '../../src/bot/time-of-day.ts'

it.each([
  ['9', '09:00'],
  [' 09:30 ', '09:30'],
  ['9.05', '09:05'],
  ['0930', '09:30'],
  ['21h', '21:00'],
  ['21h15', '21:15'],
  ['7pm', '19:00'],
  ['7:15 p.m.', '19:15'],
  ['12am', '00:00'],
  ['12 pm', '12:00'],
  ['00:00', '00:00'],
  ['23:59', '23:59'],
])('%s is %s', (typed, time) => {
  expect(readTimeOfDay(typed)).toBe(time)
})

it.each(['', 'noon', '24:00', '9:60', '13pm', '0am', '-1', '9:5', '123', '9 30', '١٠'])(
  '“%s” is no time of day',
  (typed) => {
    expect(readTimeOfDay(typed)).toBeUndefined()
  },
)

it.each([
  ['22-07', '22:00', '07:00'],
  ['22:30–7', '22:30', '07:00'],
  ['10pm to 7am', '22:00', '07:00'],
  ['1 — 6', '01:00', '06:00'],
])('%s is from %s to %s', (typed, from, to) => {
  expect(readQuietHours(typed)).toEqual({ from, to })
})

it.each(['', '22', '22-', '-7', '9-9', '9am-09:00', '1-2-3', 'night'])(
  '“%s” are no hours',
  (typed) => {
    expect(readQuietHours(typed)).toBeUndefined()
  },
)

it('reads what it prints, whatever the hours', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  fc.assert(
    fc.property(time, time, (from, to) => {
      fc.pre(from !== to)
      expect(readQuietHours(printQuietHours({ from, to }))).toEqual({ from, to })
    }),
  )
})
