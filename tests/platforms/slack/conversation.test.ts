// Every command, wherever people ask, however Slack is reached, and whatever comes of it: who sees the answer, and that
// Slack takes it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commands } from '../../../commands/index.ts'
import { defineCommand } from '../../../src/bot/command.ts'
import { UserError } from '../../../src/bot/user-error.ts'
import { until } from '../../stands/discord/until.ts'
import {
  answerWith,
  flawsOf,
  isPrivate,
  type OnSlack,
  type Over,
  openOnSlack,
  placeOn,
  places,
} from '../../stands/on-slack.ts'
import type { Exchange } from '../../stands/slack/exchange.ts'
import { type Message, textOf } from '../../stands/slack/wire.ts'

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

/** Each of the lines, wherever people ask. */
const everywhere = (lines: readonly string[]) =>
  lines.flatMap((line) => places.map((place) => [line, place] as const))

const shown = commands.filter(({ hidden }) => hidden !== true)
/** What is said; files come beside it. */
const answers = (exchange: Exchange) =>
  exchange.replies().filter(({ files }) => files === undefined)

const firstExamples = shown.flatMap(({ examples }) => examples.slice(0, 1))

describe.each(['sockets', 'http'] as const)('over %s', (over: Over) => {
  let on: OnSlack

  function onSlack(given: Partial<Parameters<typeof openOnSlack>[0]> = {}): void {
    beforeAll(async () => {
      on = await openOnSlack({ over, ...given })
    })
    afterAll(() => on.close())
  }

  const ask = (line: string, place: (typeof places)[number]) =>
    on.slack.slash(line, placeOn(on, place))

  /** The answer, whose audience is the one declared. */
  async function answerTo(exchange: Exchange, line: string): Promise<Message> {
    const reply = await until('an answer', () => answers(exchange)[0])
    const asked = commands.find(({ name }) => line === name || line.startsWith(`${name} `))
    expect(isPrivate(reply)).toBe(asked?.visibility === 'private')
    expectManners(exchange)
    return reply
  }

  /** What went wrong, which only the asker sees, whoever would have seen the answer. */
  async function troubleOf(exchange: Exchange, words: string | RegExp): Promise<Message> {
    const trouble = await answerWith(exchange, words)
    expect(isPrivate(trouble)).toBe(true)
    expect(on.slack.messages(trouble.channel)).toEqual([])
    expectManners(exchange)
    return trouble
  }

  function expectManners(exchange: Exchange): void {
    expect(answers(exchange)).toHaveLength(1)
    expect(flawsOf(on)).toEqual([])
  }

  describe('an answer', () => {
    onSlack()

    it.each(everywhere(shown.flatMap(({ examples }) => examples)))(
      'to %s in %s',
      async (line, place) => {
        const reply = await answerTo(ask(line, place), line)
        expect(textOf(reply)).not.toBe('')
        expect(reply.text).not.toBe('')
      },
    )
  })

  describe('nothing', () => {
    onSlack()

    const lines = ['search zyzzyva', 'trending zyzzyva', 'find zyzzyva quokka', 'zyzzyva']
    it.each(everywhere(lines))('is found by %s in %s', async (line, place) => {
      expect(
        textOf(await answerTo(ask(line, place), line.replace(/^zyzzyva/, 'search'))),
      ).toContain('zyzzyva')
    })
  })

  describe('where there are no papers', () => {
    onSlack({ papers: [] })

    it.each(everywhere(firstExamples))('%s in %s says so', async (line, place) => {
      const reply = await ask(line, place).reply()
      expect(textOf(reply)).not.toBe('')
      expect(flawsOf(on)).toEqual([])
    })
  })

  describe('a mistake', () => {
    onSlack({ extra })

    const mistakes = [
      ['search', 'search needs a query.'],
      ['search -', 'There is nothing to search for'],
      ['search mamba since:yesteryear', 'yesteryear'],
      ['trending -', 'There is nothing to look for'],
      ['show zyzzyva quokka', 'I know no paper called'],
      ['show https://example.org/nothing', 'That is no address of a paper'],
      ['similar 2506.99999', 'I do not have 2506.99999.'],
      ['find the', 'neither a paper nor a word'],
      ['help nonsense', 'There is no command'],
      ['blunder', 'That was not meant.'],
      ['slip', 'That was not meant.'],
    ] as const
    const cases = mistakes.flatMap(([line, words]) =>
      places.map((place) => [line, place, words] as const),
    )
    it.each(cases)('in %s in %s is for the asker alone', async (line, place, words) => {
      await troubleOf(ask(line, place), words)
      expect(on.paperboy.logged).toEqual([])
    })
  })

  /** The asker is told the incident's id and nothing else; the log has the rest. */
  async function expectIncident(exchange: Exchange, line: string): Promise<void> {
    const trouble = await troubleOf(exchange, 'Something went wrong on our side.')
    const [, id] = /incident `?(\w{8})/.exec(textOf(trouble)) ?? []
    const command = line.split(' ')[0]
    expect(on.paperboy.logged.at(-1)?.details).toMatchObject({ incident: id, command })
  }

  describe('a crash', () => {
    onSlack({ extra })

    it.each(everywhere(['crash', 'stumble']))(
      'of %s in %s shows nothing of it',
      async (line, place) => {
        await expectIncident(ask(line, place), line)
        expect(JSON.stringify(on.slack.everything())).not.toContain('secret')
      },
    )
  })
})
