// /paper find: the papers a message is about. Right-clicking a message asks this with its text.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { UserError } from '../src/bot/user-error.ts'
import type { View } from '../src/bot/view.ts'
import type { Reference } from '../src/papers/identity.ts'
import { mentionsIn, proseOf } from '../src/papers/mentions.ts'
import type { Paper } from '../src/papers/paper.ts'
import { sparkline } from '../src/papers/vote-history.ts'
import { isCommon } from '../src/search/text.ts'
import { mentionedPapersView } from '../src/views/mentioned-papers.ts'
import { paperCardView } from '../src/views/paper-card.ts'
import search from './search.ts'

/** As many papers as one message shows. */
const mostPapers = 10
/** Of a long message, the first telling words: more of them find less. */
const mostWords = 12

export default defineCommand({
  name: 'find',
  summary: 'Find the papers a message mentions, or is about',
  examples: [
    'find see https://arxiv.org/abs/1706.03762 and 1810.04805',
    'find denoising diffusion',
  ],
  notes: [
    'Addresses and ids in the text become papers; a text without any is searched for by its words.',
  ],
  options: z.object({
    text: z.string().trim().min(1).max(4000).describe('a message, or a piece of one'),
  }),
  text: 'text',
  visibility: 'private',
  async run({ text }, context) {
    const mentions = mentionsIn(text)
    if (mentions.length > 0) return papersOf(mentions, context)
    const words = proseOf(text)
      .split(' ')
      .filter((word) => !isCommon(word))
    if (words.join('') === '')
      throw new UserError('There is neither a paper nor a word to search for in that message.')
    const query = words.slice(0, mostWords).join(' ').slice(0, 300)
    return search.run(search.options.parse({ query }), context)
  },
})

async function papersOf(mentions: readonly Reference[], context: Context): Promise<View> {
  const papers: Paper[] = []
  const missing: string[] = []
  for (const mention of mentions.slice(0, mostPapers)) {
    const paper = await paperOf(mention, context)
    if (paper !== undefined) papers.push(paper)
    else missing.push(mention.kind === 'id' ? mention.id : mention.doi)
  }
  const [only] = papers
  if (only !== undefined && mentions.length === 1)
    return paperCardView(only, {
      votesLine: sparkline(await context.corpus.votesOf(only.id), context.now),
    })
  return mentionedPapersView(papers, missing, Math.max(mentions.length - mostPapers, 0))
}

/** From the corpus, or from upstream where it can be asked. */
async function paperOf(
  mention: Reference,
  { corpus, beyond }: Context,
): Promise<Paper | undefined> {
  if (mention.kind === 'doi') return corpus.findByDoi(mention.doi)
  const held = await corpus.find(mention.id)
  if (held !== undefined || mention.id.startsWith('pb-')) return held
  const found = await beyond?.paper(mention.id, () => {})
  return found?.is === 'found' ? found.value : undefined
}
