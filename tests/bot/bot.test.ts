// The corridor: mistakes are named, faults are hidden behind an incident id, buttons do what they say.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actionId, isShortId } from '../../src/bot/action.ts'
import { defineCommand } from '../../src/bot/command.ts'
import { plainText, type View } from '../../src/bot/view.ts'
import { openStand, origin, type Stand } from '../stands/paperboy.ts'

const broken = defineCommand({
  name: 'broken',
  summary: 'Fails for a reason nobody should see',
  examples: ['broken'],
  options: z.object({}),
  visibility: 'public',
  suggest: {},
  async run() {
    throw new Error('the password is hunter2')
  },
})

const numbered = defineCommand({
  name: 'numbered',
  summary: 'Takes a number and a switch',
  examples: ['numbered count:3'],
  options: z.object({
    count: z.int().min(1).max(10).default(5).describe('how many'),
    loud: z.boolean().default(false).describe('whether loudly'),
    word: z.string().max(5).optional().describe('a short word'),
  }),
  visibility: 'public',
  run: async ({ count, loud }) => ({ title: `${count} ${loud}`, blocks: [] }),
})

const unspoken = defineCommand({
  name: 'unspoken',
  summary: 'Is asked for by buttons alone',
  examples: ['unspoken'],
  options: z.object({}),
  visibility: 'private',
  hidden: true,
  run: async () => ({ title: 'You pressed', blocks: [] }),
})

let stand: Stand
beforeAll(async () => {
  stand = await openStand(undefined, [broken, numbered, unspoken])
})
afterAll(() => stand.close())

function wordsOf(view: View): string {
  const texts = view.blocks.map((block) => ('text' in block ? plainText(block.text) : ''))
  return [view.title, ...texts].join('\n')
}

describe('a mistake', () => {
  const mistakes: readonly [line: string, says: RegExp][] = [
    ['serach mamba', /no command “serach”\. Did you mean search\?/],
    ['frobnicate', /no command “frobnicate”[\s\S]*What I know: search, trending/],
    ['search', /search needs a query[\s\S]*Usage: search \[query\]/],
    ['search x sort:newest', /sort can be relevance, new or votes; “newest” is none of them/],
    ['search x page:0', /page takes a whole number from 1 to 10,000; “0” is not one/],
    ['search x page:two', /page takes a whole number from 1 to 10,000; “two” is not one/],
    ['search x page:1.5', /page takes a whole number/],
    [`search ${'a'.repeat(10_000)}`, /query is 10,000 characters long; 300 is the most/],
    ['search x since:soon', /since is a date such as 2025-03-01[\s\S]*“soon”/],
    ['search OR AND - ||', /nothing to search for/],
    [`search ${'a b c '.repeat(11)}`, /more than 32 words/],
    [`search a${' OR b'.repeat(12)}`, /more than 12 words with OR between them/],
    [`search a${' -b'.repeat(13)}`, /leaves out more than 12 words/],
    ['search 🎉🎉', /nothing to search for/],
    ['search robot sort:', /sort needs a value: relevance, new or votes\./],
    ['search robot page:', /page needs a value\./],
    ['numbered loud:', /loud needs a value\./],
    ['search since:', /search needs a query/],
    ['search has:thesis since:2025', /has: can be/],
    ['search autor:gu', /no autor:; did you mean author:/],
    ['search srot:new', /no srot:; did you mean sort:/],
    [
      'search mamba since:2025-06 until:2025-03',
      /since \(2025-06-01\) is later than until \(2025-03-31\)/,
    ],
    ['search votes:many', /votes: takes a number/],
    ['numbered loud:perhaps', /loud is yes or no; “perhaps” is neither/],
    ['numbered count:11', /count takes a whole number from 1 to 10; “11” is not one/],
    ['numbered word:toolong', /word is 7 characters long; 5 is the most/],
    ['numbered extra', /numbered does not know what to do with “extra”/],
    ['show 2511.99999', /I do not have 2511\.99999/],
    [
      'show https://example.com/foo',
      /no address of a paper I know: arXiv, Hugging Face, alphaXiv or DOI/,
    ],
    ['cite 2312.00752 mla', /what to do with “mla” behind 2312\.00752/],
    ['show zzzz qqqq', /I know no paper called “zzzz qqqq”/],
    ['cite 1706.03762 format:word', /format can be bibtex, apa or markdown/],
    ['help serach', /no command “serach”\. Did you mean search\?/],
  ]

  it.each(mistakes)('%s', async (line, says) => {
    const view = await stand.type(line)
    expect(view.tone).toBe('mistake')
    expect(wordsOf(view)).toMatch(says)
    // zod's own words
    expect(wordsOf(view)).not.toMatch(/invalid|expected|received|undefined|NaN/i)
  })

  it('is private, whatever the command', () => {
    const { visibility } = stand.bot.prepare(
      { command: 'numbered', options: { count: 'x' } },
      origin,
    )
    expect(visibility).toBe('private')
    expect(stand.bot.prepare({ command: 'numbered', options: {} }, origin).visibility).toBe(
      'public',
    )
  })

  it('offers the command that was meant, with the words already typed', async () => {
    const view = await stand.type('serach mamba sort:new')
    const [button] = view.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    expect(button).toMatchObject({
      invoke: { command: 'search', options: { query: 'mamba', sort: 'new' } },
    })
  })

  it('of an old button says so', async () => {
    const view = await stand.invoke({ command: 'search', options: { q: 'mamba' } })
    expect(wordsOf(view)).toMatch(/no option “q” any more[\s\S]*old button/)
  })
})

describe('a fault', () => {
  it('shows an incident id, and the log has the rest under that id', async () => {
    const view = await stand.type('broken')
    expect(view.tone).toBe('fault')
    expect(wordsOf(view)).not.toContain('hunter2')
    const [, id] = /incident ([2-9A-Z]{8})/.exec(wordsOf(view)) ?? []
    expect(id).toBeDefined()
    const entry = stand.logged.find(
      ({ details }) => 'incident' in details && details.incident === id,
    )
    expect(entry?.details).toMatchObject({
      command: 'broken',
      err: { message: expect.stringContaining('hunter2') },
    })
  })
})

describe('options', () => {
  it('are read from words or taken as typed values', async () => {
    expect((await stand.type('numbered count:3 loud:yes')).title).toBe('3 true')
    expect(
      (await stand.invoke({ command: 'numbered', options: { count: 3, loud: true } })).title,
    ).toBe('3 true')
    expect((await stand.type('numbered')).title).toBe('5 false')
  })

  it('of any kind never make prepare or run throw', async () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean())
    const options = fc.dictionary(
      fc.oneof(fc.constantFrom('query', 'page', 'sort', 'since'), fc.string()),
      value,
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('search', 'show', 'trending', 'cite', 'x'),
        options,
        async (command, given) => {
          const view = await stand.invoke({ command, options: given })
          expect(view.tone).not.toBe('fault')
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('a search by days alone', () => {
  it('lists what appeared on them, the newest first', async () => {
    const since = '2025-06-20'
    const view = await stand.type(`search since:${since}`)
    expect(view.tone).toBeUndefined()
    const everything = { offset: 0, limit: 5, since, sort: 'new' } as const
    const { hits } = await stand.search.search({ clauses: [], problems: [] }, everything)
    const papers = await stand.store.list(hits.map(({ id }) => id))
    const titles = view.blocks.flatMap((block) =>
      block.kind === 'item' ? [plainText(block.title)] : [],
    )
    expect(titles).toEqual(papers.map(({ title }) => title))
    expect(titles).toHaveLength(5)
    const days = papers.map(({ published }) => published ?? '')
    expect(days).toEqual(days.toSorted().reverse())
    expect(days.at(-1)?.localeCompare(since)).toBeGreaterThanOrEqual(0)
  })
})

describe('a button', () => {
  it('of a shown view can always be pressed, even when its id is only a hash of a long text', async () => {
    const long =
      'diffusion OR transformer OR language OR video OR learning OR models OR attention OR agents'
    const view = await stand.type(`search ${long}`)
    const presses = view.blocks
      .flatMap((block) =>
        block.kind === 'buttons'
          ? block.buttons
          : block.kind === 'item' && block.button
            ? [block.button]
            : [],
      )
      .filter((button) => 'invoke' in button)
    expect(presses.some((press) => isShortId(actionId(press)))).toBe(true)
    expect(presses.some((press) => !isShortId(actionId(press)))).toBe(true)
    for (const press of presses) {
      const pressed = await stand.bot.press(actionId(press))
      expect(pressed?.invocation.command).toBe(press.invoke.command)
      const answer = await stand.bot
        .prepare(pressed?.invocation ?? { command: '', options: {} }, origin)
        .run()
      expect(answer.tone).toBeUndefined()
    }
  })

  it('of a mistake can be pressed too, however much was typed', async () => {
    const view = await stand.type(`serach ${'mamba OR '.repeat(20)}mamba`)
    const [button] = view.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    const id = button && 'invoke' in button ? actionId(button) : ''
    expect(isShortId(id)).toBe(true)
    expect((await stand.bot.press(id))?.invocation.command).toBe('search')
  })

  it('that nobody knows is undefined', async () => {
    expect(await stand.bot.press('u~0000000000000000000000')).toBeUndefined()
    expect(await stand.bot.press('garbage')).toBeUndefined()
  })
})

describe('completions', () => {
  it('come from enumerations and from titles', async () => {
    const values = async (command: string, option: string, typed: string) => {
      const found = await stand.bot.suggest(
        { command, options: { [option]: typed } },
        option,
        origin,
      )
      return found.map(({ label }) => label)
    }
    expect(await values('search', 'sort', 'n')).toEqual(['new'])
    expect(await values('show', 'paper', 'attention is al')).toContain('Attention Is All You Need')
    expect(await values('help', 'command', 'tr')).toEqual(['trending'])
    expect(await values('nobody', 'knows', 'x')).toEqual([])
  })
})

describe('a hidden command', () => {
  it('answers a button, and nothing tells of it', async () => {
    const { bot, invoke, type } = stand
    expect((await invoke({ command: 'unspoken', options: {} })).title).toBe('You pressed')
    expect(bot.commands.map(({ name }) => name)).not.toContain('unspoken')
    expect(JSON.stringify(await type('help'))).not.toContain('unspoken')
    expect((await type('help unspoken')).tone).toBe('mistake')
  })
})
