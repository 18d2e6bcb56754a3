// How deliveries become rows of the ledger, on each engine: once, and nobody behind another's backlog.
import { expect, test } from 'vitest'
import type { NewDelivery } from '../../src/delivery/delivery.ts'
import { enqueue } from '../../src/store/enqueue.ts'
import { describeOnEachDatabase } from './databases.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')

const digest = (
  workspace: string,
  channel: string,
  more: Partial<NewDelivery> = {},
): NewDelivery => ({
  kind: 'digest',
  to: { platform: 'discord', workspace, channel },
  subject: 's1',
  edition: '2025-03-10',
  dueAt: noon,
  expiresAt: noon + 4 * 3_600_000,
  version: 1,
  ...more,
})

describeOnEachDatabase('a delivery', (stand) => {
  test('becomes a row once, however often it is said to be due', async () => {
    const { db } = await stand.open()
    const rows = [digest('1', '10'), digest('1', '10'), digest('1', '11')]
    expect(await enqueue(db, rows, noon)).toBe(2)
    expect(await enqueue(db, rows, noon + 1)).toBe(0)
    expect(await enqueue(db, [digest('1', '10', { edition: '2025-03-11' })], noon)).toBe(1)
    expect(await enqueue(db, [digest('2', '10')], noon)).toBe(1)
    const keys = await db.selectFrom('delivery').select('key').execute()
    expect(new Set(keys.map(({ key }) => key)).size).toBe(4)
    for (const { key } of keys) expect(key).toMatch(/^[0-9a-z]{20,25}$/)
  })

  test('is gone when its transaction fails', async () => {
    const { db } = await stand.open()
    const failing = db.transaction().execute(async (transaction) => {
      await enqueue(transaction, [digest('1', '10')], noon)
      throw new Error('the schedule could not move on')
    })
    await expect(failing).rejects.toThrow('could not move on')
    expect(await db.selectFrom('delivery').selectAll().execute()).toEqual([])
  })

  test('of a busy workspace stands behind the first of every other', async () => {
    const { db } = await stand.open()
    const many = Array.from({ length: 700 }, (_, n) => digest('1', String(n)))
    await enqueue(db, many, noon)
    await enqueue(db, [digest('2', '10')], noon)
    const queue = await db
      .selectFrom('delivery')
      .select('workspace')
      .orderBy('turn_at')
      .orderBy('turn')
      .execute()
    expect(queue.findIndex(({ workspace }) => workspace === '2')).toBeLessThan(2)
  })
})
