// /paper random: a paper nobody was looking for.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { sparkline } from '../src/papers/vote-history.ts'
import { emptyCorpusView } from '../src/views/corpus-stats.ts'
import { paperCardView } from '../src/views/paper-card.ts'

export default defineCommand({
  name: 'random',
  summary: 'Show a paper picked at random',
  examples: ['random'],
  options: z.object({}),
  visibility: 'private',
  async run(_options, { corpus, random, now }) {
    const { papers } = await corpus.state()
    const paper = await corpus.nth(Math.floor(random() * papers))
    if (paper === undefined) return emptyCorpusView()
    return paperCardView(paper, {
      votesLine: sparkline(await corpus.votesOf(paper.id), now),
      buttons: [{ label: 'Another', invoke: { command: 'random', options: {} }, effect: 'update' }],
    })
  },
})
