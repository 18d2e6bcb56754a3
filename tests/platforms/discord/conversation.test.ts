// Every command, wherever people ask and whatever comes of it: who sees the answer, and that Discord takes it.
import { PermissionFlagsBits } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commands } from '../../../commands/index.ts'
import { defineCommand } from '../../../src/bot/command.ts'
import { describeCommands } from '../../../src/bot/describe.ts'
import { UserError } from '../../../src/bot/user-error.ts'
import { parseWords } from '../../../src/bot/words.ts'
import { type Exchange, textOf } from '../../stands/discord/exchange.ts'
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

const colour = { mistake: 0xf0b232, fault: 0xda373c }
const secret = 'postgres://ada:secret@db/paperboy'

const ending = (name: string, visibility: 'public' | 'private', error: Error) =>
  defineCommand({
    name,
    summary: 'Ends badly',
    examples: [name],
    options: z.object({}),
    visibility,
    run: () => Promise.reject(error),
  })

const extra = [
  ending('blunder', 'public', new UserError('That was not meant.')),
  ending('slip', 'private', new UserError('That was not meant.')),
  ending('crash', 'public', new TypeError(secret)),
  ending('stumble', 'private', new RangeError(secret)),
]

const described = describeCommands([...commands, ...extra])

/** What a line asks for. */
const commandIn = (line: string) =>
  commands.find(({ name }) => name === parseWords(line, described).command)

/** Where the bot itself is, and can write. */
const inhabited = ['a server', 'direct messages with the bot']

/** Whether a command can be asked for there; what concerns a whole server, in servers alone. */
function isPossible(line: string, place: string): boolean {
  const { name = '', may, posts } = commandIn(line) ?? {}
  // What there is to preview, pause or switch off is in the first place alone.
  if (/^digest (?!show|set)/.test(name)) return place === 'a server'
  if (may === 'manage-workspace') return place.includes('server')
  return posts === undefined || inhabited.includes(place)
}

/** Each of the lines, wherever people can ask it. */
const everywhere = (lines: readonly string[]) =>
  lines.flatMap((line) =>
    places
      .filter(([place]) => isPossible(line, place))
      .map(([place, from]) => [line, place, from] as const),
  )

const examples = described
  .filter(({ name }) => commands.some((command) => command.name === name))
  .map((command) => command.examples)
const firstExamples = examples.flatMap((lines) => lines.slice(0, 1))

let on: OnDiscord

function onDiscord(given: Parameters<typeof openOnDiscord>[0] = {}): void {
  beforeAll(async () => {
    on = await openOnDiscord(given)
  })
  afterAll(() => on.close())
}

/** Somebody who may do everything asks: in each place another, whom nobody else's doings concern. */
const ask = (line: string, from: From) =>
  on.discord.slash(typedAs(on.paperboy.bot, line), {
    memberPermissions: PermissionFlagsBits.Administrator,
    user: {
      id: `90000000000000000${Math.max(
        0,
        places.findIndex(([, place]) => place === from),
      )}`,
    },
    ...from,
  })

const toneOf = ({ components: [container] }: Message) => container?.accent_color

/** The answer, whose audience is the one declared. */
async function answerTo(exchange: Exchange, line: string): Promise<Message> {
  const reply = await exchange.reply()
  expect(isPrivate(reply)).toBe(commandIn(line)?.visibility === 'private')
  expect(exchange.followUps()).toEqual([])
  expectManners(exchange)
  return reply
}

/** What went wrong, which only the asker sees, whoever would have seen the answer. */
async function troubleOf(exchange: Exchange): Promise<Message> {
  const { data } = await exchange.ack()
  const trouble = data.flags === 64 ? await exchange.reply() : await exchange.followUp()
  expect(isPrivate(trouble)).toBe(true)
  expect(on.discord.messages(trouble.channel_id)).toEqual([])
  expectManners(exchange)
  return trouble
}

function expectManners(exchange: Exchange): void {
  expect(acknowledgements(on, exchange)).toBe(1)
  expect(on.discord.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
}

describe('an answer', () => {
  onDiscord()

  // What is asked about has to be there.
  beforeAll(async () => {
    await ask('digest set 9am zone:Berlin save', {}).reply()
  })

  it.each(everywhere(examples.flat()))('to %s in %s', async (...asked) => {
    const [line, , from] = asked
    const reply = await answerTo(ask(line, from), line)
    expect(toneOf(reply)).toBeUndefined()
    expect(textOf(reply)).not.toBe('')
  })
})

describe('nothing', () => {
  onDiscord()

  const lines = ['search zyzzyva', 'trending zyzzyva', 'find zyzzyva quokka']
  it.each(everywhere(lines))('is found by %s in %s', async (line, _, from) => {
    const reply = await answerTo(ask(line, from), line)
    expect(toneOf(reply)).toBeUndefined()
    expect(textOf(reply)).toContain('zyzzyva')
  })
})

describe('where there are no papers', () => {
  onDiscord({ papers: [] })

  const readers = [
    'search',
    'trending',
    'show',
    'similar',
    'cite',
    'random',
    'find',
    'save',
    'stats',
  ]
  const isReader = (line: string) => readers.includes(commandIn(line)?.name ?? '')
  it.each(everywhere(firstExamples.filter(isReader)))('%s in %s says so', async (line, _, from) => {
    const reply = await ask(line, from).reply()
    expect(textOf(reply)).toMatch(/There are no papers here yet|I do not have|mentions/)
    expect(on.discord.violations).toEqual([])
  })

  const others = firstExamples.filter((line) => !isReader(line))
  it.each(everywhere(others))('%s in %s is answered', async (line, _, from) => {
    const reply = await ask(line, from).reply()
    expect(toneOf(reply)).not.toBe(colour.fault)
    expect(textOf(reply)).not.toBe('')
    expect(on.discord.violations).toEqual([])
  })
})

describe('a mistake', () => {
  onDiscord({ extra })

  const mistakes = [
    ['search', 'search needs a query.'],
    ['search -', 'There is nothing to search for'],
    ['search mamba since:yesteryear', 'yesteryear'],
    ['trending -', 'There is nothing to look for'],
    ['show zyzzyva quokka', 'I know no paper called'],
    ['show https://example.org/nothing', 'That is no address of a paper'],
    ['similar 2506.99999', 'I do not have 2506.99999.'],
    ['cite zyzzyva quokka', 'I know no paper called'],
    ['find the', 'neither a paper nor a word'],
    ['help nonsense', 'There is no command'],
    ['blunder', 'That was not meant.'],
    ['slip', 'That was not meant.'],
  ] as const
  const cases = mistakes.flatMap(([line, words]) =>
    places.map(([place, from]) => [line, place, from, words] as const),
  )
  it.each(cases)('in %s in %s is for the asker alone', async (line, _, from, words) => {
    const trouble = await troubleOf(ask(line, from))
    expect(toneOf(trouble)).toBe(colour.mistake)
    expect(textOf(trouble)).toContain(words)
    expect(on.paperboy.logged).toEqual([])
  })
})

/** The asker is told the incident's id and nothing else; the log has the rest. */
async function expectIncident(exchange: Exchange, line: string): Promise<void> {
  const trouble = await troubleOf(exchange)
  expect(toneOf(trouble)).toBe(colour.fault)
  const [, id] = /incident `(\w{8})`/.exec(textOf(trouble)) ?? []
  expect(textOf(trouble)).toBe(
    `### Something went wrong on our side.\nIt is noted as incident \`${id}\`. Trying again may help.`,
  )
  const { command } = parseWords(line, described)
  expect(on.paperboy.logged.at(-1)?.details).toMatchObject({ incident: id, command })
}

describe('a crash', () => {
  onDiscord({ extra })

  it.each(everywhere(['crash', 'stumble']))('of %s in %s shows nothing of it', async (...asked) => {
    const [line, , from] = asked
    await expectIncident(ask(line, from), line)
    expect(JSON.stringify(on.discord.requests)).not.toContain('secret')
  })
})

describe('without a database', () => {
  onDiscord()
  beforeAll(() => on.paperboy.database.close())

  const lines = firstExamples.filter((line) => line !== 'help')
  it.each(everywhere(lines))('%s in %s is an incident', async (line, _, from) => {
    await expectIncident(ask(line, from), line)
  })
})
