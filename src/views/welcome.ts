// The first thing a person sees: at the console, and where the bot has just come to.
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

/** Said once to whoever brought the bot to a server or a workspace of that name. */
export function arrivalView(name: string): View {
  return {
    title: `Paperboy is in ${name} now`,
    blocks: [
      {
        kind: 'text',
        text: [
          'Everybody there can type ',
          { code: '/paper search' },
          ' to find research papers, and ',
          { code: '/paper trending' },
          ' to see what people vote for this week. Answers are private until somebody shares them.',
        ],
      },
      {
        kind: 'text',
        text: [
          { code: '/paper help' },
          ' shows everything. It reads no messages, and posts nothing that nobody asked for.',
        ],
      },
    ],
  }
}

/** Stands on a person's own page the first time they look, until what is theirs is there. */
export function firstPageView(): View {
  return {
    title: 'Research papers, where your team talks',
    blocks: [
      {
        kind: 'text',
        text: [
          'Type ',
          { code: '/paper' },
          ' and what you look for, in any channel, or just write it to me. Answers are yours alone until you share them.',
        ],
      },
      {
        kind: 'text',
        text: 'What you follow, what you saved and what is trending will be on this page.',
      },
      {
        kind: 'buttons',
        buttons: [
          {
            label: 'Search papers',
            invoke: { command: 'search', options: {} },
            effect: 'form',
            style: 'primary',
          },
          { label: 'Help', invoke: { command: 'help', options: {} }, effect: 'reply' },
        ],
      },
    ],
  }
}

/** Said to whoever invited the bot to a channel, and to nobody else there. */
export function invitedView(): View {
  return {
    title: 'I am here, and I post nothing unasked',
    blocks: [
      {
        kind: 'text',
        text: [
          { code: '/paper digest set' },
          ' brings the day’s best papers to this channel, ',
          { code: '/paper settings channel' },
          ' says whether links to papers get a card here.',
        ],
      },
    ],
  }
}
