// What people see of the live corpus: papers and searches from beyond it, and how fresh it is. The whole bot, with
// upstreams on loopback.
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { actionId } from '../src/bot/action.ts'
import { type Block, type Press, plainText, type View } from '../src/bot/view.ts'
import { parseWords } from '../src/bot/words.ts'
import { followStore } from '../src/search/follow-store.ts'
import type { Clock } from '../src/sources/http.ts'
import { type LiveStand, openLiveStand } from './stands/live.ts'
import { now, openStand, origin, type Stand } from './stands/paperboy.ts'
import { patience } from './stands/patience.ts'
import { syntheticEntry } from './stands/upstreams/synthetic.ts'

/** Answers on loopback come long before anybody's patience ends by this clock. */
const clock: Clock = {
  now: Date.now,
  random: () => 0,
  sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
}

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

/** The bot on the sample corpus, with upstreams; those are quick, or slower than a chat waits. */
async function setUp(upstreams: 'quick' | 'slow' = 'quick') {
  let live: LiveStand | undefined
  const stand = await openStand(undefined, [], async (database) => {
    live = await openLiveStand(database, { now })
    // The stand's own clock leaps over every wait, so patience is over at once.
    return upstreams === 'slow' ? live.beyond : live.live('bot', clock).beyond
  })
  if (live === undefined) throw new Error('never asked for')
  ending.push(stand.close, live.close)
  return { stand, ...live }
}

/** Keeps the index in step with the store, as the running bot does. */
function follow({ search: engine, store }: Stand, mark: number): void {
  const stopping = new AbortController()
  const { signal } = stopping
  const onError = (error: unknown) => {
    throw error
  }
  const sleep = (_: number, stop: AbortSignal) => setTimeout(1, undefined, { signal: stop })
  const following = followStore({
    engine,
    changes: store.changedSince,
    mark,
    sleep,
    signal,
    onError,
  })
  ending.push(() => {
    stopping.abort()
    return following.done
  })
}

/** Types a line and gives everything that was said, in its order. */
async function say({ bot }: Stand, line: string): Promise<readonly View[]> {
  const said: View[] = []
  const answer = await bot.prepare(parseWords(line, bot.commands), origin).run((v) => said.push(v))
  return [...said, answer]
}

/** Presses a button by its id alone, as a platform does. */
async function press({ bot }: Stand, button: Press): Promise<View> {
  const pressed = await bot.press(actionId(button))
  if (pressed === undefined) throw new Error(`nothing known of ${button.label}`)
  return bot.prepare(pressed.invocation, origin).run()
}

function buttonsIn({ blocks }: View): Press[] {
  const all = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  return all.filter((button) => 'invoke' in button)
}

function button(view: View, label: string): Press {
  const found = buttonsIn(view).find((each) => each.label === label)
  if (found === undefined)
    throw new Error(`no ${label} among ${buttonsIn(view).map((b) => b.label)}`)
  return found
}

function titlesIn({ blocks }: View): string[] {
  return blocks.flatMap((block) => (block.kind === 'item' ? [plainText(block.title)] : []))
}

function notesIn({ blocks }: View): string[] {
  return blocks.flatMap((block) => (block.kind === 'note' ? [plainText(block.text)] : []))
}

function factsIn({ blocks }: View): Readonly<Record<string, unknown>> {
  const facts = blocks.flatMap((block: Block) => (block.kind === 'facts' ? block.facts : []))
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]))
}

const everywhere = 'Search all of Hugging Face Papers'

describe('a paper nobody has yet', () => {
  it.each(['2506.20001', 'show https://arxiv.org/abs/2506.20001v3', 'cite 2506.20001'])(
    'is fetched and answered about: %s',
    async (line) => {
      const { stand, arxivPapers } = await setUp()
      arxivPapers.push({
        id: '2506.20001',
        title: 'Kites over Harbours',
        authors: ['Ada Lovelace'],
      })
      const said = await say(stand, line)
      expect(said).toHaveLength(1)
      expect(said[0]?.tone).toBeUndefined()
      expect(JSON.stringify(said[0])).toContain('Kites over Harbours')
      expect(await stand.store.find('2506.20001')).toMatchObject({ source: 'arxiv' })
    },
  )

  it('gets the card under its link', async () => {
    const { stand, arxivPapers, arxiv, huggingFace } = await setUp()
    arxivPapers.push({ id: '2506.20001', title: 'Kites over Harbours' })
    const card = (id: string) =>
      stand.invoke({ command: 'card', options: { paper: `https://arxiv.org/abs/${id}` } })
    expect(await card('2506.20001')).toMatchObject({ title: 'Kites over Harbours' })
    await Promise.all([arxiv.down(), huggingFace.down()])
    expect(await card('2506.20002')).toMatchObject({ tone: 'mistake' })
    expect(stand.logged).toEqual([])
  })

  it('is announced first when upstream is slow, and then shown', async () => {
    const { stand, arxivPapers } = await setUp('slow')
    arxivPapers.push({ id: '2506.20001', title: 'Kites over Harbours' })
    const [interim, card, ...more] = await say(stand, 'show 2506.20001')
    expect(interim?.title).toBe('Asking arXiv and Hugging Face for 2506.20001…')
    expect(card?.title).toBe('Kites over Harbours')
    expect(more).toEqual([])
    expect(await say(stand, 'show 2506.20001')).toEqual([card])
  })

  it('and does not exist is a mistake, kindly', async () => {
    const { stand } = await setUp()
    const [view] = await say(stand, 'show 2506.20001')
    expect(view).toMatchObject({ tone: 'mistake', title: 'There is no paper 2506.20001.' })
    expect(JSON.stringify(view)).toContain('Is a digit wrong?')
    expect(stand.logged).toEqual([])
  })

  it('and cannot be had now is a mistake with the address where it would be', async () => {
    const { stand, arxiv, huggingFace } = await setUp('slow')
    await Promise.all([arxiv.down(), huggingFace.down()])
    const view = (await say(stand, 'show 2506.20001')).at(-1)
    expect(view).toMatchObject({ tone: 'mistake', title: 'I do not have 2506.20001.' })
    const href = 'https://arxiv.org/abs/2506.20001'
    expect(view?.blocks[0]).toEqual({
      kind: 'text',
      text: ['Upstream refused the connection. If it exists, it is at ', { link: href, href }, '.'],
    })
    expect(stand.logged).toEqual([])
  })

  it('is not asked for without upstreams, nor when it has no arXiv id', async () => {
    const alone = await openStand()
    ending.push(alone.close)
    const { stand, arxiv } = await setUp()
    for (const [where, line, hint] of [
      [alone, 'show 2506.20001', 'https://arxiv.org/abs/2506.20001'],
      [stand, 'show pb-0123456789ab', 'It may not have been imported yet.'],
      [stand, 'show 10.1000/nowhere', 'It may not have been imported yet.'],
    ] as const) {
      const [view] = await say(where, line)
      expect(view?.tone).toBe('mistake')
      expect(JSON.stringify(view)).toContain(hint)
    }
    expect(arxiv.asked).toEqual([])
  })
})

describe('a search that finds little', () => {
  const kites = Array.from({ length: 12 }, (_, n) =>
    syntheticEntry({ id: `2506.${20_000 + n}`, title: `Kites ${n + 1}`, day: '2025-06-30' }),
  )

  it('offers all of Hugging Face Papers, whose papers are found here afterwards', async () => {
    const { stand, days } = await setUp()
    follow(stand, await stand.store.revision())
    days.set('2025-06-30', kites)
    const nothing = await stand.type('search kites')
    expect(titlesIn(nothing)).toEqual([])
    const found = await press(stand, button(nothing, everywhere))
    expect(found.title).toBe('All of Hugging Face Papers for “kites”')
    expect(notesIn(found)[0]).toBe(
      'Found and ordered by Hugging Face; they are in this corpus from now on.',
    )
    expect(notesIn(found)).toContain('1–5 of 12')
    expect(titlesIn(found)).toEqual([1, 2, 3, 4, 5].map((n) => `Kites ${n}`))
    const title = async () => (await stand.type('search kites')).title
    await vi.waitFor(async () => expect(await title()).toBe('12 papers for “kites”'), patience)
    const labels = buttonsIn(await stand.type('search kites')).map(({ label }) => label)
    expect(labels).toEqual(['Next', 'Why these', 'Follow', 'Change'])
  })

  it('shows those page by page, asking upstream once', async () => {
    const { stand, days, huggingFace } = await setUp()
    days.set('2025-06-30', kites)
    const first = await stand.type('search kites everywhere:yes')
    const second = await press(stand, button(first, 'Next'))
    const third = await press(stand, button(second, 'Next'))
    expect(titlesIn(third)).toEqual(['Kites 11', 'Kites 12'])
    expect(notesIn(third)).toContain('11–12 of 12')
    expect(buttonsIn(third).map(({ label }) => label)).toEqual(['Previous'])
    const again = await press(stand, button(second, 'Previous'))
    expect(again).toEqual(first)
    expect(again.share).toEqual({
      command: 'search',
      options: { query: 'kites', everywhere: true },
    })
    expect(huggingFace.asked).toHaveLength(1)
  })

  it('offers it beside the few that were found, but not beside a full page', async () => {
    const { stand } = await setUp()
    expect(titlesIn(await stand.type('search mamba'))).toHaveLength(1)
    expect(button(await stand.type('search mamba'), everywhere)).toBeDefined()
    const many = await stand.type('search model')
    expect(titlesIn(many)).toHaveLength(5)
    expect(buttonsIn(many).map(({ label }) => label)).not.toContain(everywhere)
  })

  it('carries a query of any length through its button', async () => {
    const { stand, days } = await setUp()
    const long = 'zqxj'.repeat(40)
    days.set('2025-06-30', [syntheticEntry({ id: '2506.20001', title: long })])
    const found = await press(stand, button(await stand.type(`search ${long}`), everywhere))
    expect(titlesIn(found)).toEqual([long])
  })

  it('says when there is nothing there either, and when upstream does not answer', async () => {
    const { stand, huggingFace } = await setUp('slow')
    const view = await stand.type('search kites everywhere:yes')
    expect(view.title).toBe('Hugging Face Papers has nothing for “kites” either.')
    await huggingFace.down()
    const failed = await stand.type('search boats everywhere:yes')
    expect(failed).toMatchObject({
      tone: 'mistake',
      title: 'Hugging Face refused the connection.',
    })
    expect(JSON.stringify(failed)).toContain('This corpus can be searched meanwhile')
  })

  it('offers nothing where there are no upstreams', async () => {
    const alone = await openStand()
    ending.push(alone.close)
    for (const line of ['search mamba', 'search kites'])
      expect(JSON.stringify(await alone.type(line))).not.toContain(everywhere)
    expect(await alone.type('search kites everywhere:yes')).toMatchObject({
      tone: 'mistake',
      title: 'Only this corpus can be searched: no upstream is set up here.',
    })
  })
})

describe('a search that finds little', () => {
  it('does not offer an upstream that is not answering', async () => {
    const { stand, sync, huggingFace } = await setUp()
    expect(JSON.stringify(await stand.type('search zyzzyva'))).toContain(everywhere)
    await huggingFace.down()
    await sync.round()
    expect(JSON.stringify(await stand.type('search zyzzyva'))).not.toContain(everywhere)
  })
})

describe('stats', () => {
  it('says as of when each upstream was read, and since when one fails', async () => {
    const { stand, sync, huggingFace, clock: time, days } = await setUp()
    const before = factsIn(await stand.type('stats'))
    expect(before).not.toHaveProperty('Hugging Face')
    days.set('2025-06-30', [syntheticEntry({ id: '2506.20001', title: 'Kites' })])
    await sync.round()
    const state = async () => (await stand.store.state()).upstream ?? []
    const [, { lastOkAt = 0 } = {}] = await state()
    const asOf = ['as of ', { time: lastOkAt, as: 'dateTime' }]
    const facts = factsIn(await stand.type('stats'))
    expect(facts['Hugging Face']).toEqual(asOf)
    expect(facts.arXiv).toEqual(['as of ', expect.objectContaining({ as: 'dateTime' })])
    await huggingFace.down()
    time.advance(1_800_000)
    await sync.round()
    const [, { failingSince = 0 } = {}] = await state()
    expect(failingSince).toBeGreaterThan(lastOkAt)
    expect(factsIn(await stand.type('stats'))['Hugging Face']).toEqual([
      ...asOf,
      ', failing since ',
      { time: failingSince, as: 'dateTime' },
      ': refused the connection',
    ])
    await huggingFace.up()
    time.advance(1_800_000)
    await sync.round()
    const again = factsIn(await stand.type('stats'))['Hugging Face']
    expect(again).toEqual(['as of ', { time: expect.any(Number), as: 'dateTime' }])
  })

  it('says so of an upstream that never answered', async () => {
    const { stand, sync, huggingFace } = await setUp()
    await huggingFace.down()
    await sync.round()
    const value = factsIn(await stand.type('stats'))['Hugging Face']
    expect(value).toEqual([
      'never read',
      ', failing since ',
      { time: expect.any(Number), as: 'dateTime' },
      ': refused the connection',
    ])
  })
})
