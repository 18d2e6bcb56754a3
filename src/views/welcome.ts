// The first thing a person sees.
import type { View } from '../bot/view.ts'
import type { CorpusState } from '../papers/paper.ts'
import { isSample, sampleNotice } from './corpus-stats.ts'
import { dayWords, plural } from './paper-lines.ts'

/** What is here and what to type. */
export function welcomeView(state: CorpusState): View {
  const newest = state.lastDay === undefined ? '' : `, the newest from ${dayWords(state.lastDay)}`
  return {
    title: `Paperboy: ${plural(state.papers, 'paper')}${newest}`,
    blocks: [
      ...(isSample(state) ? [{ kind: 'note' as const, text: sampleNotice }] : []),
      {
        kind: 'text',
        text: [
          'Type ',
          { code: 'search diffusion' },
          ', ',
          { code: 'trending' },
          ', or ',
          { code: 'help' },
          '. Tab completes, a number presses a button.',
        ],
      },
    ],
  }
}
