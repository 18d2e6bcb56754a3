// What Slack tells of beside commands and presses: what is said to the bot, links, Home tabs, shortcuts, channels.
import type { App } from '@slack/bolt'
import { type ChannelEvent, type ChannelsParts, channelEvents, createChannels } from './channels.ts'
import { findPapersId, searchPapersId } from './declare.ts'
import type { Home } from './home.ts'
import { createTalk } from './mention.ts'
import { askerOf } from './parse.ts'
import { createShortcuts, type Shortcut } from './shortcuts.ts'
import type { Slack } from './slack.ts'
import { createUnfurl } from './unfurl.ts'

/** Listens. Every event is told once: what Slack repeats is for the app's middleware to leave out. */
export function registerEvents(app: App, slack: Slack, home: Home, parts: ChannelsParts): void {
  const { begin } = slack
  const talk = createTalk(slack)
  const unfurl = createUnfurl(slack)
  const shortcuts = createShortcuts(slack)
  const channels = createChannels(slack, parts)

  app.event('app_home_opened', async ({ event, body }) =>
    begin(() => home.opened(event, askerOf(body, event))),
  )
  app.event('app_mention', async ({ event, body }) =>
    begin(() => talk(event, askerOf(body, event))),
  )
  app.message(async ({ message, body }) => begin(() => talk(message, askerOf(body, message))))
  app.event('link_shared', async ({ event, body }) =>
    begin(() => unfurl(event, askerOf(body, event))),
  )
  for (const name of channelEvents)
    app.event(name, async ({ event, body }) =>
      begin(() =>
        channels(
          event as ChannelEvent,
          askerOf(body, event as ChannelEvent),
          body.authorizations?.[0]?.user_id,
        ),
      ),
    )
  app.shortcut(findPapersId, async ({ ack, body }) => {
    await ack()
    begin(() => shortcuts.find(body as Shortcut, askerOf(body)))
  })
  app.shortcut(searchPapersId, async ({ ack, body }) => {
    await ack()
    begin(() => shortcuts.search(body as Shortcut, askerOf(body)))
  })
}
