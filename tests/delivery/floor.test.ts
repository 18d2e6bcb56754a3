// One process at a time speaks on a platform: in the order they come, and soon after one has died.
import { expect, it } from 'vitest'
import { createFloor } from '../../src/delivery/floor.ts'
import { createLeases, type Leases } from '../../src/store/leases.ts'
import { describeOnEachDatabase } from '../contracts/databases.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')

describeOnEachDatabase('the floor', (stand) => {
  /** Processes with one database and one clock. */
  async function start() {
    const clock = { now: noon }
    const leases = createLeases(await stand.open())
    let taken = 0
    const counted: Pick<Leases, 'take' | 'release'> = {
      ...leases,
      take(...args) {
        taken++
        return leases.take(...args)
      },
    }
    const floorOf = (holder: string, platform = 'discord') =>
      createFloor(platform, {
        ...{ leases: counted, holder, now: () => clock.now },
        async sleep(ms) {
          clock.now += ms
        },
      })
    return { clock, floorOf, taken: () => taken }
  }

  it('is one process’s, until it leaves it; what it said then is past before another speaks', async () => {
    const { clock, floorOf } = await start()
    const [a, b] = [floorOf('a'), floorOf('b')]
    expect(await a.has()).toBe(true)
    expect(await b.has()).toBe(false)
    expect(clock.now).toBe(noon)
    await a.leave()
    expect(await b.has()).toBe(true)
    expect(clock.now).toBe(noon + 1000)
    expect(await a.has()).toBe(false)
  })

  it('is free of who died after fifteen seconds, and stays with who goes on', async () => {
    const { clock, floorOf, taken } = await start()
    const [a, b] = [floorOf('a'), floorOf('b')]
    for (; clock.now < noon + 60_000; clock.now += 1000) expect(await a.has()).toBe(true)
    expect(taken()).toBe(12)
    const died = noon + 55_000
    clock.now = died + 14_999
    expect(await b.has()).toBe(false)
    clock.now = died + 15_000
    expect(await b.has()).toBe(true)
    // Frozen, not dead: it asks before it speaks again.
    expect(await a.has()).toBe(false)
  })

  it('is asked for again when the clock is set back', async () => {
    const { clock, floorOf, taken } = await start()
    const a = floorOf('a')
    await a.has()
    clock.now = noon - 60_000
    expect(await a.has()).toBe(true)
    expect(taken()).toBe(2)
  })

  it('is another one on another platform, and not left by who never had it', async () => {
    const { floorOf } = await start()
    const [a, b] = [floorOf('a'), floorOf('b')]
    await a.has()
    expect(await floorOf('b', 'slack').has()).toBe(true)
    expect(await b.has()).toBe(false)
    await b.leave()
    expect(await floorOf('c').has()).toBe(false)
    expect(await a.has()).toBe(true)
  })
})
