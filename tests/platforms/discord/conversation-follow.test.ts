// What somebody follows, on Discord: from the look before it to the message that comes once, and what they say back.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createDiscord } from '../../../src/platforms/discord/adapter.ts'
import { createNotes } from '../../../src/store/notes.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { type Arrivals, openArrivals } from '../../stands/arrivals.ts'
import { type DigestStand, openDigestStand } from '../../stands/digests.ts'
import { type DiscordStand, openDiscord } from '../../stands/discord/discord.ts'
import { componentsOf, type Exchange, textOf } from '../../stands/discord/exchange.ts'
import type { From } from '../../stands/discord/interactions.ts'
import type { Message } from '../../stands/discord/wire.ts'
import { isPrivate, testWelcome } from '../../stands/on-discord.ts'

let discord: DiscordStand
let adapter: ReturnType<typeof createDiscord>
let stand: DigestStand
let arrivals: Arrivals

/** A Tuesday. */
const noon = Date.parse('2026-06-02T12:00Z')
const minute = 60_000
const bob = { id: '300000000000000001', username: 'bob', discriminator: '0', global_name: 'Bob' }

type Options = Readonly<Record<string, string | number | boolean>>
const type = (subcommand: string, options: Options = {}, from: From = {}) =>
  discord.slash({ command: 'paper', subcommand, options }, from)
const told = async (subcommand: string, options?: Options, from?: From) =>
  textOf(await type(subcommand, options, from).reply())

beforeAll(async () => {
  discord = await openDiscord()
  stand = await openDigestStand('2026-06-02T12:00Z', {
    platform: 'discord',
    post: (to, view, posting) => adapter.post(to, view, posting),
    hasLeft: async (person) => (await adapter.hasLeft?.(person)) === true,
  })
  adapter = createDiscord({
    token: discord.token,
    api: discord.api,
    shards: 'auto',
    workspaces: createWorkspaces(stand.database),
    notes: createNotes(stand.database),
    welcome: testWelcome,
    now: () => stand.now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await adapter.start(stand.bot)
  await stand.feature('2026-05-20', [{ title: 'Mamba Before' }, { title: 'Other' }], noon - minute)
  arrivals = await openArrivals(stand)
})
afterEach(() => {
  expect(discord.violations).toEqual([])
})
afterAll(async () => {
  await adapter.stop()
  await discord.close()
  await arrivals.close()
  await stand.close()
})

/** What came to somebody by direct message. */
const mail = (user = discord.somebody.id) => discord.messages(discord.dm(user))
const last = (messages: readonly Message[]): Message => {
  const message = messages.at(-1)
  if (message === undefined) throw new Error('nothing came')
  return message
}

/** Presses a button that a paper has, as one of several. */
function pressOn(message: Message, paper: string, label: string): Exchange {
  const button = componentsOf(message).find(
    (one) => one.label === label && one.custom_id?.includes(paper),
  )
  return discord.press(message, button?.custom_id ?? label)
}

async function aside(exchange: Exchange): Promise<Message> {
  const { type: kind } = await exchange.ack()
  return kind === 6 ? exchange.followUp() : exchange.reply()
}

it('is looked at first: what the last four weeks would have brought', async () => {
  const plan = await type('follow', { query: 'mamba', often: 'instant' }).reply()
  expect(isPrivate(plan)).toBe(true)
  expect(textOf(plan)).toContain('1 paper in the last 28 days')
  expect(textOf(plan)).toContain('Mamba Before')
  expect(await told('following')).toContain('You follow nothing yet')
  await discord.press(plan, 'Save').reply()
  expect(textOf(discord.shown(plan))).toContain('You follow: mamba')
  expect(await told('following')).toContain('You follow 1 topic')
  expect(await told('following', {}, { user: bob })).toContain('You follow nothing yet')
})

it('comes once, by direct message, and says why', async () => {
  await arrivals.arrive(
    noon + minute,
    { id: '2606.00001', title: 'Mamba Retrieval of Proteins', upvotes: 9 },
    { id: '2606.00002', title: 'Mamba Video Games', upvotes: 5 },
    { id: '2606.00003', title: 'Kettles' },
  )
  await stand.beat(noon + 2 * minute)
  const [message, ...more] = mail()
  expect(more).toEqual([])
  const text = textOf(message as Message)
  expect(text).toContain('2 new papers: mamba')
  expect(text).toMatch(/matched .*Mamba.* in the title; your follow \*\*mamba\*\*/)
  expect(text).not.toContain('Kettles')
  expect(text.indexOf('Proteins')).toBeLessThan(text.indexOf('Games'))
  expect(mail(bob.id)).toEqual([])
})

it('takes what is said back, which orders what comes next and is explained', async () => {
  const message = last(mail())
  const more = await aside(pressOn(message, '2606.00001', 'More like this'))
  expect(textOf(more)).toContain('More like this: noted')
  const less = await aside(pressOn(message, '2606.00002', 'Less like this'))
  expect(textOf(less)).toContain('stand lower')
  await arrivals.arrive(
    noon + 10 * minute,
    { id: '2606.00011', title: 'Mamba for Video', upvotes: 90 },
    { id: '2606.00012', title: 'Mamba Retrieval of Crystals', upvotes: 2 },
  )
  expect(mail()).toHaveLength(2)
  const text = textOf(last(mail()))
  expect(text.indexOf('Crystals')).toBeLessThan(text.indexOf('Video'))
  const why = await told('why', { paper: '2606.00012' })
  expect(why).toMatch(/Its place: you wanted more of .*retrieval/)
  expect(await told('why', { paper: '2606.00011' })).toMatch(/less of .*[Vv]ideo/)
})

it('is the server’s own where it is answered in direct messages, where no server is told', async () => {
  const direct = { guildId: null }
  expect(await told('following', {}, direct)).toContain('You follow 1 topic')
  const list = await aside(discord.press(last(mail()), 'What I follow'))
  const muted = await discord.press(list, 'Mute').reply()
  expect(textOf(muted)).toContain('Muted: mamba')
  await discord.press(muted, 'Undo').reply()
  expect(await told('following')).not.toContain('muted until')
  // Of somebody else nothing is kept there, whatever they press.
  const asked = { query: 'forged', where: 'here', often: 'weekly', save: true }
  expect(await told('follow', asked, { ...direct, user: bob })).toContain('by direct message')
  const forged = discord.press(last(mail()), 'What I follow', { user: bob, force: true })
  expect(textOf(await aside(forged))).toContain('forged')
  await told('unfollow', { follow: 'forged' }, { ...direct, user: bob })
})

it('is saved with one press, and comes as a file', async () => {
  const saved = await aside(pressOn(last(mail()), '2606.00012', 'Save'))
  expect(textOf(saved)).toContain('Saved')
  for (const [format, name, words] of [
    ['bibtex', 'papers.bib', '@misc{'],
    ['markdown', 'papers.md', 'Mamba Retrieval of Crystals'],
  ] as const) {
    const exported = await type('saved', { export: format }).reply()
    expect(isPrivate(exported)).toBe(true)
    const [file, ...others] = exported.attachments as { filename: string; text: string }[]
    expect(others).toEqual([])
    expect(file).toMatchObject({ filename: name, text: expect.stringContaining(words) })
  }
  expect(await told('saved', {}, { user: bob })).not.toContain('Crystals')
})

it('comes to a channel with a mention of that one person', async () => {
  const asked = { query: 'kettles', often: 'instant', where: 'here', save: true }
  expect(await told('follow', asked, { user: bob })).toContain('You follow: kettles')
  const before = discord.messages(discord.channelId).length
  await arrivals.arrive(noon + 20 * minute, { id: '2606.00021', title: 'Kettles Again' })
  const posted = discord.messages(discord.channelId).slice(before)
  expect(posted).toHaveLength(1)
  expect(textOf(last(posted))).toContain(`<@${bob.id}>, for what you follow`)
  const sent = discord.requests.filter(
    ({ method, path }) => method === 'POST' && path === `/channels/${discord.channelId}/messages`,
  )
  expect(sent.at(-1)?.body).toMatchObject({ allowed_mentions: { parse: [], users: [bob.id] } })
  // Whoever presses there acts for themselves.
  await aside(pressOn(last(posted), '2606.00021', 'Save'))
  expect(await told('saved')).toContain('Kettles Again')
  expect(await told('saved', {}, { user: bob })).not.toContain('Kettles')
})

it('is paused where messages are refused: tried once, told once, begun anew with one press', async () => {
  discord.closeDm(discord.somebody.id)
  const tries = () =>
    discord.requests.filter(
      ({ method, path }) =>
        method === 'POST' && path === `/channels/${discord.dm(discord.somebody.id)}/messages`,
    ).length
  const before = tries()
  await arrivals.arrive(noon + 30 * minute, { id: '2606.00031', title: 'Mamba Refused' })
  await arrivals.arrive(noon + 31 * minute, { id: '2606.00032', title: 'Mamba Refused Again' })
  for (const later of [32, 60, 24 * 60]) await stand.beat(noon + later * minute)
  expect(tries()).toBe(before + 1)
  expect(await told('stats', {}, { user: bob })).not.toContain('could not be sent')
  expect(await told('stats')).toContain('could not be sent to you')
  expect(await told('following')).not.toContain('could not be sent to you')
  expect(await told('following')).toContain('paused: I could not reach you')
  expect(await told('following', {}, { user: bob })).not.toContain('could not be sent')
  // Who goes on is written to again, and told again when that is refused.
  const listed = await type('following').reply()
  await discord.press(listed, 'Go on').reply()
  await arrivals.arrive(stand.now + minute, { id: '2606.00033', title: 'Mamba Still Refused' })
  expect(tries()).toBe(before + 2)
  expect(await told('saved')).toContain('could not be sent to you')
})

it('ends for whoever leaves the server, in direct messages and channels, until they are back and say so', async () => {
  const eve = { ...bob, id: '300000000000000002', username: 'eve' }
  const from = { user: eve }
  const asked = { often: 'instant', save: true }
  await told('follow', { ...asked, query: 'kettles', where: 'here' }, from)
  await told('follow', { ...asked, query: 'teapots' }, from)
  const called = () =>
    discord.messages(discord.channelId).filter((one) => textOf(one).includes(`<@${eve.id}>`))
  // An error that says nothing holds nothing up.
  discord.fault({ method: 'GET', path: /\/members\//, do: '500' })
  await arrivals.arrive(stand.now + minute, { id: '2606.00035', title: 'Kettles' })
  expect(called()).toHaveLength(1)
  await arrivals.arrive(stand.now + minute, { id: '2606.00036', title: 'Teapots' })
  expect(mail(eve.id)).toHaveLength(1)
  discord.leave(eve.id)
  // Who was there a moment ago is taken to be there still.
  stand.now += 10 * minute
  await arrivals.arrive(stand.now, { id: '2606.00037', title: 'Kettles and Teapots' })
  await arrivals.arrive(stand.now + 10 * minute, { id: '2606.00038', title: 'Kettles, Teapots' })
  await stand.beat(stand.now + 60 * minute)
  expect(called()).toHaveLength(1)
  expect(mail(eve.id)).toHaveLength(1)
  discord.rejoin(eve.id)
  expect(await told('stats', {}, from)).toContain('you were no member here for a while')
  expect(await told('stats', {}, from)).not.toContain('no member')
  const listed = await type('following', {}, from).reply()
  expect(textOf(listed)).toContain('paused')
  await discord.press(listed, 'Go on', from).reply()
  await arrivals.arrive(stand.now + minute, { id: '2606.00039', title: 'Teapots Again' })
  expect(mail(eve.id)).toHaveLength(2)
})

it('ends where the bot is no more', async () => {
  const before = discord.messages(discord.channelId).length
  discord.removeGuild(discord.guild.id)
  await expect
    .poll(() => createWorkspaces(stand.database).present('discord'))
    .not.toContain(discord.guild.id)
  await arrivals.arrive(stand.now + minute, { id: '2606.00041', title: 'Kettles for Nobody' })
  expect(discord.messages(discord.channelId)).toHaveLength(before)
})
