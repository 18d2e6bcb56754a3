// Tab, without a terminal: what the end of a line may become.
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { complete } from '../../../src/platforms/console/complete.ts'
import { consoleOrigin } from '../../../src/platforms/console/session.ts'
import { createLibrary } from './library.ts'

const bot = createLibrary()
const tab = (line: string) => complete(line, bot, consoleOrigin)

const attention = 'Attention Is All You Need'
const notAttention = 'Attention Is Not All You Need'
const mamba = 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces'

describe('Tab', () => {
  it.each([
    ['tr', ['trending '], 'tr'],
    ['SE', ['search '], 'SE'],
    ['/paper tr', ['trending '], 'tr'],
    ['/pa', ['/paper '], '/pa'],
    ['/se', ['/search '], '/se'],
    ['nothing', [], 'nothing'],
  ])('completes names of commands: %j', async (line, candidates, completed) => {
    expect(await tab(line)).toEqual([candidates, completed])
  })

  it('lists all commands on an empty line', async () => {
    const names = ['search ', 'show ', 'trending ', 'help ', 'wait ']
    expect(await tab('')).toEqual([names, ''])
    expect(await tab('/paper ')).toEqual([names, ''])
  })

  it.each([
    ['search so', ['sort:'], 'so'],
    ['search mamba so', ['sort:'], 'so'],
    ['search sort:new so', [], 'sort:new so'],
    ['search sort:n', ['new '], 'n'],
    ['search sort: n', ['new '], 'n'],
    ['search mamba sort:', ['relevance ', 'new ', 'votes '], ''],
    ['trending topic:', ['"state spaces" ', 'vision '], ''],
    ['trending topic:"state', ['"state spaces" ', 'vision '], '"state'],
  ])('completes keys not used yet, and their values: %j', async (line, candidates, completed) => {
    const found = await tab(line)
    // What the bot suggests stays as it is; only listed values are narrowed here.
    if (line.endsWith('"state')) expect(found[0]).toContain('"state spaces" ')
    else expect(found).toEqual([candidates, completed])
  })

  it.each([
    ['trending we', ['week '], 'we'],
    ['trending ', ['day ', 'week ', 'month ', 'topic:'], ''],
    ['trending week mo', [], 'mo'],
    ['show mamba b', ['bibtex '], 'b'],
    ['show mamba wh', ['why '], 'wh'],
    ['show b', [], 'b'],
  ])('completes values that need no key, where they may stand: %j', async (line, candidates) => {
    expect((await tab(line))[0]).toEqual(candidates)
  })

  it('completes the text by titles, in place of all that was typed of it', async () => {
    expect(await tab('search linear stories')).toEqual([[], 'linear stories'])
    expect(await tab('search state spaces')).toEqual([[mamba], 'state spaces'])
    expect(await tab('search sort:new state spaces')).toEqual([[mamba], 'state spaces'])
    expect(await tab('search attention')).toEqual([[attention, notAttention], 'attention'])
  })

  it('shows several by their labels and fills in the value of a single one', async () => {
    expect(await tab('show attention')).toEqual([[attention, notAttention], 'attention'])
    expect(await tab('show linear-time')).toEqual([['pb-2'], 'linear-time'])
  })

  it('offers titles alone, never what was typed', async () => {
    const typed = 'all you'
    expect(await tab(`search ${typed}`)).toEqual([[attention, notAttention], typed])
  })

  it('offers ten suggestions at most', async () => {
    const many = defineCommand({
      name: 'many',
      summary: 'Suggests a lot',
      examples: ['many x'],
      options: z.object({ what: z.string() }),
      text: 'what',
      visibility: 'public',
      suggest: {
        what: async () =>
          Array.from({ length: 25 }, (_, i) => ({ label: `paper ${i}`, value: `${i}` })),
      },
      run: async () => ({ title: '', blocks: [] }),
    })
    const [found] = await complete('many paper', createLibrary([many]), consoleOrigin)
    expect(found).toHaveLength(10)
  })

  it('lets nothing through that could move the cursor', async () => {
    const evil = defineCommand({
      name: 'evil',
      summary: 'Suggests an escape sequence',
      examples: ['evil x'],
      options: z.object({ what: z.string() }),
      text: 'what',
      visibility: 'public',
      suggest: { what: async () => [{ label: 'a', value: 'a\x1b[2J\nb' }] },
      run: async () => ({ title: '', blocks: [] }),
    })
    expect(await complete('evil a', createLibrary([evil]), consoleOrigin)).toEqual([
      ['a[2J b'],
      'a',
    ])
  })
})
