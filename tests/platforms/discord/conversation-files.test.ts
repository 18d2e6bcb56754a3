// Texts to keep: they come as files with the answer, are as private as it is, and go when it changes.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import type { View } from '../../../src/bot/view.ts'
import { componentsOf } from '../../stands/discord/exchange.ts'
import type { Message } from '../../stands/discord/wire.ts'
import { isPrivate, type OnDiscord, openOnDiscord, places } from '../../stands/on-discord.ts'

const bibtex = '@article{vaswani2017,\n  title = {Attention Is All You Need}\n}\n'

function exported(files: number): View {
  const press = (label: string, count: number) =>
    ({ label, invoke: { command: 'export', options: { files: count } }, effect: 'update' }) as const
  return {
    title: `${files} files`,
    blocks: [{ kind: 'buttons', buttons: [press('None', 0), press('More', 3)] }],
    files: Array.from({ length: files }, () => ({ name: 'my papers.bib', text: bibtex })),
  }
}

const exporting = defineCommand({
  name: 'export',
  summary: 'Gives files',
  examples: ['export'],
  options: z.object({ files: z.int().default(1) }),
  visibility: 'private',
  run: async ({ files }) => exported(files),
})

let on: OnDiscord
beforeAll(async () => {
  on = await openOnDiscord({ extra: [exporting] })
})
afterEach(() => {
  expect(on.discord.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
})
afterAll(() => on.close())

/** The files a message shows, by the names it shows them under. */
function filesIn(message: Message): readonly string[] {
  return componentsOf(message).flatMap(({ type, ...shown }) =>
    type === 13 ? (shown as unknown as { file: { url: string } }).file.url : [],
  )
}

const contentsOf = ({ attachments }: Message) =>
  attachments.map((attachment) => (attachment as { text: string }).text)

const ask = (files = 1, from = {}) =>
  on.discord.slash({ command: 'paper', subcommand: 'export', options: { files } }, from)

it.each(places)('come with a private answer, in %s', async (_, from) => {
  const answer = await ask(1, from).reply()
  expect(isPrivate(answer)).toBe(true)
  expect(filesIn(answer)).toEqual(['attachment://my_papers.bib'])
  expect(contentsOf(answer)).toEqual([bibtex])
})

it('go when the answer changes, and others come', async () => {
  const answer = await ask().reply()
  const none = await on.discord.press(answer, 'None').reply()
  expect([filesIn(none), contentsOf(none)]).toEqual([[], []])
  const three = await on.discord.press(none, 'More').reply()
  expect(filesIn(three)).toEqual(
    ['my_papers.bib', '2-my_papers.bib', '3-my_papers.bib'].map((name) => `attachment://${name}`),
  )
  expect(contentsOf(three)).toEqual([bibtex, bibtex, bibtex])
})

it('are ten at most', async () => {
  expect(contentsOf(await ask(12).reply())).toHaveLength(10)
})

it('are shared with the answer', async () => {
  const answer = await ask().reply()
  const shared = await on.discord.press(answer, 'Share').followUp()
  expect(isPrivate(shared)).toBe(false)
  expect(contentsOf(shared)).toEqual([bibtex])
})

it('come with what is said again after a failure', async () => {
  on.discord.fault({ method: 'PATCH', path: /@original$/, do: '502' })
  expect(contentsOf(await ask().reply())).toEqual([bibtex])
})

it('come with what is said unasked', async () => {
  const to = { platform: 'discord', workspace: 'G', channel: on.discord.channelId }
  const outcome = await on.adapter.post(to, exported(1), { key: 'files' })
  if (outcome.status !== 'sent') throw new Error(JSON.stringify(outcome))
  expect(contentsOf(on.discord.shown({ id: outcome.receipt.message }))).toEqual([bibtex])
})
