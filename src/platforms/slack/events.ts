// What Slack tells of beside commands and presses: what is said to the bot, links, Home tabs, shortcuts, channels.
import type { App } from '@slack/bolt'
import { type ChannelEvent, type ChannelsParts, channelEvents, createChannels } from './channels.ts'
import { findPapersId, searchPapersId } from './declare.ts'
import type { Hearing } from './hearing.ts'
import type { Home } from './home.ts'
import { createTalk } from './mention.ts'
import { askerOf } from './parse.ts'
import { createShortcuts, type Shortcut } from './shortcuts.ts'
import type { Slack } from './slack.ts'
import { createUnfurl } from './unfurl.ts'

/** Hears of it; of an event that was heard already, the interactions’ middleware says nothing. */
export function registerEvents(
  app: App,
  slack: Slack,
  hearing: Hearing,
  home: Home,
  parts: ChannelsParts,
): void {
  const { begin } = slack
  const { acknowledged, deed } = hearing
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
    await acknowledged(ack())
    deed(body.trigger_id, () => shortcuts.find(body as Shortcut, askerOf(body)))
  })
  app.shortcut(searchPapersId, async ({ ack, body }) => {
    await acknowledged(ack())
    deed(body.trigger_id, () => shortcuts.search(body as Shortcut, askerOf(body)))
  })
}
