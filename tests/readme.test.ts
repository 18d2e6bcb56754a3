// The README tells the truth: its command table is the declarations', its session is what the bot answers.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../commands/index.ts'
import { type CommandDescription, describeCommands } from '../src/bot/describe.ts'
import { renderView } from '../src/platforms/console/render.ts'
import { now, openStand, type Stand } from './stands/paperboy.ts'

const file = new URL('../README.md', import.meta.url)

/** The part of the README between two marks. */
function part(name: string): string {
  const text = readFileSync(file, 'utf8')
  const [, inside] =
    new RegExp(`<!-- ${name}:[^>]*-->\n([\\s\\S]*?)<!-- /${name} -->`).exec(text) ?? []
  return inside ?? ''
}

function commandTable(): string {
  const rows = describeCommands(commands).map(row)
  return ['| type | to |', '|---|---|', ...rows, ''].join('\n')
}

function row({ usage, summary }: CommandDescription): string {
  return `| \`${usage.replaceAll('|', '\\|')}\` | ${summary[0]?.toLowerCase()}${summary.slice(1)} |`
}

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

describe('the README', () => {
  it('lists every command as it is declared', () => {
    // When this fails, what it expected is what belongs there.
    expect(part('commands')).toBe(commandTable())
  })

  it('shows a session that really happens', async () => {
    const [, line = '', answer] = /paper> (.*)\n([\s\S]*?)```/.exec(part('session')) ?? []
    const view = await stand.type(line)
    const terminal = { width: 80, colour: false, links: false, now }
    expect(`${renderView(view, terminal).text}\n`).toBe(answer)
  })

  it('names every setting, and no other', () => {
    const config = readFileSync(new URL('../config/config.ts', import.meta.url), 'utf8')
    const read = new Set(config.match(/(?<=^ {2})(?!TERM)[A-Z_]+(?=:)/gm))
    const named = new Set(readFileSync(file, 'utf8').match(/(?<=^\| `)[A-Z_]+(?=`)/gm))
    expect(named).toEqual(read)
  })
})
