// What the app's manifest declares: commands, shortcuts, events, domains. Slack tells the app of nothing else.
import { type Fields, isFields, listOf } from './wire.ts'

/** Why Slack's client, or Slack, would not do it. */
export class NotOffered extends Error {}

/** A manifest with everything the stand's own tests need. */
export const usualManifest: Fields = {
  display_information: { name: 'Paperboy' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'paperboy', always_online: true },
    slash_commands: [{ command: '/paper', description: 'Papers', should_escape: false }],
    shortcuts: [
      { name: 'Find papers', type: 'message', callback_id: 'find', description: 'In a message' },
      { name: 'Search papers', type: 'global', callback_id: 'search', description: 'Anywhere' },
    ],
    unfurl_domains: ['arxiv.org', 'huggingface.co'],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:read',
        'chat:write',
        'commands',
        'files:write',
        'groups:read',
        'im:history',
        'im:read',
        'im:write',
        'links:read',
        'links:write',
        'team:read',
        'users:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'app_mention',
        'app_uninstalled',
        'link_shared',
        'member_joined_channel',
        'message.im',
        'tokens_revoked',
      ],
    },
    interactivity: { is_enabled: true },
  },
}

/** The slash command of this name, the first unless told. */
export function commandOf(manifest: Fields, name: string | undefined): Fields {
  const commands = listOf(featuresOf(manifest).slash_commands)
  const found = commands.find(({ command }) => name === undefined || command === name)
  if (found === undefined) throw new NotOffered(`the manifest has no command ${name ?? ''}`)
  return found
}

/** The shortcut of this name or callback id. */
export function shortcutOf(manifest: Fields, type: 'message' | 'global', which: string): Fields {
  const all = listOf(featuresOf(manifest).shortcuts).filter((one) => one.type === type)
  const found = all.find(({ name, callback_id }) => name === which || callback_id === which)
  if (found === undefined) throw new NotOffered(`the manifest has no ${type} shortcut ${which}`)
  return found
}

/** Refuses an event that Slack would not tell the app of. */
export function demandSubscribed(manifest: Fields, event: string): void {
  if (!isSubscribed(manifest, event)) throw new NotOffered(`the app is not subscribed to ${event}`)
}

/** Whether the app is told of an event. */
export function isSubscribed({ settings }: Fields, event: string): boolean {
  const subscriptions = isFields(settings) ? settings.event_subscriptions : undefined
  const events = isFields(subscriptions) ? subscriptions.bot_events : undefined
  return Array.isArray(events) && events.includes(event)
}

/** The links of a text that the app may show something for, each with its domain. */
export function unfurlLinks(
  manifest: Fields,
  text: string,
): readonly { readonly url: string; readonly domain: string }[] {
  const { unfurl_domains } = featuresOf(manifest)
  const domains = Array.isArray(unfurl_domains) ? unfurl_domains.map(String) : []
  return (text.match(/https?:\/\/[^\s<>|]+/g) ?? []).flatMap((url) => {
    const { hostname } = new URL(url)
    const domain = domains.find((one) => hostname === one || hostname.endsWith(`.${one}`))
    return domain === undefined ? [] : [{ url, domain }]
  })
}

/** The scopes that a person's message needs to reach the app, by the event it makes. */
export const eventScopes: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  link_shared: 'links:read',
  'message.im': 'im:history',
  member_joined_channel: 'channels:read',
}

function featuresOf({ features }: Fields): Fields {
  return isFields(features) ? features : {}
}
