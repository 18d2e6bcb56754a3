// Which zone somebody is in, and how zones are found by what people write.
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../src/bot/settings.ts'
import { isTimeZone, readTimeZone, suggestTimeZones, zoneOf } from '../../src/bot/time-zone.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createSettings } from '../../src/store/settings.ts'

const now = Date.UTC(2026, 10, 28, 13, 32)
const origin = { platform: 'slack', workspace: 'W1', channel: 'C1', user: 'U1' }

async function withSettings<T>(work: (settings: Settings) => Promise<T>): Promise<T> {
  const database = await openDatabase('sqlite::memory:')
  try {
    return await work(createSettings(database))
  } finally {
    await database.close()
  }
}

describe('the zone somebody is in', () => {
  test('is what they set, else what the platform knows, else a guess from their language', () =>
    withSettings(async (settings) => {
      const known = { ...origin, timeZone: 'Asia/Calcutta', locale: 'de' }
      expect(await zoneOf({ ...origin, locale: 'de' }, settings)).toBe('Europe/Berlin')
      expect(await zoneOf(known, settings)).toBe('Asia/Kolkata')
      const person = { platform: 'slack', workspace: 'W1', user: 'U1' }
      await settings.write('person', person, { timeZone: 'Asia/Tokyo' })
      expect(await zoneOf(known, settings)).toBe('Asia/Tokyo')
      expect(await zoneOf({ ...known, workspace: 'W2' }, settings)).toBe('Asia/Kolkata')
    }))

  test('is asked for where a language says nothing of a place', () =>
    withSettings(async (settings) => {
      for (const locale of ['en-US', 'en', 'es-419', 'not a locale', ''])
        expect(await zoneOf({ ...origin, locale }, settings)).toBeUndefined()
      expect(await zoneOf(origin, settings)).toBeUndefined()
      const odd = { ...origin, timeZone: 'Mars/Olympus', locale: 'ja' }
      expect(await zoneOf(odd, settings)).toBe('Asia/Tokyo')
    }))
})

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['Berlin', 'Europe/Berlin'],
  [' munich ', 'Europe/Berlin'],
  ['São Paulo', 'America/Sao_Paulo'],
  ['new york', 'America/New_York'],
  ['CET', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['Japan', 'Asia/Tokyo'],
  ['Germany', 'Europe/Berlin'],
  ['kiev', 'Europe/Kyiv'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['United States', undefined],
  ['+05:30', undefined],
  ['Mars', undefined],
  ['', undefined],
])('“%s” is read as %s', (typed, zone) => {
  expect(readTimeZone(typed)).toBe(zone)
})

test('every zone this runtime lists is read by its own name, and exists', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    expect(isTimeZone(readTimeZone(zone) ?? ''), zone).toBe(true)
    expect(readTimeZone(zone.toLowerCase()), zone).toBe(readTimeZone(zone))
  }
})

describe('completions', () => {
  const first = (typed: string, locale = 'en-US') =>
    withSettings(async (settings) => {
      const found = await suggestTimeZones(typed, { now, origin: { ...origin, locale }, settings })
      return found.map(({ label }) => label)
    })

  test('begin with one’s own zone, and tell the time there', async () => {
    expect((await first('', 'de'))[0]).toBe('Europe/Berlin · UTC+1 · 14:32 now')
    expect((await first(''))[0]).toBe('America/Los_Angeles · UTC-8 · 05:32 now')
  })

  test('find cities, countries, letters and offsets', async () => {
    expect((await first('mun'))[0]).toBe('Munich · Europe/Berlin · UTC+1 · 14:32 now')
    expect((await first('india'))[0]).toBe('India · Asia/Kolkata · UTC+5:30 · 19:02 now')
    expect((await first('united st'))[0]).toContain('United States')
    expect((await first('gmt'))[0]).toBe('GMT · UTC · 13:32 now')
    expect(await first('+5:30')).toContain('Asia/Kolkata · UTC+5:30 · 19:02 now')
    expect(await first('xyzzy')).toEqual([])
  })

  test('are at most 25, short enough for every platform, and each zone once', async () => {
    const found = await withSettings((settings) => suggestTimeZones('a', { now, origin, settings }))
    expect(found).toHaveLength(25)
    expect(new Set(found.map(({ value }) => value)).size).toBe(25)
    for (const { label, value } of found) {
      expect(label.length).toBeLessThanOrEqual(75)
      expect(isTimeZone(value)).toBe(true)
    }
  })
})
