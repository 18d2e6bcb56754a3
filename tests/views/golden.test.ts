// What people read: one golden text per view, made by the real commands on the sample corpus and drawn by the console.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { View } from '../../src/bot/view.ts'
import { renderView } from '../../src/platforms/console/render.ts'
import { parseQuery } from '../../src/search/query.ts'
import { beyondResultsView, nothingBeyondView } from '../../src/views/beyond-results.ts'
import { fetchingView } from '../../src/views/fetching.ts'
import { faultView } from '../../src/views/mistake.ts'
import { firstPageView, invitedView, welcomeView } from '../../src/views/welcome.ts'
import { now, openStand, type Stand, samplePapers } from '../stands/paperboy.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

async function expectGolden(name: string, view: View): Promise<void> {
  const terminal = { width: 80, colour: false, links: false, now }
  const { text } = renderView(view, terminal)
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/views/${name}.txt`)
}

const lines: readonly [name: string, line: string][] = [
  ['search-results', 'search diffusion'],
  ['search-results-why', 'search diffusion models why'],
  [
    'search-results-why-question',
    'search which papers teach a robot to grasp objects from human video demonstrations at scale why',
  ],
  ['search-results-why-by-date', 'search kingma variational sort:new why'],
  ['search-results-second-page', 'search diffusion page:2'],
  ['search-results-past-the-end', 'search diffusion page:99'],
  ['search-results-corrected', 'search transfomer atention'],
  ['search-results-near', 'search retrieval augmented generation'],
  ['search-results-near-mended', 'search how does atention make transfomers slow'],
  [
    'search-results-most',
    'search which papers teach a robot to grasp objects from human video demonstrations at scale',
  ],
  ['search-results-nothing', 'search diffusion zebra since:2024'],
  ['search-results-problem', 'search diffusion has:video'],
  ['paper-card', 'show 1706.03762'],
  ['paper-card-many-authors', 'show 2501.12948'],
  ['candidates', 'show diffusion'],
  ['candidates-loosely', 'show attention networks for protein cooking'],
  ['trending-list', 'trending'],
  ['trending-list-why', 'trending month why'],
  ['trending-list-past-the-end', 'trending page:50'],
  ['trending-list-problem', 'trending month language has:video'],
  ['search-results-listing', 'search since:2025-06-27'],
  ['trending-list-query', 'trending month language'],
  ['trending-list-too-few-votes', 'trending day robot surgery'],
  ['similar-papers', 'similar 2006.11239'],
  ['citation-bibtex', 'cite 1706.03762'],
  ['citation-apa', 'cite 1706.03762 apa'],
  ['citation-markdown', 'cite 1706.03762 markdown'],
  ['random', 'random'],
  ['home-first', 'home'],
  ['privacy-first', 'privacy'],
  ['following-nothing', 'following'],
  ['follow-draft', 'follow "reasoning" model'],
  ['follow-draft-like', 'follow like:2006.11239 weekly'],
  ['follow-draft-desert', 'follow zebra kites'],
  ['follow-draft-misspelt', 'follow transfomer'],
  ['follow-mistake', 'follow -video'],
  ['followed', 'follow diffusion has:code save'],
  ['followed-like', 'follow like:2006.11239 instant save'],
  ['follow-again', 'follow has:code diffusion'],
  ['following', 'following'],
  ['why-followed', 'why 2506.21416'],
  ['why-like', 'why 2112.10752'],
  ['why-nothing', 'why 1706.03762'],
  ['muted', 'mute diffusion days:14'],
  ['following-muted', 'following'],
  ['unfollowed', 'unfollow diffusion'],
  ['unfollow-unknown', 'unfollow zebra'],
  ['saved-empty', 'saved'],
  ['saved', 'save 1706.03762'],
  ['saved-already', 'save 1706.03762'],
  ['saved-list', 'saved'],
  ['saved-bibtex', 'saved bibtex'],
  ['saved-markdown', 'saved markdown'],
  ['home', 'home'],
  ['privacy', 'privacy'],
  ['forget-me', 'forget-me'],
  ['unsaved', 'unsave 1706.03762'],
  ['unsaved-twice', 'unsave 1706.03762'],
  ['settings-mine', 'settings'],
  ['settings-mine-set', 'settings mine berlin hour:8 weekends:yes quiet:22-07'],
  ['settings-channel', 'settings channel'],
  ['settings-workspace', 'settings workspace'],
  ['stats', 'stats'],
  ['help', 'help'],
  ['help-search', 'help search'],
  ['mistake', 'search mamba sort:newest'],
  ['mistake-unknown-command', 'serach mamba'],
  ['mistake-unknown-paper', 'show 2511.99999'],
]

describe('golden views', () => {
  it.each(lines)('%s', async (name, line) => {
    await expectGolden(name, await stand.type(line))
  })

  it('the card under a link', async () => {
    const card = (paper: string) => stand.invoke({ command: 'card', options: { paper } })
    await expectGolden('link-card', await card('https://arxiv.org/abs/1706.03762'))
    await expectGolden('link-card-many-authors', await card('2501.12948'))
  })

  it('welcome', async () => {
    await expectGolden(
      'welcome',
      welcomeView({ papers: 83, bySource: { sample: 83 }, feedDays: 1, lastDay: '2025-06-30' }),
    )
  })

  it('what a place shows first', async () => {
    await expectGolden('first-page', firstPageView())
    await expectGolden('invited', invitedView())
  })

  it('what comes from beyond the corpus', async () => {
    const papers = (await samplePapers()).slice(0, 6)
    const query = parseQuery('learning')
    const answer = { query, papers, asked: 'learning', page: 1, pageSize: 5 }
    await expectGolden('beyond-results', beyondResultsView(answer))
    await expectGolden('beyond-results-nothing', nothingBeyondView('"zebra kites"'))
    await expectGolden('fetching', fetchingView('2506.20001'))
  })

  it('what is wanted more and less of', async () => {
    const own = await openStand()
    const press = (command: string, paper: string) => own.invoke({ command, options: { paper } })
    await own.type('follow diffusion save')
    await expectGolden('more', await press('more', '2006.11239'))
    await expectGolden('less', await press('less', '2501.12948'))
    await expectGolden('why-placed', await own.type('why 2112.10752'))
    await own.close()
  })

  it('a fault', async () => {
    await expectGolden('fault', faultView('7KQ2M9XT'))
  })

  it('an empty corpus', async () => {
    const empty = await openStand([])
    await expectGolden('stats-empty', await empty.type('stats'))
    await expectGolden('trending-empty', await empty.type('trending'))
    await expectGolden('random-empty', await empty.type('random'))
    await expectGolden('search-empty', await empty.type('search mamba'))
    await empty.close()
  })

  it('a paper of which little is known', async () => {
    const [paper] = await samplePapers()
    const bare = await openStand([
      { id: paper?.id ?? '', title: 'A Bare Paper', abstract: '', authors: [], source: 'page' },
    ])
    await expectGolden('paper-card-bare', await bare.type(`show ${paper?.id}`))
    await expectGolden('search-results-bare', await bare.type('search bare'))
    await expectGolden('similar-papers-none', await bare.type(`similar ${paper?.id}`))
    const options = { paper: paper?.id ?? '' }
    await expectGolden('link-card-bare', await bare.invoke({ command: 'card', options }))
    await bare.close()
  })
})
