// The crash test in a small size: `npm run test:crash` is the same with thousands of deliveries, deaths and several seeds.
import { expect, test } from 'vitest'
import { placeFile } from '../contracts/places.ts'
import { type CrashOptions, crash } from './crash.ts'
import { wrongs } from './report.ts'
import { folder } from './scaled.ts'

const small = { deliveries: 60, kills: 2, freezes: 1, seed: 7, history: 'readable' } as const

async function run(options: Omit<CrashOptions, 'database'>) {
  const place = await placeFile(folder)
  try {
    return await crash({ ...options, database: place.url })
  } finally {
    await place.remove()
  }
}

test('whatever dies, everything is said, and nothing twice', { timeout: 600_000 }, async () => {
  const report = await run(small)
  expect(report.kills).toBeGreaterThanOrEqual(small.kills)
  // A third of them have threads, of one message or two.
  expect(report.discord).toMatchObject({ deliveries: 90, sent: 90 })
  expect(report.slack).toMatchObject({ deliveries: 90, sent: 90 })
  expect(wrongs(report, small)).toEqual([])
})
