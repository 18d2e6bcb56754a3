// What the gallery shows: answers of the real bot on the sample corpus, and what only a slow upstream or a fault would show.
import type { Origin } from '../../src/bot/invocation.ts'
import type { View } from '../../src/bot/view.ts'
import { parseWords } from '../../src/bot/words.ts'
import { fetchingView } from '../../src/views/fetching.ts'
import { faultView } from '../../src/views/mistake.ts'
import { openStand, origin, samplePapers } from '../../tests/stands/paperboy.ts'

/** One row of the gallery: what somebody typed, and the answer. */
export type Row = { readonly typed: string; readonly view: View }

// Somebody who may do everything.
const asker: Origin = {
  ...origin,
  permissions: { 'manage-channel': { granted: true }, post: { granted: true } },
}

const lines: readonly string[] = [
  'search diffusion',
  'show 2505.15270',
  'help',
  'trending',
  'trending month why',
  'search diffusion zebra since:2024',
  'search transfomer atention',
  'show diffusion',
  'show 2501.12948',
  'similar 2006.11239',
  'cite 1706.03762',
  'help search',
  'stats',
  'search mamba sort:newest',
  'serach mamba',
  'digest set 09:30 diffusion zone:Europe/Berlin',
  'digest show',
  'save 1706.03762',
  'saved',
  'settings mine zone:Europe/Berlin',
]

/** Every row, the most telling ones first. */
export async function galleryRows(): Promise<readonly Row[]> {
  const papers = (await samplePapers()).map((paper) => {
    const thumbnailUrl = `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${paper.id}.png`
    return paper.id === '2505.15270' ? { ...paper, thumbnailUrl } : paper
  })
  const stand = await openStand(papers)
  const rows: Row[] = []
  for (const typed of lines) {
    const invocation = parseWords(typed, stand.bot.commands)
    rows.push({ typed, view: await stand.bot.prepare(invocation, asker).run() })
  }
  await stand.close()
  return [
    ...rows,
    { typed: 'show 2506.20001', view: fetchingView('2506.20001') },
    { typed: 'trending', view: faultView('7KQ2M9XT') },
  ]
}
