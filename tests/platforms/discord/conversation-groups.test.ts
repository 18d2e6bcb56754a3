// Commands that stand in a group, such as `digest set`: declared as one, typed, completed, and refused by name.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type Command, defineCommand } from '../../../src/bot/command.ts'
import { textOf } from '../../stands/discord/exchange.ts'
import { usualPermissions } from '../../stands/discord/state.ts'
import { permission } from '../../stands/discord/wire.ts'
import { type OnDiscord, openOnDiscord } from '../../stands/on-discord.ts'

const tides = [
  defineCommand({
    name: 'tide show',
    summary: 'Shows the tide',
    examples: ['tide show'],
    options: z.object({}),
    visibility: 'private',
    run: async () => ({ title: 'Low', blocks: [] }),
  }),
  defineCommand({
    name: 'tide set',
    summary: 'Sets the tide',
    examples: ['tide set high'],
    options: z.object({
      level: z.string().describe('how high'),
      moon: z.enum(['new', 'full']).default('new').describe('the phase'),
    }),
    visibility: 'private',
    may: 'manage-channel',
    posts: true,
    suggest: {
      level: async (typed) =>
        ['high', 'higher', 'low'].flatMap((value) => completion(value, typed)),
    },
    run: async ({ level, moon }) => ({ title: `${level}, ${moon} moon`, blocks: [] }),
  }),
] satisfies readonly Command[]

function completion(value: string, typed: string) {
  return value.startsWith(String(typed)) ? [{ label: value, value }] : []
}

const manager = { memberPermissions: permission.manageChannels }
const set = { command: 'paper', group: 'tide', subcommand: 'set' }

let on: OnDiscord
beforeAll(async () => {
  on = await openOnDiscord({ extra: tides })
})
afterAll(() => on.close())

it('are declared as a group, each with its options, required ones first', () => {
  const paper = on.discord.commands().find(({ name }) => name === 'paper')
  const group = paper?.options?.find(({ name }) => name === 'tide')
  expect(group).toMatchObject({ type: 2, description: 'show, set' })
  expect(group?.options?.map(({ name, type }) => [name, type])).toEqual([
    ['show', 1],
    ['set', 1],
  ])
  expect(group?.options?.[1]?.options).toMatchObject([
    { name: 'level', required: true, autocomplete: true },
    { name: 'moon', choices: [{ value: 'new' }, { value: 'full' }] },
  ])
  expect(on.discord.violations).toEqual([])
})

it('are answered', async () => {
  const shown = on.discord.slash({ command: 'paper', group: 'tide', subcommand: 'show' })
  expect(textOf(await shown.reply())).toContain('Low')
  const options = { level: 'high', moon: 'full' }
  const given = on.discord.slash({ ...set, options }, manager)
  expect(textOf(await given.reply())).toContain('high, full moon')
  expect(on.discord.violations).toEqual([])
})

it('are completed while they are typed', async () => {
  const asked = on.discord.autocomplete({ ...set, options: { level: 'hi' }, focused: 'level' })
  expect((await asked.choices()).map(({ value }) => value)).toEqual(['high', 'higher'])
  expect(on.discord.violations).toEqual([])
})

it('ask for the permission they need by its name', async () => {
  const exchange = on.discord.slash(
    { ...set, options: { level: 'high' } },
    { memberPermissions: 0n },
  )
  expect(textOf(await exchange.reply())).toContain('the permission Manage Channels')
  const quiet = usualPermissions & ~permission.embedLinks & ~permission.sendMessages
  const mute = on.discord.addGuild({ botPermissions: quiet })
  const there = { ...manager, guildId: mute.id }
  const other = on.discord.slash({ ...set, options: { level: 'high' } }, there)
  expect(textOf(await other.reply())).toContain('the permissions Send Messages and Embed Links')
  expect(on.discord.violations).toEqual([])
})
