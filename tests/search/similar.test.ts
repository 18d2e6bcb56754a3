// Which words tell a paper from others.
import { expect, test } from 'vitest'
import { engineWith, paperOf } from './fixtures.ts'

test('what papers share is never a word that says nothing', async () => {
  const abstract =
    'Zebras whose time is thus often taken, although many may yet make quite new stripes.'
  const engine = await engineWith([
    paperOf({ id: '2501.00001', title: 'Zebras', abstract }),
    paperOf({ id: '2501.00002', title: 'More Zebras', abstract }),
    paperOf({ id: '2501.00003', title: 'Bears' }),
  ])
  const [hit] = await engine.similar('2501.00001', 1)
  expect([...(hit?.shared ?? [])].sort()).toEqual(['stripes', 'zebras'])
})
