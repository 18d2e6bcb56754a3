// Commands → the manifest that makes the app on Slack: what it offers, what it listens to, and what it may do.
import type { CommandDescription } from '../../bot/describe.ts'

/** What the one slash command is called. */
export const commandName = '/paper'
/** What a message's menu offers, and the search box: the `callback_id` of each shortcut. */
export const findPapersId = 'find-papers'
export const searchPapersId = 'search-papers'

/** What the bot may do, and why it has to. No history of channels is among it: nobody's conversations are read. */
export const scopes = {
  commands: '`/paper`, and the shortcuts *Find papers* and *Search papers*',
  'chat:write': 'to answer, and to post what a channel or a person asked for',
  'app_mentions:read': 'to answer where it is mentioned',
  'im:history': 'to answer what somebody writes to it, in its own conversation with them',
  'im:write': 'to open that conversation: what somebody follows comes there',
  'links:read': 'to be told of links to papers',
  'links:write': 'to put a paper’s card below such a link',
  'users:read': 'the asker’s name and time zone, and whether they are an admin or a guest',
  'channels:read': 'whether it is in a channel, and whether the channel is shared or archived',
  'groups:read': 'the same of private channels it was invited to',
  'files:write': 'to send an export, such as a reading list, as a file',
} as const

const events = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_left',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_unarchive',
  'link_shared',
  'member_joined_channel',
  'message.im',
  'tokens_revoked',
] as const

const unfurlDomains = ['alphaxiv.org', 'arxiv.org', 'doi.org', 'huggingface.co'] as const

/**
 * The manifest to paste into Slack's page. Without a `url`, the app is for one workspace and speaks over Socket Mode; with
 * one, where it can be reached (`https://papers.example.org`), it is for many and Slack calls it there.
 */
export function declareManifest(commands: readonly CommandDescription[], url?: string) {
  const endpoint = url === undefined ? undefined : new URL('/slack/events', url).href
  const called = endpoint === undefined ? {} : { request_url: endpoint }
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Paperboy',
      description: 'Research papers: search, trending, and more',
      long_description: longDescription,
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Paperboy', always_online: true },
      shortcuts,
      slash_commands: [
        {
          command: commandName,
          ...(endpoint === undefined ? {} : { url: endpoint }),
          description: 'Research papers: search, trending, and more',
          usage_hint: usageHint(commands),
          should_escape: false,
        },
      ],
      unfurl_domains: [...unfurlDomains],
    },
    oauth_config: {
      ...(url === undefined ? {} : { redirect_urls: [new URL('/slack/oauth_redirect', url).href] }),
      scopes: { bot: Object.keys(scopes) },
    },
    settings: {
      event_subscriptions: { ...called, bot_events: [...events] },
      interactivity: {
        is_enabled: true,
        ...called,
        ...(endpoint === undefined ? {} : { message_menu_options_url: endpoint }),
      },
      // A token that is renewed, and one for all workspaces of an organization, need a place to be kept.
      org_deploy_enabled: url !== undefined,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: url !== undefined,
    },
  }
}

const shortcuts = [
  {
    name: 'Find papers',
    type: 'message',
    callback_id: findPapersId,
    description: 'The papers a message mentions, or is about',
  },
  {
    name: 'Search papers',
    type: 'global',
    callback_id: searchPapersId,
    description: 'Search research papers',
  },
]

const longDescription = `Paperboy brings research papers to where your team talks. Search them in the words you have, see what is trending, open a paper's abstract, authors, votes and code without leaving the conversation, and find papers like it. Links to papers get a card.

It reads no channel's history: it sees what is typed to it, and the links to papers it is told of.`

// As many commands as a hint has room for.
const hinted = 6

/** Shown behind the command while it is typed. */
function usageHint(commands: readonly CommandDescription[]): string {
  const names = new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))
  const first = [...names].filter((name) => name !== 'search' && name !== 'help').slice(0, hinted)
  return `words to search for, or ${first.join(', ')} … help`
}
