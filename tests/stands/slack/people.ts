// What a person can do in Slack's client, no more: type commands, press and choose what is shown, fill in forms.
import type { Deeds } from './deeds.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { type Answers, answered, demandFilled } from './forms.ts'
import { commandOf, NotOffered, shortcutOf } from './manifest.ts'
import { wireMessage } from './rules-message.ts'
import {
  type From,
  isOrganisationWide,
  type Scene,
  sceneOf,
  shownName,
  whoAndWhere,
} from './scene.ts'
import { type Deed, messageOf, type State } from './state.ts'
import { createSurfaces, elementShown, isView, type Shown, viewShown } from './surfaces.ts'
import { personOf } from './teams.ts'
import type { Block, Fields, Message, View } from './wire.ts'

export type People = ReturnType<typeof createPeople>

/** People whose doings go to the app. */
export function createPeople(state: State, deeds: Deeds) {
  const { remember, valuesIn, surface } = createSurfaces(state)

  function act(deed: Deed, payload: Fields): Exchange {
    deeds.tell(deed, 'interactive', payload)
    return createExchange(state, deed)
  }

  /** The place and person of somebody who sees something, and the deed they begin. */
  function beside(shown: Shown, name: string, from: From) {
    if (isView(shown)) {
      const view = viewShown(state, shown)
      const scene = sceneOf(state, { ...from, team: view.team_id, user: view.shownTo })
      const { id, hash } = view
      const who = { team: scene.team.id, user: scene.person.id }
      return { scene, deed: deeds.begin({ name, ...who, view: { id, hash } }) }
    }
    const message = messageOf(state, shown)
    const user = from.user ?? message.shownTo
    if (message.shownTo !== undefined && user !== message.shownTo && from.force !== true)
      throw new NotOffered('that message is shown to somebody else')
    const place = { ...from, channel: message.channel, team: message.team }
    const scene = sceneOf(state, user === undefined ? place : { ...place, user })
    const { channel, ts, revision, thread_ts } = message
    const under = thread_ts === undefined ? {} : { thread: thread_ts }
    const who = { team: scene.team.id, user: scene.person.id, channel }
    return {
      scene,
      deed: deeds.begin({ name, ...who, ...under, source: { channel, ts, revision } }),
    }
  }

  /** Acts on an element of a message or view. */
  function onElement(
    shown: Shown,
    which: string,
    from: From,
    put: (element: Block) => Fields,
  ): Exchange {
    const found = elementShown(state, shown, which, from)
    const { element, block } = found
    const { type, action_id = '' } = element
    const { scene, deed } = beside(shown, `${type} ${action_id}`, from)
    const chosen = put(element)
    remember(shown, block, element, chosen)
    const action = {
      type,
      action_id,
      block_id: block.block_id,
      ...chosen,
      action_ts: state.ts(),
      ...(element.placeholder === undefined ? {} : { placeholder: element.placeholder }),
    }
    return act(deed, {
      type: 'block_actions',
      ...whoAndWhere(state, scene),
      trigger_id: deed.trigger,
      ...surface(shown, deed, found.attachment),
      actions: [action],
    })
  }

  return {
    /** Types a command with what stands behind it. */
    slash(text: string, from: From & { readonly command?: string } = {}): Exchange {
      if (from.thread !== undefined) throw new NotOffered('commands do not work in threads')
      const scene = sceneOf(state, from)
      const { command, should_escape } = commandOf(state.manifest, from.command)
      const { team, person, channel } = scene
      if (person.team !== team.id)
        throw new NotOffered('only commands of the own workspace are offered')
      const who = { team: team.id, user: person.id, channel: channel.id }
      const deed = deeds.begin({ name: `${command} ${text}`, ...who })
      const organisation = team.enterprise === undefined ? {} : { enterprise_id: team.enterprise }
      deeds.tell(deed, 'slash_commands', {
        token: state.verificationToken,
        team_id: team.id,
        team_domain: team.domain,
        ...organisation,
        channel_id: channel.id,
        channel_name: shownName(channel),
        user_id: person.id,
        user_name: person.name,
        command,
        text: should_escape === true ? escaped(text) : text.trim(),
        api_app_id: state.appId,
        is_enterprise_install: String(isOrganisationWide(state, team)),
        response_url: deed.responseUrl,
        trigger_id: deed.trigger,
      })
      return createExchange(state, deed)
    },
    /** Presses the button with this action id or label, confirming where it asks. */
    press: (shown: Shown, which: string, from: From = {}): Exchange =>
      onElement(shown, which, from, pressed),
    /** Chooses in a select, a picker, checkboxes, an overflow menu; an option by value or label. */
    choose: (shown: Shown, which: string, choice: Answers[string], from: From = {}): Exchange =>
      onElement(shown, which, from, (element) => answered(element, choice)),
    /** Types into a field that tells the app at once. */
    enter(view: View, which: string, text: string): Exchange {
      const { block } = elementShown(state, view, which, {})
      if (block.dispatch_action !== true) throw new NotOffered(`${which} tells the app nothing`)
      return onElement(view, which, {}, (element) => answered(element, text))
    },
    /** Types into a select that asks the app for suggestions. */
    suggest(shown: Shown, which: string, typed: string, from: From = {}): Exchange {
      const { element, block, attachment } = elementShown(state, shown, which, from)
      const { type, action_id, min_query_length = 3 } = element
      if (!/external_select$/.test(type)) throw new NotOffered(`${which} asks for no suggestions`)
      if (typed.length < Number(min_query_length))
        throw new NotOffered(`${which} asks from ${min_query_length} characters on`)
      const { scene, deed } = beside(shown, `suggestions of ${action_id}`, from)
      const { response_url: _, state: __, ...where } = surface(shown, deed, attachment)
      return act(deed, {
        type: 'block_suggestion',
        ...whoAndWhere(state, scene),
        ...where,
        action_id,
        block_id: block.block_id,
        value: typed,
      })
    },
    /** Sends a form; a field that is left out keeps what stands in it. */
    submit(view: View, answers: Answers = {}): Exchange {
      const now = viewShown(state, view)
      if (now.type !== 'modal') throw new NotOffered('only modals are sent')
      for (const [which, given] of Object.entries(answers)) {
        const { element, block } = elementShown(state, view, which, {})
        remember(view, block, element, answered(element, given))
      }
      const values = valuesIn(view)
      demandFilled(now, values)
      const { scene, deed } = beside(view, `form ${now.callback_id}`, {})
      const { shownTo: _, ...wire } = now
      return act(deed, {
        type: 'view_submission',
        ...whoAndWhere(state, scene),
        trigger_id: deed.trigger,
        view: { ...wire, state: { values } },
        response_urls: [],
      })
    },
    /** Uses a shortcut that is offered anywhere. */
    shortcut(which: string, from: From = {}): Exchange {
      const { callback_id } = shortcutOf(state.manifest, 'global', which)
      const scene = sceneOf(state, from)
      const who = { team: scene.team.id, user: scene.person.id }
      const deed = deeds.begin({ name: `shortcut ${callback_id}`, ...who })
      return act(deed, {
        type: 'shortcut',
        ...whoAndWhere(state, scene),
        callback_id,
        trigger_id: deed.trigger,
        action_ts: state.ts(),
      })
    },
    /** Uses a shortcut on a message. */
    messageShortcut(which: string, message: Message, from: From = {}): Exchange {
      const { callback_id } = shortcutOf(state.manifest, 'message', which)
      const now = messageOf(state, message)
      if (now.shownTo !== undefined) throw new NotOffered('not on what one person alone sees')
      const scene: Scene = sceneOf(state, { ...from, channel: now.channel })
      const { id, ...channel } = scene.channel
      const under = now.thread_ts === undefined ? {} : { thread: now.thread_ts }
      const who = { team: scene.team.id, user: scene.person.id, channel: id }
      const deed = deeds.begin({ name: `shortcut ${callback_id}`, ...who, ...under })
      return act(deed, {
        type: 'message_action',
        ...whoAndWhere(state, scene),
        callback_id,
        trigger_id: deed.trigger,
        action_ts: state.ts(),
        message_ts: now.ts,
        channel: { id, name: shownName({ id, ...channel }) },
        message: wireMessage(now),
        response_url: deed.responseUrl,
      })
    },
    person: (id: string) => personOf(state, id),
  }
}

function pressed({ type, text, value, style, url }: Block): Fields {
  if (type !== 'button') throw new NotOffered('that is no button')
  return {
    text,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
  }
}

/** A text as Slack passes on what somebody typed. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
