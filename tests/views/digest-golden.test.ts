// What people see of digests: from setting one up to its edition, drawn by the console and by Discord.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { View } from '../../src/bot/view.ts'
import { renderView } from '../../src/platforms/console/render.ts'
import { renderView as renderOnDiscord } from '../../src/platforms/discord/render.ts'
import { outline } from '../platforms/discord/render-outline.ts'
import { type DigestStand, hour, member, openDigestStand } from '../stands/digests.ts'
import { samplePapers } from '../stands/paperboy.ts'

let stand: DigestStand
beforeAll(async () => {
  stand = await openDigestStand('2026-06-02T08:00Z')
  const papers = (await samplePapers()).filter(({ abstract, votes }) => abstract && votes)
  const [late, ...others] = papers.slice(0, 8)
  const risen = { ...late, votes: 3 }
  await stand.feature('2026-05-20', [risen], Date.parse('2026-05-21T04:00Z'))
  await stand.feature('2026-06-01', others.slice(5), Date.parse('2026-06-02T04:00Z'))
  await stand.feature('2026-06-02', others.slice(0, 5), Date.parse('2026-06-03T04:00Z'))
  await stand.feature('2026-05-20', [{ ...risen, votes: 41 }], Date.parse('2026-06-03T05:00Z'))
})
afterAll(() => stand.close())

/** 09:00 in Berlin. */
const nine = Date.parse('2026-06-03T07:00Z')

async function golden(name: string, view: View | undefined): Promise<void> {
  if (view === undefined) throw new Error(`there is no ${name}`)
  const terminal = { width: 80, colour: false, links: false, now: stand.now }
  const { text } = renderView(view, terminal)
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/views/digest-${name}.txt`)
  const [container] = renderOnDiscord(view, { share: 'none' }).components
  await expect(`${outline(container)}\n`).toMatchFileSnapshot(
    `../golden/discord/digest-${name}.txt`,
  )
}

test('a digest, from setting it up to switching it off', async () => {
  const nowhere = { ...member, timeZone: 'none' }
  await golden('none', await stand.type('digest'))
  await golden('zone-asked', await stand.type('digest set 9am', nowhere))
  await golden('zone-unknown', await stand.type('digest set zone:Lodnon'))
  await golden('plan', await stand.type('digest set'))
  await golden(
    'plan-narrow',
    await stand.type('digest set 08:30 model votes:30 days:fri layout:cards thread:yes'),
  )
  await golden('plan-silent', await stand.type('digest set xyzzy'))
  await golden('saved', await stand.type('digest set save'))
  await golden('plan-change', await stand.type('digest set count:3'))
  await golden('show-new', await stand.type('digest'))
  await stand.beat(nine)
  await golden('edition', stand.posted.at(-1)?.view)
  await golden('show', await stand.type('digest'))
  await golden('preview-nothing', await stand.type('digest preview'))
  await stand.type('digest set mamba OR model layout:cards thread:yes save')
  await golden('show-several', await stand.type('digest'))
  await golden('which', await stand.type('digest preview'))
  await golden('paused', await stand.type('digest pause 2w digest:1'))
  await golden('paused-endless', await stand.type('digest pause digest:2'))
  await golden('show-paused', await stand.type('digest show 1'))
  await golden('resumed', await stand.type('digest resume 2'))
  await golden('test', await stand.type('digest test 2'))
  await golden('off-asked', await stand.type('digest off 2'))
  await golden('off', await stand.type('digest off 1 save'))
})

test('an edition as cards with a thread, late, of old data, in a channel that was closed', async () => {
  const other = { ...member, channel: 'C2' }
  stand.now = nine - hour
  await stand.type('digest set layout:cards thread:yes save', other)
  await golden('preview', await stand.type('digest preview', other))
  await stand.beat(nine + 2 * hour)
  await stand.beat(nine + 2 * hour + 1000)
  const posted = stand.posted.filter(({ to }) => 'channel' in to && to.channel === 'C2')
  await golden('edition-cards', posted[0]?.view)
  await golden('edition-thread', posted[1]?.view)
  stand.outcome = () => ({
    status: 'rejected',
    reason: 'Missing Permissions',
    scope: 'destination',
  })
  await stand.beat(nine + 24 * hour)
  await stand.beat(nine + 26 * hour + 1000)
  await golden('show-closed', await stand.type('digest', other))
  stand.now = nine + 20 * 24 * hour
  await golden('preview-stale', await stand.type('digest preview', other))
})

test('an edition where teammates saved papers, in a workspace that wants that told', async () => {
  stand.now = nine - hour
  stand.outcome = () => undefined
  const team = { ...member, workspace: 'W2' }
  const permissions = { ...member.permissions, 'manage-workspace': { granted: true } } as const
  await stand.type('settings workspace team-signal:on', { ...team, permissions })
  await stand.type('digest set count:3 save', team)
  for (const user of ['U1', 'U2', 'U3']) await stand.type('save 2501.04519', { ...team, user })
  for (const user of ['U1', 'U2']) await stand.type('save 2501.05441', { ...team, user })
  // One alone would be known by it.
  await stand.type('save 2501.19393', team)
  await stand.beat(nine)
  const posted = stand.posted.filter(({ to }) => to.workspace === 'W2')
  await golden('edition-team', posted.at(-1)?.view)
})
