// What is stored of somebody, and its deletion. docs/data.md says the same to operators; a test compares them.
import type { Button, TextFile, View } from '../bot/view.ts'
import type { Kept } from '../follows/privacy.ts'
import { plural } from './paper-lines.ts'

/** What is kept of people, and for how long: the words of docs/data.md. */
export const keptOfPeople: readonly (readonly [what: string, until: string])[] = [
  [
    'what they follow: the query, how often, where, and the time zone known then',
    'until they stop it',
  ],
  ['which papers their follows found, and whether they were told', 'for three months'],
  ['their reading list', 'until they take a paper off it'],
  ['what they wanted more and less of', 'until they say forget-me'],
  ['what they set: time zone, hour, weekends, quiet hours', 'until they set it otherwise'],
  [
    'that a message was sent to them, when, and which papers it showed',
    'for thirty days; the papers until they say forget-me',
  ],
  ['that they set up a channel’s digest', 'until the digest ends'],
  ['that they brought the bot to a Slack workspace', 'until it is taken out'],
]

/** What is stored, in numbers and in words. */
export function privacyView(kept: Kept): View {
  return {
    title: 'What I keep of you here',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'Follows', value: String(kept.follows.length) },
          { name: 'Reading list', value: plural(kept.saved.length, 'paper') },
          { name: 'More or less', value: plural(kept.feedback.length, 'paper') },
          { name: 'Found', value: plural(kept.found.length, 'paper') },
          { name: 'Settings', value: String(Object.keys(kept.settings).length) },
          { name: 'Messages', value: String(kept.messages) },
          { name: 'Digests', value: `${kept.digests} set up by you` },
        ],
      },
      { kind: 'text', text: 'Of a person I keep, and nothing else:' },
      ...keptOfPeople.map(([what, until]) => ({
        kind: 'item' as const,
        title: what,
        meta: until,
      })),
      {
        kind: 'text',
        text: 'All by your id on this platform alone, and seen by you alone. Not kept: what you type, what I answer, messages, names, addresses. When the bot is taken out of the workspace, all of this is deleted seven days later.',
      },
      { kind: 'buttons', buttons: [exportButton, forgetButton] },
    ],
  }
}

const exportButton: Button = {
  label: 'Export',
  invoke: { command: 'privacy', options: { export: true } },
  effect: 'reply',
}

const forgetButton: Button = {
  label: 'Forget me',
  invoke: { command: 'forget-me', options: {} },
  effect: 'reply',
  style: 'danger',
}

/** What is kept of a person in one workspace. */
export type KeptIn = { readonly workspace: string; readonly kept: Kept }

/** Everything that is kept, as a file. */
export function exportedKeptView(kept: KeptIn): View {
  return {
    title: 'What I keep of you here, as a file',
    blocks: [
      {
        kind: 'note',
        text: 'JSON: follows, reading list, feedback, settings, what was found. Times are milliseconds since 1970.',
      },
    ],
    files: [fileOf([kept])],
  }
}

function fileOf(kept: readonly KeptIn[]): TextFile {
  return { name: 'paperboy.json', text: `${JSON.stringify(kept, undefined, 2)}\n` }
}

/** Says what goes, and asks. `elsewhere`: other workspaces of the platform that know the same person. */
export function forgetQuestionView(kept: Kept, elsewhere: number): View {
  const { follows, saved, feedback } = kept
  const counted = [
    ...(follows.length === 0 ? [] : [plural(follows.length, 'follow')]),
    ...(saved.length === 0 ? [] : [`${plural(saved.length, 'paper')} on your reading list`]),
    ...(feedback.length === 0 ? [] : [`your word on ${plural(feedback.length, 'paper')}`]),
    'your settings',
    'what was sent to you',
  ]
  const press = (label: string, everywhere: boolean): Button => ({
    label,
    invoke: {
      command: 'forget-me',
      options: everywhere ? { everywhere: true, save: true } : { save: true },
    },
    effect: 'update',
    style: 'danger',
    confirm: 'This cannot be undone.',
  })
  return {
    title: 'Forget everything about you?',
    blocks: [
      {
        kind: 'text',
        text: `Gone at once, and for good: ${new Intl.ListFormat('en').format(counted)}. You get it all as a file first. A channel’s digest that you set up stays, without your name.`,
      },
      ...(elsewhere === 0
        ? []
        : [
            {
              kind: 'note' as const,
              text: `I know you in ${plural(elsewhere, 'other workspace')} too.`,
            },
          ]),
      {
        kind: 'buttons',
        buttons: [
          press('Forget me here', false),
          ...(elsewhere === 0 ? [] : [press('Forget me everywhere', true)]),
        ],
      },
    ],
  }
}

/** It is done. */
export function forgottenView(kept: readonly KeptIn[]): View {
  return {
    title: 'Forgotten',
    blocks: [
      {
        kind: 'text',
        text: 'Nothing about you is left. The file is all there was; I have no copy of it.',
      },
    ],
    files: [fileOf(kept)],
  }
}
