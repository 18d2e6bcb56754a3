// A bot that says again what it is told, when a test lets it: for conversations that go wrong.
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { UserError } from '../../../src/bot/user-error.ts'
import type { View } from '../../../src/bot/view.ts'
import type { Exchange } from '../../stands/discord/exchange.ts'
import type { FaultRule, Trouble } from '../../stands/discord/faults.ts'
import type { From } from '../../stands/discord/interactions.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnDiscord, openOnDiscord } from '../../stands/on-discord.ts'

/** Stands in everything that is typed, and in nothing that is logged. */
export const typedWord = 'zyzzyvaquokka'

/** Where a fault happens. */
export const callback = { path: /\/callback$/ }
export const edit = { method: 'PATCH', path: /@original$/ }
export const followUp = { method: 'POST', path: /^\/webhooks\/\d+\/[^/]+$/ }
export const withdrawal = { method: 'DELETE', path: /@original$/ }

let gate: Promise<unknown> = Promise.resolve()
let runs = 0

async function answer({ word = '' }: { word?: string | undefined }): Promise<View> {
  runs++
  await gate
  if (word === 'mistake') throw new UserError('That was not meant.')
  const press = (label: string, effect: 'update' | 'reply') => ({
    label,
    invoke: { command: 'echo', options: { word: `${word}${label}` } },
    effect,
  })
  const buttons = [press('Again', 'update'), press('Aside', 'reply')]
  return { title: `Echo ${word}`, blocks: [{ kind: 'buttons', buttons }] }
}

const echo = (name: string, visibility: 'private' | 'public') =>
  defineCommand({
    name,
    summary: 'Says it again',
    examples: [name],
    options: z.object({ word: z.string().optional() }),
    visibility,
    form: ['word'],
    run: answer,
  })

/** `echo` answers privately, `proclaim` publicly. */
export const echoes = [echo('echo', 'private'), echo('proclaim', 'public')]

/** How often the commands ran in this test. */
export const ran = () => runs

/** Lets answers wait until what it gives is called. */
export function closeGate(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  onTestFinished(() => resolve())
  return resolve
}

/** Opens it for the tests of a file, and holds after each of them that nothing was wrong or told that should not be. */
export function openEchoes() {
  let on: OnDiscord
  let before = 0
  beforeAll(async () => {
    on = await openOnDiscord({ extra: echoes })
  })
  afterAll(() => on.close())
  beforeEach(() => {
    runs = 0
    before = on.logged.length
  })
  afterEach(() => {
    on.discord.heal()
    expect(on.discord.violations).toEqual([])
    expectDiscretion(on)
  })
  const noted = () => on.logged.slice(before)
  return {
    get on() {
      return on
    },
    say: (subcommand = 'echo', from?: From, word = typedWord): Exchange =>
      on.discord.slash({ command: 'paper', subcommand, options: { word } }, from),
    fault: (where: Pick<FaultRule, 'path' | 'method'>, trouble: Trouble, times = 1) =>
      on.discord.fault({ ...where, do: trouble, times }),
    /** What went to the log in this test. */
    noted,
    levels: () => noted().map(({ level }) => level),
    /** The first of it, as soon as it is there. */
    note: () => until('a note', () => noted()[0]),
  }
}

/** Nothing that was typed, no token and no body is in the log. */
export function expectDiscretion({ discord, logged }: OnDiscord): void {
  const words = JSON.stringify(logged)
  expect(words).not.toContain(typedWord)
  expect(words).not.toContain(discord.token)
  expect(words).not.toMatch(/"(components|body|requestBody|url|title)"/)
  for (const { path } of discord.requests) {
    const [, token] = /^\/(?:interactions|webhooks)\/\d+\/([^/]+)/.exec(path) ?? []
    if (token !== undefined) expect(words).not.toContain(token)
  }
}
