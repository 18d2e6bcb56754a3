// A small real bot for the console's tests: four commands over a shelf of three papers, no corpus and no engine.
import { z } from 'zod'
import { type Bot, createBot } from '../../../src/bot/bot.ts'
import { type Command, defineCommand } from '../../../src/bot/command.ts'
import { UserError } from '../../../src/bot/user-error.ts'
import type { Corpus } from '../../../src/papers/paper.ts'
import type { SearchEngine } from '../../../src/search/engine.ts'
import { createBotStores } from '../../../src/store/bot-stores.ts'
import { openDatabase } from '../../../src/store/database.ts'

/** 15 March 2025, noon UTC. */
export const now = Date.UTC(2025, 2, 15, 12)

const titles = [
  'Attention Is All You Need',
  'Attention Is Not All You Need',
  'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
]

const search = defineCommand({
  name: 'search',
  summary: 'Find papers',
  examples: ['search attention'],
  options: z.object({
    query: z.string().describe('What to find'),
    sort: z.enum(['relevance', 'new', 'votes']).optional(),
    page: z.coerce.number().int().min(1).default(1),
  }),
  text: 'query',
  visibility: 'public',
  suggest: { query: async (typed) => matching(typed).map((t) => ({ label: t, value: t })) },
  run: async ({ query }) => {
    const found = matching(query)
    return {
      title: `${found.length} papers for “${query}”`,
      blocks: [
        ...found.map((title) => ({
          kind: 'item' as const,
          title,
          button: {
            label: 'Details',
            invoke: { command: 'show', options: { paper: title } },
            effect: 'reply' as const,
          },
        })),
        {
          kind: 'buttons',
          buttons: [{ label: 'arXiv', href: 'https://arxiv.org/a b' }],
        },
      ],
    }
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Show one paper',
  examples: ['show mamba'],
  options: z.object({
    paper: z.string().describe('Its title'),
    format: z.enum(['card', 'bibtex']).optional(),
    why: z.boolean().optional(),
  }),
  text: 'paper',
  last: ['format', 'why'],
  visibility: 'public',
  suggest: {
    paper: async (typed) =>
      matching(typed).map((title) => ({ label: title, value: `pb-${titles.indexOf(title)}` })),
  },
  run: async ({ paper }) => ({ title: paper, blocks: [{ kind: 'text', text: 'Shown.' }] }),
})

const trending = defineCommand({
  name: 'trending',
  summary: 'What is read now',
  examples: ['trending week'],
  options: z.object({
    period: z.enum(['day', 'week', 'month']).default('week'),
    topic: z.string().optional(),
  }),
  first: 'period',
  visibility: 'public',
  suggest: { topic: async () => ['state spaces', 'vision'].map((t) => ({ label: t, value: t })) },
  run: async ({ period }) => ({ title: `Trending this ${period}`, blocks: [] }),
})

const help = defineCommand({
  name: 'help',
  summary: 'What you can ask',
  examples: ['help'],
  options: z.object({}),
  visibility: 'private',
  run: async () => ({ title: 'What you can ask', blocks: [] }),
})

/** A command that answers after as many milliseconds as it is told; `forever` never does. */
const wait = defineCommand({
  name: 'wait',
  summary: 'Answer late',
  examples: ['wait 10'],
  options: z.object({ time: z.string() }),
  text: 'time',
  visibility: 'public',
  run: async ({ time }) => {
    if (time === 'never') throw new UserError('That is not a time.')
    await (time === 'forever'
      ? new Promise(() => {})
      : new Promise((resolve) => setTimeout(resolve, Number(time))))
    return { title: `Waited ${time}`, blocks: [] }
  },
})

const database = await openDatabase('sqlite::memory:')

/** The bot over these commands; what it keeps is kept in memory. */
export function createLibrary(commands: readonly Command[] = []): Bot {
  return createBot({
    commands: [search, show, trending, help, wait, ...commands],
    corpus: emptyCorpus,
    search: emptyEngine,
    ...createBotStores(database),
    now: () => now,
    random: () => 0.5,
    log: { error: () => {} },
  })
}

// Titles with words that begin like the typed ones.
function matching(typed: string): readonly string[] {
  const begun = typed.toLowerCase().split(/\s+/)
  return titles.filter((title) => {
    const words = title.toLowerCase().split(/[\s:]+/)
    return begun.every((start) => words.some((word) => word.startsWith(start)))
  })
}

const emptyCorpus = {
  find: async () => undefined,
  list: async () => [],
  findByDoi: async () => undefined,
  nth: async () => undefined,
  state: async () => ({ papers: 0, bySource: {}, feedDays: 0 }),
  voteGains: async () => [],
} satisfies Partial<Corpus> as unknown as Corpus

const emptyEngine = {
  name: 'empty',
  size: () => 0,
  search: async () => ({ hits: [], total: 0 }),
  similar: async () => [],
  suggest: async () => [],
  correct: async () => undefined,
  add: async () => {},
  remove: async () => {},
} satisfies Partial<SearchEngine> as unknown as SearchEngine
