// How a request leaves: in its turn, and counted from when its bytes go.
import { expect, it } from 'vitest'
import { createPace } from '../../src/delivery/pace.ts'
import { departure } from '../../src/delivery/turn.ts'

it('waits behind one that a connection kept, from when that one really left', async () => {
  let now = 1000
  const slept: number[] = []
  const parts = {
    pace: createPace({ all: 1 }),
    elapsed: () => now,
    sleep: async (ms: number) => {
      slept.push(ms)
      now += ms
    },
  }
  const gone: number[] = []
  const first = departure(parts, { workspace: '1', destination: '1' })
  first.leave(() => gone.push(now))
  now += 400
  first.left()
  const second = departure(parts, { workspace: '2', destination: '2' })
  await new Promise<void>((resolve) => {
    second.leave(() => {
      gone.push(now)
      resolve()
    })
  })
  expect(gone[0]).toBe(1000)
  // A second after 1400, when its bytes went, and not after 1000, when it was let go.
  expect(gone[1]).toBeGreaterThanOrEqual(2400)
  expect(slept).toHaveLength(1)
})
