// What a record of feed days must do, on each engine.
import { expect, test } from 'vitest'
import { createFeedDays, type FeedDay } from '../../src/store/feed-days.ts'
import { describeOnEachDatabase } from './databases.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')

function feedDay(day: string, given: Partial<FeedDay> = {}): FeedDay {
  return {
    source: 'hugging-face',
    day,
    papers: 12,
    readAt: noon,
    changedAt: noon,
    settled: false,
    ...given,
  }
}

describeOnEachDatabase('feed days', (stand) => {
  const open = async () => createFeedDays(await stand.open())

  test('are given back as they were put', async () => {
    const days = await open()
    const whole = feedDay('2025-03-10', { validator: 'W/"é-1"', settled: true })
    await days.put(whole)
    await days.put(feedDay('2025-03-11'))
    expect(await days.get('hugging-face', '2025-03-10')).toEqual(whole)
    expect(await days.get('hugging-face', '2025-03-11')).toEqual(feedDay('2025-03-11'))
    expect(await days.get('hugging-face', '2025-03-12')).toBeUndefined()
  })

  test('are replaced whole: a validator that is no more is forgotten', async () => {
    const days = await open()
    await days.put(feedDay('2025-03-10', { validator: 'a', settled: true }))
    const again = feedDay('2025-03-10', { papers: 0, readAt: noon + 1 })
    await days.put(again)
    expect(await days.list('hugging-face')).toEqual([again])
  })

  test('are kept for each source by itself', async () => {
    const days = await open()
    const arxiv = feedDay('2025-03-10', { source: 'arxiv', papers: 400 })
    await days.put(feedDay('2025-03-10'))
    await days.put(arxiv)
    expect(await days.get('arxiv', '2025-03-10')).toEqual(arxiv)
    expect(await days.list('arxiv')).toEqual([arxiv])
  })

  test('are listed oldest first, both ends included', async () => {
    const days = await open()
    const dates = ['2024-12-31', '2025-01-01', '2025-01-02', '2025-01-03']
    for (const day of dates.toReversed()) await days.put(feedDay(day))
    const listed = async (...range: string[]) =>
      (await days.list('hugging-face', ...range)).map(({ day }) => day)
    expect(await listed()).toEqual(dates)
    expect(await listed('2025-01-02')).toEqual(['2025-01-02', '2025-01-03'])
    expect(await listed('2025-01-01', '2025-01-02')).toEqual(['2025-01-01', '2025-01-02'])
    expect(await listed('2025-01-04')).toEqual([])
  })

  test('keep a validator that holds what a database cannot', async () => {
    const days = await open()
    await days.put(feedDay('2025-03-10', { validator: 'a\0b\ud800' }))
    const { validator } = (await days.get('hugging-face', '2025-03-10')) ?? {}
    expect(validator).toBe('ab\ufffd')
  })
})
