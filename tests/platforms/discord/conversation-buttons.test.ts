// What pressing does: pages in place, details for the presser alone, menus, forms, and buttons that mean nothing any more.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../../../commands/index.ts'
import { createBot } from '../../../src/bot/bot.ts'
import { createBotStores } from '../../../src/store/bot-stores.ts'
import { componentsOf, type Exchange, textOf } from '../../stands/discord/exchange.ts'
import type { From } from '../../stands/discord/interactions.ts'
import type { Message } from '../../stands/discord/wire.ts'
import {
  acknowledgements,
  isPrivate,
  type OnDiscord,
  openOnDiscord,
  places,
  typedAs,
} from '../../stands/on-discord.ts'
import { now } from '../../stands/paperboy.ts'

const grace = { id: '80000000000000001', username: 'grace' }

let on: OnDiscord
let before = 0
beforeAll(async () => {
  on = await openOnDiscord()
})
beforeEach(() => {
  before = on.discord.violations.length
})
afterAll(() => on.close())

const say = (line: string, from?: From) =>
  on.discord.slash(typedAs(on.paperboy.bot, line), from).reply()

const labelsOf = (message: Message) =>
  componentsOf(message).flatMap(({ type, label }) => (type === 2 ? [label] : []))

const selectIn = (message: Message) => {
  const select = componentsOf(message).find(({ type }) => type === 3)
  if (select?.custom_id === undefined) throw new Error('the message has no menu')
  return { id: select.custom_id, options: select.options ?? [] }
}

/** The same message as before, changed. */
async function changed(exchange: Exchange, message: Message): Promise<Message> {
  const after = await exchange.reply()
  expect(after.id).toBe(message.id)
  expect(isPrivate(after)).toBe(isPrivate(message))
  expect(exchange.followUps()).toEqual([])
  expectManners(exchange)
  return after
}

/** A message of its own that only the presser sees, beside the one pressed. */
async function aside(exchange: Exchange, message: Message): Promise<Message> {
  const { type } = await exchange.ack()
  const said = type === 6 ? await exchange.followUp() : await exchange.reply()
  expect(said.id).not.toBe(message.id)
  expect(isPrivate(said)).toBe(true)
  expect(on.discord.shown(message)).toEqual(message)
  expectManners(exchange)
  return said
}

function expectManners(exchange: Exchange): void {
  expect(acknowledgements(on, exchange)).toBe(1)
  expect(on.discord.violations.slice(before)).toEqual([])
  expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
}

describe.each(places)('in %s', (_, from) => {
  it('pages are turned in place, back and forth', async () => {
    const first = await say('search model', from)
    expect(textOf(first)).toContain('1–5 of 60')
    const second = await changed(on.discord.press(first, 'Next'), first)
    expect(textOf(second)).toContain('6–10 of 60')
    const again = await changed(on.discord.press(second, 'Previous'), second)
    expect(textOf(again)).toBe(textOf(first))
    expect(labelsOf(again)).toEqual(labelsOf(first))
  })

  it('details come to the presser alone, and what is in them too', async () => {
    const list = await say('trending month', from)
    const card = await aside(on.discord.press(list, 'Details'), list)
    const citation = await aside(on.discord.press(card, 'Cite'), card)
    expect(textOf(citation)).toMatch(/@(misc|article|inproceedings)/)
  })

  it('one of several papers is chosen in place', async () => {
    const which = await say('show learning', from)
    const menu = selectIn(which)
    const { label, value } = menu.options[1] ?? { label: '', value: '' }
    const card = await changed(on.discord.choose(which, menu.id, value), which)
    expect(textOf(card)).toContain(label)
    expect(labelsOf(card)).toContain('Similar')
  })

  it('a search is changed in a form, and answers in place', async () => {
    const found = await say('search model sort:new', from)
    const opened = on.discord.press(found, 'Change')
    const form = await opened.modal()
    const fields = componentsOf(form).filter(({ type }) => type === 3 || type === 4)
    expect(fields.map(({ custom_id }) => custom_id)).toEqual(['query', 'sort', 'since', 'until'])
    expect(fields[0]?.value).toBe('model')
    expect(fields[1]?.options?.find((option) => option.default)?.value).toBe('new')
    expectManners(opened)
    const after = await changed(await on.discord.submit(opened, { query: 'mamba' }), found)
    expect(textOf(after)).toContain('1 paper for “mamba”')
  })

  it('a search for nothing is written in a form', async () => {
    const nothing = await say('search', from)
    const opened = on.discord.press(nothing, 'Write one')
    expect(componentsOf(await opened.modal()).some(({ value }) => value !== undefined)).toBe(false)
    const after = await changed(await on.discord.submit(opened, { query: 'mamba' }), nothing)
    expect(textOf(after)).toContain('1 paper for “mamba”')
  })

  it('a form that cannot be answered leaves what stands there', async () => {
    const found = await say('search mamba', from)
    const opened = on.discord.press(found, 'Change')
    const sent = await on.discord.submit(opened, { since: 'yesteryear' })
    expect(textOf(await aside(sent, found))).toContain('“yesteryear” is neither')
  })
})

describe('on a message that everybody sees', () => {
  it('anybody turns the pages, and everybody sees it', async () => {
    const list = await say('trending month')
    const day = await changed(on.discord.press(list, 'Next', { user: grace }), list)
    expect(textOf(day)).not.toBe(textOf(list))
    expect(labelsOf(day)).not.toContain('Share')
  })

  it('anybody opens details, for themselves', async () => {
    const list = await say('trending month')
    const card = await aside(on.discord.press(list, 'Details', { user: grace }), list)
    expect(card.interaction_metadata?.user.id).toBe(grace.id)
    expect(() => on.discord.press(card, 'Cite', { user: { id: '80000000000000002' } })).toThrow()
  })

  it('anybody changes the search in a form', async () => {
    const found = await say('search model')
    const shared = await on.discord.press(found, 'Share').followUp()
    const opened = on.discord.press(shared, 'Change', { user: grace })
    const after = await changed(await on.discord.submit(opened, { query: 'mamba' }), shared)
    expect(textOf(after)).toContain('1 paper for “mamba”')
    expect(on.discord.messages(after.channel_id)).toContainEqual(after)
  })
})

describe('a button whose meaning is gone', () => {
  const short = 'A'.repeat(22)
  const strange = [
    'nonsense',
    'u/',
    'x/search?query=mamba',
    'u/%E0%A4%A?query=mamba',
    `u~${short}`,
    `s~${short}`,
    `u~${short}A`,
    'f/nosuch',
    'f/random',
    'f/__proto__',
    'u/nosuch?query=mamba',
    'r/nosuch?query=mamba',
    'u/search?query=mamba&page=0',
    'u/search?query=mamba&page=many',
    'u/search?query=mamba&nosuch=1',
    'r/show?paper=2506.99999',
    'u/__proto__?constructor=1',
    's/nosuch',
    's/trending',
    `r/find?text=${'%20'.repeat(20)}`,
  ]
  it.each(strange)('is answered kindly: %s', async (id) => {
    for (const message of [await say('search mamba'), await say('trending')]) {
      const said = await aside(on.discord.press(message, id, { force: true }), message)
      expect(said.components[0]?.accent_color).toBe(0xf0b232)
    }
    expect(on.paperboy.logged).toEqual([])
  })

  it('is answered kindly in a menu too', async () => {
    const which = await say('show learning')
    const { id } = selectIn(which)
    for (const value of ['nonsense', 'u/nosuch', `u~${short}`])
      await aside(on.discord.choose(which, id, value, { force: true }), which)
  })
})

describe('a button whose meaning is too long for its id', () => {
  it('is known to another process, after a restart', async () => {
    // The other process runs one of two shards, the one this guild is on.
    const guilds = [{ id: String(3n << 22n) }]
    const first = await openOnDiscord({ stand: { guilds, maxConcurrency: 2 } })
    onTestFinished(first.close)
    const { discord, paperboy } = first
    const long = `model -${'z'.repeat(150)}`
    const typed = { command: 'paper', subcommand: 'search', options: { query: long } }
    const page = await discord.slash(typed).reply()
    const next = componentsOf(page).find(({ label }) => label === 'Next')?.custom_id ?? ''
    expect(next).toMatch(/^u~[\w-]{22}$/)
    await first.adapter.stop()

    const { database, store: corpus, search } = paperboy
    const kept = createBotStores(database)
    const log = { error: (details: object) => expect(details).toEqual({}) }
    const parts = { commands, corpus, search, ...kept, now: () => now, random: () => 0, log }
    await first.another({ shards: { ids: [1], of: 2 } }).start(createBot(parts))
    const after = await discord.press(page, next).reply()
    expect(after.id).toBe(page.id)
    expect(textOf(after)).toContain('6–10 of 60')
    const form = await discord.press(after, 'Change').modal()
    expect(componentsOf(form).find(({ custom_id }) => custom_id === 'query')?.value).toBe(long)
    expect(discord.violations).toEqual([])
  })
})
