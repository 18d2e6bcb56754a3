// What a person can do in Discord's client, no more: type commands, press and choose what is shown, fill in forms.
import { componentsOf, createExchange, type Exchange } from './exchange.ts'
import { beginInteraction, type From, type Scene, sceneOf } from './interactions.ts'
import { keep, messageOf, newMessage, type State, snowflake } from './state.ts'
import { NotOffered, offered, optionType, resolvedOf, type Typed, typedData } from './typed.ts'
import { type Component, type Fields, flag, type Message, type Modal, type User } from './wire.ts'

/** A message somebody wrote. */
export type Written = {
  readonly content?: string
  readonly embeds?: readonly unknown[]
  /** The words of somebody else's message that this one forwards. */
  readonly forwarded?: string
  readonly author?: { readonly id: string; readonly username: string }
}

export type Answers = Readonly<Record<string, string | readonly string[]>>

type Tell = (event: string, payload: Fields, guildId?: string) => boolean

export type People = ReturnType<typeof createPeople>

/** People whose doings go to the gateway. */
export function createPeople(state: State, tell: Tell) {
  const somebody: User = {
    id: snowflake(),
    username: 'ada',
    discriminator: '0',
    global_name: 'Ada',
    avatar: null,
  }

  function act(scene: Scene, what: Parameters<typeof beginInteraction>[2]): Exchange {
    const { interaction, event } = beginInteraction(state, scene, what)
    if (!tell('INTERACTION_CREATE', event, scene.guildId))
      throw new Error('the bot is not connected, and not expected back')
    return createExchange(state, interaction)
  }

  function onComponent(message: Message, component: Component, more: Fields, from: From): Exchange {
    const shown = messageOf(state, message.id)
    const scene = beside(shown, from)
    const { custom_id, type, id } = component
    return act(scene, {
      type: 3,
      name: `component ${custom_id}`,
      source: shown.id,
      data: { custom_id, component_type: type, id, ...more },
      message: shown,
    })
  }

  /** Somebody who sees a message. */
  function beside(message: Message, from: From): Scene {
    const seer = state.shownTo.get(message.id)
    const asker = message.interaction_metadata?.user
    const user = from.user ?? (asker && seer === asker.id ? asker : undefined)
    const installer = message.interaction_metadata?.authorizing_integration_owners['1']
    const install = installer === undefined ? 'guild' : 'user'
    const place = { channelId: message.channel_id, install, ...from } as const
    const scene = sceneOf(state, somebody, { ...place, ...(user ? { user } : {}) })
    if (seer !== undefined && seer !== scene.user.id && from.force !== true)
      throw new NotOffered('that message is shown to somebody else')
    return { ...scene, installedBy: installer ?? scene.installedBy }
  }

  function type(typed: Typed, from: From, kind: 2 | 4, focused?: string): Exchange {
    const scene = sceneOf(state, somebody, from)
    const command = offered(state, 1, typed.command, scene)
    const data = typedData(command, typed, focused)
    const focus = optionType(command.options ?? [], typed, focused ?? '')
    return act(scene, {
      type: kind,
      name: command.name,
      data: { ...data, ...resolvedOf(state, data) },
      ...(focused === undefined ? {} : { focusedType: focus }),
    })
  }

  return {
    /** Whoever acts where no user is named. */
    somebody,
    slash: (typed: Typed, from: From = {}): Exchange => type(typed, from, 2),
    /** Asks for suggestions while the option `focused` is being typed. */
    autocomplete: (typed: Typed & { readonly focused: string }, from: From = {}): Exchange =>
      type(typed, from, 4, typed.focused),
    /** Presses the button with this custom id or label on the message as it is shown now. */
    press(message: Message, which: string, from: From = {}): Exchange {
      const button = shownIn(state, message, 2, which, from)
      return onComponent(message, button, {}, from)
    },
    /** Chooses from the select with this custom id. */
    choose(message: Message, which: string, value: string | string[], from: From = {}): Exchange {
      const select = shownIn(state, message, 3, which, from)
      const values = [value].flat()
      if (from.force !== true) demandOptions(select, values)
      return onComponent(message, select, { values }, from)
    },
    /** Sends the form an exchange was answered with; a field that is left out keeps what stood in it. */
    async submit(exchange: Exchange, answers: Answers, from: From = {}): Promise<Exchange> {
      const modal = await exchange.modal()
      const opener = state.interactions.get(exchange.id)
      if (opener === undefined) throw new Error('no such exchange')
      const { guildId = null, channelId, source, user, userInstalled } = opener
      const install = userInstalled ? 'user' : 'guild'
      const place = { guildId, channelId, user, install } as const
      const message = source === undefined ? undefined : state.messages.get(source)
      return act(sceneOf(state, somebody, { ...place, ...from }), {
        type: 5,
        name: `form ${modal.custom_id}`,
        data: { custom_id: modal.custom_id, components: filled(modal, answers) },
        ...(message === undefined ? {} : { message, source: message.id }),
      })
    },
    /** Uses a message command on what somebody wrote, or on a message that is there. */
    messageCommand(command: string, written: Written | Message, from: From = {}): Exchange {
      const scene = sceneOf(state, somebody, from)
      const { id, name, type: kind } = offered(state, 3, command, scene)
      const target = isMessage(written) ? messageOf(state, written.id) : write(scene, written)
      const resolved = { messages: { [target.id]: target } }
      return act(scene, {
        type: 2,
        name,
        data: { id, name, type: kind, target_id: target.id, resolved },
      })
    },
  }

  function write({ channel, user }: Scene, { author, forwarded, ...body }: Written): Message {
    const writer = author ? { ...somebody, ...author } : user
    const snapshot = { type: 0, content: forwarded, embeds: [], attachments: [], components: [] }
    const reference = { type: 1, channel_id: channel.id, message_id: snowflake() }
    const forward = { message_reference: reference, message_snapshots: [{ message: snapshot }] }
    return keep(state, newMessage(channel.id, writer, body, forwarded === undefined ? {} : forward))
  }
}

const isMessage = (written: Written | Message): written is Message =>
  'channel_id' in written && 'flags' in written

/** A component of a message as it is shown now. */
function shownIn(
  state: State,
  message: Message,
  type: number,
  which: string,
  from: From,
): Component {
  const shown = messageOf(state, message.id)
  if ((shown.flags & flag.loading) !== 0) throw new NotOffered('the message is still loading')
  const candidates = componentsOf(shown).filter((component) => component.type === type)
  const found =
    candidates.find(({ custom_id }) => custom_id === which) ??
    candidates.find(({ label }) => label === which)
  if (from.force === true) return found ?? { type, custom_id: which }
  if (found === undefined) {
    const there = candidates.map(({ custom_id, label }) => label ?? custom_id).join(', ')
    throw new NotOffered(`the message shows no ${which}; there is: ${there || 'nothing'}`)
  }
  if (found.disabled === true) throw new NotOffered(`${which} is disabled`)
  if (found.custom_id === undefined) throw new NotOffered(`${which} opens a page`)
  return found
}

function demandOptions(select: Component, values: readonly string[]): void {
  const { options = [], min_values: min = 1, max_values: max = 1, custom_id } = select
  const stray = values.find((value) => !options.some((option) => option.value === value))
  if (stray !== undefined) throw new NotOffered(`${custom_id} has no option ${stray}`)
  if (values.length < min || values.length > max)
    throw new NotOffered(`${custom_id} takes ${min} to ${max} options`)
}

/** The fields of a form with what a person wrote into them. */
function filled(modal: Modal, answers: Answers): readonly Fields[] {
  const fields = componentsOf(modal).filter(({ custom_id }) => custom_id !== undefined)
  const stray = Object.keys(answers).find((id) => !fields.some((field) => field.custom_id === id))
  if (stray !== undefined) throw new NotOffered(`the form has no field ${stray}`)
  return modal.components.map((top, index) => {
    const base = { type: top.type, id: top.id ?? index + 1 }
    if (top.component !== undefined) return { ...base, component: answer(top.component, answers) }
    if (top.components === undefined) return base
    return { ...base, components: top.components.map((field) => answer(field, answers)) }
  })
}

function answer(field: Component, answers: Answers): Fields {
  const { type, custom_id = '', required = true } = field
  const given = answers[custom_id]
  const base = { type, id: field.id ?? 0, custom_id }
  if (type === 4) {
    const value = String(given ?? field.value ?? '')
    const min = field.min_length ?? 0
    const size = value.length
    const tooShort = size < min && (size > 0 || required)
    if ((required && size === 0) || tooShort || size > (field.max_length ?? 4000))
      throw new NotOffered(`the form does not take ${JSON.stringify(value)} for ${custom_id}`)
    return { ...base, value }
  }
  const preset = (field.options ?? []).filter((option) => option.default).map(({ value }) => value)
  const values = given === undefined ? preset : [given].flat()
  if (values.length > 0 || required) demandOptions(field, values)
  return { ...base, values }
}
