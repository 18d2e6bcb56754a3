// A bot that says again what it is told, when a test lets it: for conversations that go wrong.
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { UserError } from '../../../src/bot/user-error.ts'
import type { Press, View } from '../../../src/bot/view.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, type Over, openOnSlack } from '../../stands/on-slack.ts'
import type { Trouble } from '../../stands/slack/faults.ts'

/** Stands in everything that is typed, and in nothing that is logged. */
export const typedWord = 'zyzzyvaquokka'

/** Where the picture is that stands in `echo picture`. */
export const pictureUrl = 'https://cdn.example.org/gone.png'

let gate: Promise<unknown> = Promise.resolve()

type Given = { readonly word?: string | undefined; readonly tone?: string | undefined }

async function answer({ word = '', tone }: Given, interim: (view: View) => void): Promise<View> {
  if (word === 'slowly') interim({ title: 'Looking …', blocks: [] })
  await gate
  if (word === 'mistake') throw new UserError('That was not meant.')
  if (word === 'crash') throw new Error('a secret of ours')
  const press = (label: string, effect: Press['effect']): Press => ({
    label,
    invoke: { command: 'echo', options: { word: `${word}${label}` } },
    effect,
  })
  const buttons = [press('Again', 'update'), press('Aside', 'reply'), press('Fill', 'form')]
  const wrong: Press = {
    label: 'Wrong',
    invoke: { command: 'echo', options: { word: 'mistake' } },
    effect: 'update',
  }
  const managing: Press = {
    label: 'Manage',
    invoke: { command: 'manage', options: {} },
    effect: 'reply',
  }
  const pictures: View['blocks'] =
    word === 'picture' ? [{ kind: 'image', image: { url: pictureUrl, alt: 'A figure' } }] : []
  const files = word === 'file' ? { files: [{ name: 'papers.bib', text: '@article{a}' }] } : {}
  return {
    title: `Echo ${word} ${tone ?? ''}`.trim(),
    blocks: [...pictures, { kind: 'buttons', buttons: [...buttons, wrong, managing] }],
    ...files,
  }
}

const echo = (name: string, visibility: 'private' | 'public') =>
  defineCommand({
    name,
    summary: 'Says it again',
    examples: [name],
    options: z.object({
      word: z.string().optional(),
      tone: z.string().optional().describe('How'),
    }),
    text: 'word',
    visibility,
    form: ['word', 'tone'],
    suggest: {
      tone: async (typed) =>
        Array.from({ length: 150 }, (_, n) => ({ label: `${typed} ${n}`, value: `${typed}-${n}` })),
    },
    run: (options, { interim }) => answer(options, interim),
  })

const manage = defineCommand({
  name: 'manage',
  summary: 'Changes the channel',
  examples: ['manage'],
  options: z.object({}),
  visibility: 'private',
  may: 'manage-channel',
  posts: true,
  run: async (_, { origin }) => ({
    title: `Managed, ${origin.timeZone ?? 'nowhere'}`,
    blocks: [{ kind: 'text', text: origin.direct ? 'Between us' : 'Among others' }],
  }),
})

const mine = defineCommand({
  name: 'mine',
  summary: 'Shows what concerns the asker alone',
  examples: ['mine'],
  options: z.object({}),
  visibility: 'private',
  personal: true,
  run: async () => ({ title: 'Your secrets', blocks: [] }),
})

/** `echo` answers privately, `proclaim` publicly, `manage` asks for permission, `mine` is nobody else’s business. */
export const echoes = [echo('echo', 'private'), echo('proclaim', 'public'), manage, mine]

/** Lets answers wait until what it gives is called. */
export function closeGate(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  onTestFinished(() => resolve())
  return resolve
}

/** Opens it for the tests of a file, and holds after each of them that nothing was wrong or told that should not be. */
export function openEchoes(over: Over = 'sockets') {
  let on: OnSlack
  let before = 0
  beforeAll(async () => {
    on = await openOnSlack({ over, extra: echoes })
  })
  afterAll(() => on.close())
  beforeEach(() => {
    before = on.logged.length
  })
  afterEach(() => {
    on.slack.heal()
    expect(on.slack.violations.splice(0)).toEqual([])
    expectDiscretion(on)
  })
  const noted = () => on.logged.slice(before)
  return {
    get on() {
      return on
    },
    get slack() {
      return on.slack
    },
    fault: (method: string | RegExp, trouble: Trouble, times = 1) =>
      on.slack.fault({ method, do: trouble, times }),
    /** What went to the log in this test. */
    noted,
    levels: () => noted().map(({ level }) => level),
    /** The first of it, as soon as it is there. */
    note: () => until('a note', () => noted()[0]),
  }
}

/** Nothing that was typed, no token and no address for answers is in the log. */
export function expectDiscretion({ slack, logged }: OnSlack): void {
  const words = JSON.stringify(logged)
  expect(words).not.toContain(typedWord)
  expect(words).not.toContain(slack.token())
  expect(words).not.toContain(slack.appToken)
  expect(words).not.toContain('response_url/')
}
