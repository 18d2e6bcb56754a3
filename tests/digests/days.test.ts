// Days of the week as people write them.
import { expect, test } from 'vitest'
import { daysWords, readDays } from '../../src/digests/days.ts'

test.each([
  ['weekdays', '12345'],
  ['Monday to Friday', '12345'],
  ['mon-fri', '12345'],
  ['every day', '1234567'],
  ['daily', '1234567'],
  ['weekly', '1'],
  ['every week', '1'],
  ['weekly friday', '5'],
  ['weekly on Fridays', '5'],
  ['fridays', '5'],
  ['every tue', '2'],
  ['mon, wed and fri', '135'],
  ['tu th', '24'],
  ['weekends', '67'],
  ['fri – mon', '1567'],
  ['weekdays and saturday', '123456'],
  ['sunday', '7'],
  ['', undefined],
  ['s', undefined],
  ['monthly', undefined],
  ['mon to', undefined],
  ['weekdays at nine', undefined],
])('“%s” is %s', (typed, days) => {
  expect(readDays(typed)).toBe(days)
})

test('are said as people say them, and read back', () => {
  for (const days of ['12345', '1234567', '1', '7', '135', '67', '123456'])
    expect(readDays(daysWords(days)), daysWords(days)).toBe(days)
  expect(daysWords('135')).toBe('Monday, Wednesday, and Friday')
})
