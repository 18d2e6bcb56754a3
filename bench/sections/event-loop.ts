// How long others have to wait while the bot is busy: searches, new papers, and questions meant to hurt.
import { setImmediate } from 'node:timers/promises'
import { isCommon, words } from '../../src/search/text.ts'
import { answerParent, inChild } from '../child.ts'
import { generatePapers } from '../corpus.ts'
import { type LoopDelay, loopDelayDuring, median, timed } from '../measure.ts'
import { drawQueries, type Kind, kinds } from '../queries.ts'
import { answer, openRunning, type Running } from '../running.ts'
import type { Section } from '../section.ts'
import { figure } from '../table.ts'
import { askWhole } from './search.ts'

type Task = { readonly database: string }
type Busy = {
  readonly name: string
  readonly took: number
  readonly delay: LoopDelay
  /** How a hostile question was met. */
  readonly met?: 'answered' | 'refused'
}

/** Queries of each kind, asked one after another. */
const perKind = 12
const papersAdded = 200
/** The longest query the bot takes, in characters and in words, and how many of them may be alternatives or left out (commands/search.ts). */
const queryLength = 300
const queryWords = 32
const queryChoices = 12
/** Times a hostile question is asked; once when it takes more than a second. */
const repeats = 3

export const loopSection: Section = {
  name: 'loop',
  about:
    'While the bot is busy: milliseconds until it is done (for a hostile question, the median of three, or of one that takes more than a second), and how long the event loop kept everybody else waiting, by looks a millisecond apart.',
  columns: ['busy with', 'met', 'done ms', 'loop p99 ms', 'longest ms'],
  async measure({ database, label }) {
    const task: Task = { database }
    const busy = await inChild<Busy[]>('sections/event-loop.ts', task)
    return [
      [label],
      ...busy.map(({ name, met = '', took, delay }) => [
        `  ${name}`,
        met,
        figure(took),
        figure(delay.p99),
        figure(delay.longest),
      ]),
    ]
  },
}

async function measureLoop({ database }: Task): Promise<Busy[]> {
  const running = await openRunning(database)
  // Everything is compiled and read before anybody looks.
  await askAll(running)
  const busy = [
    await busyWith(`${perKind * Object.keys(kinds).length} searches, all kinds`, () =>
      askAll(running),
    ),
  ]
  for (const [name, query] of Object.entries(hostileQueries(running)))
    busy.push(await hostile(name, query, running))
  busy.push(await adding(running))
  await running.close()
  return busy
}

async function busyWith(name: string, work: () => Promise<void>): Promise<Busy> {
  let took = Number.NaN
  const delay = await loopDelayDuring(async () => {
    took = await timed(work)
  })
  return { name, took, delay }
}

async function askAll(running: Running): Promise<void> {
  for (const kind of Object.keys(kinds) as Kind[])
    for (const query of drawQueries(kind, running.papers, perKind)) {
      await askWhole(kind, query, running)
      await setImmediate()
    }
}

async function hostile(name: string, query: string, { bot }: Running): Promise<Busy> {
  const times: number[] = []
  let met: Busy['met'] = 'answered'
  const { delay } = await busyWith(name, async () => {
    do {
      times.push(
        await timed(async () => {
          met = await answer(bot, 'search', { query })
        }),
      )
      await setImmediate()
    } while (times.length < repeats && (times[0] ?? 0) < 1000)
  })
  return { name, took: median(times), delay, met }
}

function adding({ engine, papers }: Running): Promise<Busy> {
  // New papers under ids of their own: replacing would measure something else.
  const added = generatePapers(papers)
    .take(papersAdded)
    .map((paper) => ({ ...paper, id: `new/${paper.id}` }))
    .toArray()
  return busyWith(`adding ${papersAdded} papers`, () => engine.add(added))
}

/** Questions nobody asks in good faith: too long to be taken, and as bad as may be among those that are. */
function hostileQueries({ papers }: Running): Readonly<Record<string, string>> {
  const abstracts = papers.map(({ abstract }) => abstract)
  const common = commonest(abstracts, foldedWords).slice(0, queryWords)
  const joined = (separator: string) => clipped(common.join(separator))
  const phrases = commonest(abstracts, tellingPairs)
    .slice(0, queryChoices)
    .map((pair) => `"${pair}"`)
  const initials = [...'ajmsylcdhzkw'].map((one, i, all) => `author:"${one} ${all[i - 1] ?? 'r'}"`)
  return {
    '10,000 characters': 'diffusion models '.repeat(590),
    '300 characters of operators': repeated('- OR "" NOT ( | : title: '),
    '150 words of one letter': repeated('a b c d e f g h i j k l m n o p q r s t u v w x y z '),
    '32 words of one letter': 'a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6',
    'the commonest words': joined(' '),
    'the commonest words, any of them': joined(' OR '),
    'nothing but exclusions': clipped(common.map((word) => `-${word}`).join(' ')),
    'words nobody uses': clipped(common.map((word) => `${word}qx`).join(' ')),
    'a phrase of the commonest words': `"${clipped(common.join(' ').repeat(3)).slice(0, -2)}"`,
    'a dozen phrases, any of them': fitting(phrases, ' OR '),
    'a dozen phrases, all of them': fitting(phrases, ' '),
    'a dozen phrases, none of them': fitting(
      phrases.map((one) => `-${one}`),
      ' ',
    ),
    'authors by initials, all of them': fitting(initials, ' '),
    'a phrase of one word': `"${clipped('model '.repeat(queryLength)).slice(0, -2)}"`,
  }
}

function repeated(text: string): string {
  return clipped(text.repeat(Math.ceil(queryLength / text.length)))
}

function clipped(text: string): string {
  return text.slice(0, queryLength).trim()
}

/** As many of them as a query may be long. */
function fitting(all: readonly string[], separator: string): string {
  const query = all.join(separator)
  return query.length <= queryLength ? query : fitting(all.slice(0, -1), separator)
}

/** What most texts have of what is taken from each. */
function commonest(texts: readonly string[], taken: (text: string) => readonly string[]): string[] {
  const holders = new Map<string, number>()
  for (const text of texts)
    for (const one of new Set(taken(text))) holders.set(one, (holders.get(one) ?? 0) + 1)
  const sorted = [...holders].sort(([, a], [, b]) => b - a)
  return sorted.map(([one]) => one)
}

function foldedWords(text: string): string[] {
  return words(text).map(({ folded }) => folded)
}

function tellingPairs(text: string): string[] {
  const folded = foldedWords(text)
  const pairs = folded.slice(1).map((second, i) => [folded[i] ?? '', second])
  return pairs.filter((pair) => !pair.some(isCommon)).map((pair) => pair.join(' '))
}

if (import.meta.main) await answerParent(measureLoop)
