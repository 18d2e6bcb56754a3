// Declarations that people read: every example works, every description fits the platforms.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../commands/index.ts'
import { describeCommands } from '../../src/bot/describe.ts'
import { plainText } from '../../src/bot/view.ts'
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
  it('lists every command with what it is for, a line each, and leads to its usage', async () => {
    const [list, more] = (await stand.type('help')).blocks
    const lines = described.map(({ name, summary }) => `${name} ${summary}`)
    expect(list?.kind === 'text' && plainText(list.text)).toBe(lines.join('\n'))
    const options = more?.kind === 'choice' ? more.choice.options : []
    expect(options).toHaveLength(described.length)
    for (const [i, { usage }] of described.entries()) {
      const help = await stand.invoke(options[i]?.invoke ?? { command: '', options: {} })
      expect(JSON.stringify(help)).toContain(JSON.stringify(usage).slice(1, -1))
    }
  })
})
