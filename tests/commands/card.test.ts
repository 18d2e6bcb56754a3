// The card under a link: for every kind of address of a paper, and never where it is unwelcome.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Origin } from '../../src/bot/invocation.ts'
import { openStand, origin, type Stand, samplePapers } from '../stands/paperboy.ts'

let stand: Stand
beforeEach(async () => {
  const papers = await samplePapers()
  stand = await openStand(
    papers.map((paper) =>
      paper.id === '1706.03762' ? { ...paper, doi: '10.5555/3295222.3295349' } : paper,
    ),
  )
})
afterEach(() => stand.close())

const card = (paper: string, from: Partial<Origin> = {}) =>
  stand.bot.prepare({ command: 'card', options: { paper } }, { ...origin, ...from }).run()

describe('a card', () => {
  it.each([
    'https://arxiv.org/abs/1706.03762',
    'https://arxiv.org/pdf/1706.03762v7.pdf',
    'http://www.arxiv.org/html/1706.03762v7#S1',
    'https://huggingface.co/papers/1706.03762',
    'https://www.alphaxiv.org/abs/1706.03762?utm=x',
    'https://doi.org/10.48550/arXiv.1706.03762',
    'https://dx.doi.org/10.5555/3295222.3295349',
  ])('stands under %s', async (link) => {
    const view = await card(link)
    expect(view.tone).toBeUndefined()
    expect(view.title).toBe('Attention Is All You Need')
    expect(view.share).toBeUndefined()
  })

  it.each([
    'https://arxiv.org/abs/2511.99999',
    'https://arxiv.org/list/cs.CL/recent',
    'https://huggingface.co/meta-llama/Llama-3.1-8B',
    'https://doi.org/10.1000/182',
    'https://example.org/1706.03762',
  ])('does not stand under %s', async (link) => {
    expect(await card(link)).toMatchObject({ tone: 'mistake' })
    expect(stand.logged).toEqual([])
  })

  it('does not come where the channel or the workspace has them off, and comes everywhere else', async () => {
    const link = 'https://arxiv.org/abs/1706.03762'
    await stand.type('settings channel links:off')
    expect(await card(link)).toMatchObject({ tone: 'mistake', title: 'Links get no cards here.' })
    expect((await card(link, { channel: 'C2' })).tone).toBeUndefined()
    await stand.type('settings workspace links:off')
    expect((await card(link, { channel: 'C2' })).tone).toBe('mistake')
    expect((await card(link, { workspace: 'W2' })).tone).toBeUndefined()
  })

  it('is nothing that people type or are told of', async () => {
    expect((await stand.type('card 1706.03762')).tone).toBe('mistake')
    expect(JSON.stringify(await stand.type('help'))).not.toContain('card <paper>')
  })
})
