// Nothing of one workspace shows in another, whatever is typed there and whichever of its buttons is pressed there.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actionId } from '../../src/bot/action.ts'
import type { Origin } from '../../src/bot/invocation.ts'
import type { Press, View } from '../../src/bot/view.ts'
import { parseWords } from '../../src/bot/words.ts'
import { openStand, origin, type Stand } from '../stands/paperboy.ts'

/** The same ids in another workspace: somebody else. */
const other: Origin = { ...origin, workspace: 'W2' }
const secrets = /kettles|zebra|Attention Is All|Nairobi/

let stand: Stand
const pressed: Press[] = []
beforeAll(async () => {
  stand = await openStand()
  for (const line of [
    'settings mine nairobi',
    'follow "zebra kettles" save',
    'follow kettles weekly save',
    'save 1706.03762',
    'mute zebra',
  ])
    await stand.type(line)
  for (const line of ['following', 'saved', 'home', 'privacy', 'forget-me', 'settings mine'])
    pressed.push(...pressesOf(await stand.type(line)))
})
afterAll(() => stand.close())

function pressesOf({ blocks }: View): readonly Press[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'buttons') return block.buttons.filter((button) => 'invoke' in button)
    return block.kind === 'item' && block.button && 'invoke' in block.button ? [block.button] : []
  })
}

async function ask(line: string): Promise<string> {
  const invocation = parseWords(line, stand.bot.commands)
  return JSON.stringify(await stand.bot.prepare(invocation, other).run())
}

test('whatever is typed', async () => {
  for (const { name } of stand.bot.commands) {
    if (['random', 'search', 'trending', 'stats', 'help'].includes(name)) continue
    expect(await ask(name), name).not.toMatch(secrets)
  }
  // What was typed is said back; what is followed is not.
  for (const line of ['mute zebra', 'unfollow kettles', 'privacy export', 'saved bibtex'])
    expect(await ask(line), line).not.toMatch(/zebra kettles|Attention Is All|Nairobi/)
})

test('whichever button is pressed', async () => {
  expect(pressed.length).toBeGreaterThan(15)
  const own = await stand.type('following')
  for (const press of pressed) {
    const found = await stand.bot.press(actionId(press))
    if (found === undefined) continue
    const { command, options } = found.invocation
    // A paper is everybody's, and what a button carries whoever has it could type.
    if ('paper' in options || command === 'trending') continue
    if (secrets.test(JSON.stringify(options))) continue
    const text = JSON.stringify(await stand.bot.prepare(found.invocation, other).run())
    expect(text, JSON.stringify(found.invocation)).not.toMatch(secrets)
  }
  expect(await stand.type('following')).toEqual(own)
  expect(JSON.stringify(await stand.type('saved'))).toContain('Attention Is All')
})
