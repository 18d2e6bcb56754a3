// What somebody follows, on Slack: from the look before it to the message that comes once, and what they say back.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createSlack } from '../../../src/platforms/slack/adapter.ts'
import { type Arrivals, openArrivals } from '../../stands/arrivals.ts'
import { type DigestStand, openDigestStand } from '../../stands/digests.ts'
import { until } from '../../stands/discord/until.ts'
import { type Logged, manifest, slackParts, textOf } from '../../stands/on-slack.ts'
import { mentionsIn, mentionsInParts } from '../../stands/slack/mrkdwn.ts'
import type { From } from '../../stands/slack/scene.ts'
import { openSlack, type SlackStand } from '../../stands/slack/slack.ts'
import type { Message } from '../../stands/slack/wire.ts'

let slack: SlackStand
let adapter: ReturnType<typeof createSlack>
let stand: DigestStand
let arrivals: Arrivals
let bob: string
const logged: Logged[] = []
/** Who was to be called by what was posted. */
const called: string[] = []

/** A Tuesday. */
const noon = Date.parse('2026-06-02T12:00Z')
const minute = 60_000

beforeAll(async () => {
  slack = await openSlack({ manifest })
  stand = await openDigestStand('2026-06-02T12:00Z', {
    platform: 'slack',
    hasLeft: async (person) => (await adapter.hasLeft?.(person)) === true,
    post(to, view, posting) {
      if (view.calls !== undefined) called.push(view.calls)
      return adapter.post(to, view, posting)
    },
  })
  const api = slack.api()
  adapter = createSlack({
    ...{ by: 'sockets', api, appToken: slack.appToken, botToken: slack.token() },
    ...slackParts(stand.database, logged, []),
    now: () => stand.now,
  })
  await adapter.start(stand.bot)
  await slack.connected(2)
  bob = slack.addPerson({ name: 'bob' }).id
  const members = slack.channel(slack.channelId)?.members ?? new Set()
  slack.changeChannel(slack.channelId, { members: new Set([...members, bob]) })
  await stand.feature('2026-05-20', [{ title: 'Mamba Before' }, { title: 'Other' }], noon - minute)
  arrivals = await openArrivals(stand)
})
afterEach(() => {
  expect(slack.violations).toEqual([])
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
})
afterAll(async () => {
  await adapter.stop()
  await slack.close()
  await arrivals.close()
  await stand.close()
})

const type = (line: string, from: From = {}) => slack.slash(line, from)
const told = async (line: string, from?: From) => textOf(await type(line, from).reply())
/** How often a conversation was opened to write to somebody. */
const tries = () => slack.asked('conversations.open').length
/** What came to the person by direct message. */
const mail = (user = slack.userId) =>
  slack.everything().filter(({ channel: id, metadata }) => {
    const channel = slack.channel(id)
    return metadata && channel?.kind === 'im' && channel.members.has(user)
  })
const last = (messages: readonly Message[]): Message => {
  const message = messages.at(-1)
  if (message === undefined) throw new Error('nothing came')
  return message
}

/** Presses a button that a paper has, as one of several. */
function pressOn(message: Message, paper: string, label: string) {
  const id = JSON.stringify(message).match(
    new RegExp(`"action_id":"([^"]*/${label}\\?[^"]*${paper})"`),
  )
  return slack.press(message, id?.[1] ?? label)
}

it('is looked at first: what the last four weeks would have brought', async () => {
  const plan = await type('follow mamba instant').reply()
  expect(plan.shownTo).toBe(slack.userId)
  expect(textOf(plan)).toContain('1 paper in the last 28 days')
  expect(await told('following')).toContain('You follow nothing yet')
  await slack.press(plan, 'Save').ack()
  await until('it to be saved', async () => (await told('following')).includes('1 topic'))
  expect(await told('following', { user: bob })).toContain('You follow nothing yet')
})

it('is told what it would come to as soon as it is filled in', async () => {
  const asked = await type('follow').reply()
  const modal = await slack.press(asked, 'Write one').modal()
  expect(JSON.stringify(modal)).not.toContain('in the last 28 days')
  const changed = slack.choose(modal, 'query', 'mamba')
  expect(JSON.stringify(await changed.view())).toContain('in the last 28 days')
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
  expect(text).toContain('in the title; your follow')
  expect(text).not.toContain('Kettles')
  expect(text.indexOf('Proteins')).toBeLessThan(text.indexOf('Games'))
  expect(mail(bob)).toEqual([])
})

it('takes what is said back, which orders what comes next and is explained', async () => {
  const message = last(mail())
  expect(textOf(await pressOn(message, '2606.00001', 'more').reply())).toContain('noted')
  expect(textOf(await pressOn(message, '2606.00002', 'less').reply())).toContain('stand lower')
  await arrivals.arrive(
    noon + 10 * minute,
    { id: '2606.00011', title: 'Mamba for Video', upvotes: 90 },
    { id: '2606.00012', title: 'Mamba Retrieval of Crystals', upvotes: 2 },
  )
  const text = textOf(last(mail()))
  expect(text.indexOf('Crystals')).toBeLessThan(text.indexOf('Video'))
  expect(await told('why 2606.00012')).toMatch(/Its place: you wanted more of .*retrieval/s)
  expect(await told('why 2606.00011')).toMatch(/less of .*video/is)
})

it('is saved with one press, and comes as a file', async () => {
  const saved = await pressOn(last(mail()), '2606.00012', 'save').reply()
  expect(textOf(saved)).toContain('Saved')
  for (const [format, name, words] of [
    ['bibtex', 'papers.bib', '@misc{'],
    ['markdown', 'papers.md', 'Mamba Retrieval of Crystals'],
  ] as const) {
    const before = slack.asked('files.completeUploadExternal').length
    await type(`saved ${format}`).reply()
    const done = await until('the file', () => slack.asked('files.completeUploadExternal')[before])
    const { files } = done.body as { files: { id: string }[] }
    const file = slack.file(files[0]?.id ?? '')
    expect(file?.name).toBe(name)
    expect(String(file?.bytes)).toContain(words)
  }
  expect(await told('saved', { user: bob })).not.toContain('Crystals')
})

it('comes to a channel, and calls that one person', async () => {
  const asked = type('follow kettles instant here save', { user: bob })
  expect(textOf(await asked.reply())).toContain('You follow: kettles')
  await arrivals.arrive(noon + 20 * minute, { id: '2606.00021', title: 'Kettles Again' })
  const posted = slack.messages(slack.channelId).filter(({ metadata }) => metadata)
  expect(posted).toHaveLength(1)
  expect(textOf(last(posted))).toContain('for what you follow')
  const whom = { kind: 'user', of: bob }
  expect(mentionsIn(last(posted).text)).toEqual([whom])
  expect(mentionsInParts(last(posted).blocks)).toEqual([whom])
  expect(called).toEqual([bob])
})

it('is paused where messages are refused: tried once, told once where it is seen', async () => {
  slack.closeDm(slack.userId)
  const before = tries()
  await arrivals.arrive(noon + 30 * minute, { id: '2606.00031', title: 'Mamba Refused' })
  await arrivals.arrive(noon + 31 * minute, { id: '2606.00032', title: 'Mamba Refused Again' })
  for (const later of [32, 60, 24 * 60]) await stand.beat(noon + later * minute)
  expect(tries()).toBe(before + 1)
  // A Home tab that is brought up to date is no answer to anything.
  await slack.openHome({ user: slack.userId })
  await until('a Home tab', () => JSON.stringify(slack.home(slack.userId) ?? '').includes('mamba'))
  expect(JSON.stringify(slack.home(slack.userId))).not.toContain('could not be sent')
  expect(await told('following')).toContain('could not be sent to you')
  expect(await told('following')).not.toContain('could not be sent to you')
  expect(await told('following')).toContain('paused: I could not reach you')
  expect(await told('following', { user: bob })).not.toContain('could not be sent')
})

it('ends for whoever leaves the workspace', async () => {
  const asked = type('follow mamba instant save', { user: bob })
  expect(textOf(await asked.reply())).toContain('You follow: mamba')
  slack.changePerson(bob, { deactivated: true })
  // Who was there a moment ago is taken to be there still.
  stand.now += 10 * minute
  const before = tries()
  await arrivals.arrive(stand.now + minute, {
    id: '2606.00041',
    title: 'Mamba for Nobody, and Kettles',
  })
  await arrivals.arrive(stand.now + 2 * minute, { id: '2606.00042', title: 'Mamba Again' })
  await stand.beat(stand.now + 60 * minute)
  expect(mail(bob)).toEqual([])
  expect(slack.messages(slack.channelId).filter(({ metadata }) => metadata)).toHaveLength(1)
  // Whoever is gone is not written to at all.
  expect(tries() - before).toBe(0)
})
