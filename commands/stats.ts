// /paper stats: how the corpus stands.
import { z } from 'zod'
import { defineCommand } from '../src/bot/command.ts'
import { corpusStatsView } from '../src/views/corpus-stats.ts'

export default defineCommand({
  name: 'stats',
  summary: 'Show how many papers there are, from when, and how fresh',
  examples: ['stats'],
  options: z.object({}),
  visibility: 'private',
  run: async (_options, { corpus, search }) =>
    corpusStatsView(await corpus.state(), { name: search.name, papers: search.size() }),
})
