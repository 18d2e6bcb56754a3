// A person's Home tab: what they follow and saved, and what is trending, as it is whenever they look.
import type { Bot } from '../../bot/bot.ts'
import type { View } from '../../bot/view.ts'
import { describeError } from './outcome.ts'
import { patiently } from './patience.ts'
import { pictured } from './pictures.ts'
import { renderHome } from './render.ts'
import type { Asker, Slack } from './slack.ts'

/** A tab of the app's own page was opened; `view` is what stands on the Home tab already. */
export type HomeOpened = { readonly tab?: string | undefined; readonly view?: unknown }

/** Home tabs. None of it throws. */
export type Home = {
  /** Shows something at once, and then what is so now. What stood there when they last looked stands there till then. */
  opened(event: HomeOpened, asker: Asker): Promise<void>
  /** The bot, with the tabs of those who ask it for something of their own kept up to date. */
  watched(bot: Bot): Bot
}

/** So many people's tabs are kept up to date while they may be looking; who looks after others did comes first. */
const mostTabs = 10_000

type Tab = { readonly asker: Asker; wanted: number; publishing?: Promise<void> | undefined }

/** Home tabs, with the view that stands on one which nobody has seen yet. */
export function createHome(
  { bot, log, clientOf, originOf, begin }: Omit<Slack, 'answer' | 'say'>,
  firstView: View,
): Home {
  /** Those who opened theirs, by workspace and person. Another process's people see what is new when they look again. */
  const tabs = new Map<string, Tab>()

  async function publish(view: View, { workspace, user }: Asker): Promise<void> {
    try {
      const { views } = await clientOf(workspace)
      await pictured((seen) => {
        const home = { user_id: user, view: renderHome(seen(view)) }
        return patiently('harmless', () => views.publish(home))
      })
    } catch (error) {
      log.warn({ ...describeError(error), team: workspace }, 'Slack: a Home tab is as it was')
    }
  }

  async function compose(asker: Asker): Promise<View> {
    const origin = { ...(await originOf(asker)), unasked: true as const }
    return bot.prepare({ command: 'home', options: {} }, origin).run()
  }

  /** Publishes what is so now. One at a time for each person, so that the latest is what stays. */
  function refresh(tab: Tab): Promise<void> {
    tab.wanted++
    tab.publishing ??= publishAll(tab).finally(() => {
      tab.publishing = undefined
    })
    return tab.publishing
  }

  async function publishAll(tab: Tab): Promise<void> {
    for (let done = 0; done !== tab.wanted; ) {
      done = tab.wanted
      const view = await compose(tab.asker)
      // What stood there is worth more than a fault, which the log has.
      if (view.tone === undefined) await publish(view, tab.asker)
    }
  }

  function keep(asker: Asker): Tab {
    const key = keyOf(asker)
    const tab = tabs.get(key) ?? { asker, wanted: 0 }
    tabs.delete(key)
    tabs.set(key, tab)
    const [oldest] = tabs.keys()
    if (tabs.size > mostTabs && oldest !== undefined) tabs.delete(oldest)
    return tab
  }

  return {
    async opened({ tab = 'home', view }, asker) {
      if (tab !== 'home') return
      const alone = { ...asker, channel: `@${asker.user}` }
      if (view === undefined) await publish(firstView, alone)
      await refresh(keep(alone))
    },

    watched(watched) {
      return {
        ...watched,
        prepare(invocation, origin) {
          const call = watched.prepare(invocation, origin)
          const tab = call.personal && tabs.get(keyOf(origin))
          if (!tab) return call
          const run: typeof call.run = async (interim) => {
            const view = await call.run(interim)
            begin(() => refresh(tab))
            return view
          }
          return { ...call, run }
        },
      }
    },
  }
}

function keyOf({ workspace, user }: Pick<Asker, 'workspace' | 'user'>): string {
  return `${workspace}/${user}`
}
