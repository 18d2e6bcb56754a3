// What comes for what people follow, drawn by every platform.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderView } from '../../src/platforms/console/render.ts'
import { renderView as renderOnDiscord } from '../../src/platforms/discord/render.ts'
import { renderView as renderOnSlack } from '../../src/platforms/slack/render.ts'
import { outline } from '../platforms/discord/render-outline.ts'
import { outline as outlineOfSlack } from '../platforms/slack/render-outline.ts'
import { type DigestStand, member, openDigestStand } from '../stands/digests.ts'
import { samplePapers } from '../stands/paperboy.ts'

let stand: DigestStand
beforeAll(async () => {
  stand = await openDigestStand('2026-06-02T08:00Z')
})
afterAll(() => stand.close())

async function golden(name: string): Promise<void> {
  const view = stand.posted.at(-1)?.view
  if (view === undefined) throw new Error(`there is no ${name}`)
  const terminal = { width: 80, colour: false, links: false, now: stand.now }
  const { text } = renderView(view, terminal)
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/views/alert-${name}.txt`)
  const [container] = renderOnDiscord(view, { share: 'none' }).components
  await expect(`${outline(container)}\n`).toMatchFileSnapshot(`../golden/discord/alert-${name}.txt`)
  const slack = outlineOfSlack(renderOnSlack(view, { share: 'none' }).blocks)
  await expect(`${slack}\n`).toMatchFileSnapshot(`../golden/slack/alert-${name}.txt`)
}

const at = (text: string) => Date.parse(text)

test('as soon as there is one, once a day in a channel, once a week, for several follows', async () => {
  const papers = (await samplePapers()).filter(({ abstract, votes }) => abstract && votes)
  const [one, ...others] = papers.slice(0, 9)
  const [first] = one?.title.split(' ') ?? []
  await stand.type(`follow ${first} instant save`)
  await stand.feature('2026-06-02', [{ ...one, published: '2026-06-02' }], at('2026-06-02T09:00Z'))
  await stand.beat(at('2026-06-02T09:01Z'))
  await golden('instant')
  const channel = { ...member, user: 'U02ABCDEF' }
  await stand.type('follow votes:>0 daily here save', channel)
  const week = { ...member, user: 'U3' }
  await stand.type('follow model OR learning weekly save', week)
  await stand.type('follow has:code OR votes:>0 weekly save', week)
  const fresh = others.map((paper) => ({ ...paper, published: '2026-06-02' }))
  await stand.feature('2026-06-02', fresh, at('2026-06-02T10:00Z'))
  await stand.beat(at('2026-06-02T10:01Z'))
  await stand.beat(at('2026-06-03T07:01Z'))
  await golden('daily-in-a-channel')
  await stand.beat(at('2026-06-08T07:01Z'))
  await golden('weekly-for-several')
})
