// Declarations that people read: every example works, every description fits the platforms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../commands/index.ts'
import { describeCommands } from '../../src/bot/describe.ts'
import type { View } from '../../src/bot/view.ts'
import { openStand, type Stand } from '../stands/paperboy.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
  // What is asked about below has to be there.
  await stand.type('digest set 9am zone:Berlin save')
})
afterAll(() => stand.close())

const described = describeCommands(commands)

describe.each(described.map((command) => [command.name, command] as const))('%s', (_, command) => {
  it.each(command.examples)('%s', async (example) => {
    const view = await stand.type(example)
    expect(view.tone).toBeUndefined()
    expect(view.title).not.toMatch(/nothing|too few|no title/i)
    expect(view.blocks.length).toBeGreaterThan(0)
  })

  it('is declared within the limits of Discord: names 32, descriptions 100, options 25', () => {
    expect(command.name).toMatch(/^[a-z-]{1,32}( [a-z-]{1,32})?$/)
    expect(command.summary.length).toBeLessThanOrEqual(100)
    expect(command.options.length).toBeLessThanOrEqual(25)
    for (const option of command.options) {
      expect(option.name).toMatch(/^[a-z-]{1,32}$/)
      expect(option.description.length).toBeLessThanOrEqual(100)
    }
  })

  it('is explained by help', async () => {
    const view = await stand.type(`help ${command.name}`)
    expect(JSON.stringify(view)).toContain(JSON.stringify(command.usage).slice(1, -1))
  })
})

describe('help', () => {
  /** What a menu in an answer of help leads to. */
  async function ledToBy(line: string): Promise<readonly View[]> {
    const choice = (await stand.type(line)).blocks.find((block) => block.kind === 'choice')
    const options = choice?.choice.options ?? []
    return Promise.all(options.map(({ invoke }) => stand.invoke(invoke)))
  }

  it('leads to every command’s usage, by way of its group where it is in one', async () => {
    const groups = [...new Set(described.map(({ name }) => name.split(' ')[0] ?? ''))]
    const ways = groups.filter((group) => !described.some(({ name }) => name === group))
    const found = [
      await ledToBy('help'),
      ...(await Promise.all(ways.map((g) => ledToBy(`help ${g}`)))),
    ]
    const text = JSON.stringify(found)
    for (const { usage } of described) expect(text).toContain(JSON.stringify(usage).slice(1, -1))
  })

  it('is no longer than a menu of Discord’s, 25 lines', async () => {
    const choice = (await stand.type('help')).blocks.find((block) => block.kind === 'choice')
    expect(choice?.choice.options.length).toBeLessThanOrEqual(25)
  })
})
