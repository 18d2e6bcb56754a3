// What a channel and a workspace have set, with the buttons that change it.
import type { SettingsOf } from '../bot/settings.ts'
import type { Button, View } from '../bot/view.ts'

/** Said wherever link cards are set: not every platform has them. */
const whereCards = 'Cards need a platform that shows me links: Slack does, Discord does not.'

/** A channel's settings as they hold, with the workspace's, which go before. */
export type ChannelSettings = {
  readonly channel: SettingsOf<'channel'>
  readonly workspace: SettingsOf<'workspace'>
  readonly saved: 'now' | 'before'
}

/** Whether links get a card in the channel, and why not. */
export function channelSettingsView({ channel, workspace, saved }: ChannelSettings): View {
  const everywhereOff = channel.links && !workspace.links
  return {
    title: saved === 'now' ? 'This channel’s settings are saved' : 'This channel’s settings',
    blocks: [
      {
        kind: 'facts',
        facts: [
          {
            name: 'Cards for links to papers',
            value: everywhereOff ? 'off in the whole workspace' : onOff(channel.links),
          },
        ],
      },
      { kind: 'note', text: whereCards },
      {
        kind: 'buttons',
        buttons: [toggle('settings channel', 'links', 'link cards', channel.links)],
      },
    ],
  }
}

/** What holds for everybody, a button each. */
export function workspaceSettingsView(
  { digests, links, teamSignal }: SettingsOf<'workspace'>,
  saved: 'now' | 'before',
): View {
  const command = 'settings workspace'
  const others = digests === 'members' ? 'admins' : 'members'
  return {
    title:
      saved === 'now' ? 'The settings for everybody are saved' : 'The settings for everybody here',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'Who may change digests', value: whoWords[digests] },
          { name: 'Cards for links to papers', value: onOff(links) },
          {
            name: 'Team signal',
            value: teamSignal ? 'on: digests say how many here saved a paper, never who' : 'off',
          },
        ],
      },
      {
        kind: 'note',
        text: `On Discord, whoever may manage a channel may change its digests. ${whereCards}`,
      },
      {
        kind: 'buttons',
        buttons: [
          {
            label: digests === 'members' ? 'Digests by admins only' : 'Digests by all members',
            invoke: { command, options: { digests: others } },
            effect: 'update',
          },
          toggle(command, 'links', 'link cards', links),
          toggle(command, 'team-signal', 'team signal', teamSignal),
        ],
      },
    ],
  }
}

const whoWords: Readonly<Record<SettingsOf<'workspace'>['digests'], string>> = {
  members: 'the members of the channel',
  admins: 'admins only',
}

function onOff(value: boolean): 'on' | 'off' {
  return value ? 'on' : 'off'
}

function toggle(command: string, option: string, words: string, value: boolean): Button {
  return {
    label: `Turn ${words} ${onOff(!value)}`,
    invoke: { command, options: { [option]: onOff(!value) } },
    effect: 'update',
  }
}
