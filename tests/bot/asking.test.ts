// What surrounds a command: permissions, forms, sharing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actionId, longActions, parseAction, sharePress } from '../../src/bot/action.ts'
import { formatAddress, parseAddress } from '../../src/bot/address.ts'
import { defineCommand } from '../../src/bot/command.ts'
import { submitted } from '../../src/bot/form.ts'
import type { Permissions } from '../../src/bot/permission.ts'
import { sharedBy } from '../../src/bot/share.ts'
import { parseWords, printWords } from '../../src/bot/words.ts'
import { openStand, origin, type Stand } from '../stands/paperboy.ts'

const answer = async () => ({ title: 'Done.', blocks: [] })
const managed = defineCommand({
  name: 'managed',
  summary: 'Change a channel',
  examples: ['managed'],
  options: z.object({}),
  visibility: 'private',
  may: 'manage-channel',
  posts: true,
  run: answer,
})
const mine = defineCommand({
  name: 'mine',
  summary: 'Show what is mine',
  examples: ['mine'],
  options: z.object({}),
  visibility: 'private',
  personal: true,
  run: answer,
})

let stand: Stand
beforeAll(async () => {
  stand = await openStand(undefined, [managed, mine])
})
afterAll(() => stand.close())

describe('a permission', () => {
  const ask = (permissions?: Permissions) =>
    stand.bot
      .prepare({ command: 'managed', options: {} }, { ...origin, permissions: permissions ?? {} })
      .run()
  const granted = { granted: true } as const

  it('that is there lets the command run', async () => {
    expect((await ask({ 'manage-channel': granted, post: granted })).title).toBe('Done.')
  })
  it('that nobody speaks of is missing', async () => {
    const view = await ask()
    expect(view.tone).toBe('mistake')
    expect(view.title).toContain('the right to manage this channel')
  })
  it('that is missing is named', async () => {
    const asker = await ask({ 'manage-channel': { granted: false, needs: 'Manage Channels' } })
    expect(asker.title).toBe('That takes Manage Channels, which you do not have here.')
    const bot = await ask({
      'manage-channel': granted,
      post: { granted: false, needs: 'Send Messages' },
    })
    expect(bot.title).toBe('I cannot post in this channel: I am missing Send Messages.')
  })
})

describe('sharing', () => {
  it('is offered of a private answer, with what asks for it again', async () => {
    const view = await stand.type('show 1706.03762')
    expect(view.share).toEqual({ command: 'show', options: { paper: '1706.03762' } })
  })
  it.each(['trending', 'mine', 'show', 'search'])('is not offered of %s', async (line) => {
    expect((await stand.type(line)).share).toBeUndefined()
  })
  it('names the sharer, and offers nothing more to share', async () => {
    const view = sharedBy(await stand.type('show 1706.03762'), '42')
    expect(view.share).toBeUndefined()
    expect(view.blocks.at(-1)).toEqual({ kind: 'note', text: ['Shared by ', { user: '42' }] })
  })
  it('of a long query is saved with the other long actions', async () => {
    const view = await stand.type(`search ${'attention transformers language '.repeat(6)}`)
    const id = view.share && actionId(sharePress(view.share))
    expect(id).toMatch(/^s~/)
    expect(longActions(view).has(String(id))).toBe(true)
    expect(await stand.bot.press(String(id))).toMatchObject({ effect: 'share' })
  })
})

describe('a form', () => {
  it('asks for the options it names, filled with what is known', () => {
    const invocation = { command: 'search', options: { query: 'mamba', sort: 'new' } }
    const form = stand.bot.form(invocation)
    expect(form?.fields.map(({ name, kind, value }) => [name, kind, value])).toEqual([
      ['query', 'lines', 'mamba'],
      ['sort', 'choice', 'new'],
      ['since', 'line', undefined],
      ['until', 'line', undefined],
    ])
  })
  it('becomes an invocation again: filled fields, and what it did not ask for', () => {
    const invocation = { command: 'search', options: { query: 'mamba', everywhere: true } }
    const form = stand.bot.form(invocation)
    if (form === undefined) throw new Error('search has no form')
    expect(submitted(form, { query: ' state\nspace ', sort: 'new', since: '' })).toEqual({
      command: 'search',
      options: { everywhere: true, query: 'state space', sort: 'new' },
    })
  })
  it('is opened by an id of its own kind', () => {
    const invoke = { command: 'search', options: { query: 'mamba' } }
    expect(parseAction(actionId({ invoke, effect: 'form' }))).toEqual({
      invocation: invoke,
      effect: 'form',
    })
  })
  it('does not exist for a command without one', () => {
    expect(stand.bot.form({ command: 'stats', options: {} })).toBeUndefined()
    expect(stand.bot.form({ command: 'nonsense', options: {} })).toBeUndefined()
  })
})

describe('printWords', () => {
  it.each([
    'search state space sort:new since:2025',
    'trending window:month query:"language models" why:yes',
  ])('prints what parseWords reads: %s', (line) => {
    const invocation = parseWords(line, stand.bot.commands)
    const command = stand.bot.commands.find(({ name }) => name === invocation.command)
    if (command === undefined) throw new Error('no such command')
    expect(parseWords(printWords(invocation, command), stand.bot.commands)).toEqual(invocation)
  })
})

describe('an address', () => {
  it.each(['discord:1/2', 'slack:T1/C1', 'slack:T1/@U1'])('%s reads as it is written', (text) => {
    const address = parseAddress(text)
    expect(address && formatAddress(address)).toBe(text)
  })
  it.each(['', 'slack', 'slack:T1', 'slack:T1/', 'slack:/C1', 'Slack:T1/C1', 'slack:T1/C1/x'])(
    '%s is none',
    (text) => {
      expect(parseAddress(text)).toBeUndefined()
    },
  )
})
