// The routes a bot answers interactions by: the first answer, and the webhook that lives on for fifteen minutes.
import { refusals } from './refusal.ts'
import type { Answer, Asked, Route } from './rest.ts'
import { demandFlagStays, demandQuiet, isoNow } from './routes-channels.ts'
import { flaw } from './rules-fields.ts'
import { demandChoices, demandMessage, demandModal } from './rules-message.ts'
import {
  type Callback,
  edited,
  type Interaction,
  keep,
  messageOf,
  newMessage,
  remove,
  type State,
} from './state.ts'
import { type Fields, flag, isFields, type Message, ownersOf } from './wire.ts'

const firstAnswerMs = 3_000
const tokenMs = 15 * 60_000
const kept = flag.ephemeral | flag.suppressEmbeds | flag.suppressNotifications | flag.componentsV2

/** The routes. */
export function interactionRoutes(state: State): Route[] {
  const webhook = '/webhooks/{webhook_id}/{webhook_token}'
  const message = `${webhook}/messages/{message_id}`
  const original = `${webhook}/messages/@original`
  const open = true
  return [
    {
      method: 'POST',
      path: '/interactions/{interaction_id}/{interaction_token}/callback',
      open,
      answer: (asked) => firstAnswer(state, asked),
    },
    { method: 'POST', path: webhook, open, answer: (asked) => followUp(state, asked) },
    ...[original, message].flatMap((path): Route[] => [
      {
        method: 'GET',
        path,
        open,
        answer: (asked) => ({ status: 200, body: reached(state, asked).message }),
      },
      { method: 'PATCH', path, open, answer: (asked) => change(state, asked) },
      {
        method: 'DELETE',
        path,
        open,
        answer(asked) {
          remove(state, reached(state, asked).message)
          return { status: 204 }
        },
      },
    ]),
  ]
}

/** Which first answers each kind of interaction takes. */
function allowedAnswers(state: State, { type, source }: Interaction): readonly number[] {
  if (type === 4) return [8]
  const inMessage = source !== undefined && state.messages.has(source) ? [6, 7] : []
  return type === 5 ? [4, 5, ...inMessage] : [4, 5, ...inMessage, 9]
}

function firstAnswer(state: State, asked: Asked): Answer {
  const interaction = state.interactions.get(asked.param('interaction_id'))
  const known = interaction?.token === asked.param('interaction_token')
  if (interaction === undefined || !known) throw refusals.unknownInteraction()
  if (interaction.callback !== undefined)
    throw refusals.alreadyAcknowledged({ avoidable: interaction.callbackLost !== true })
  if (state.now() - interaction.createdAt > firstAnswerMs) throw refusals.unknownInteraction()
  const type = Number(asked.body.type)
  const allowed = allowedAnswers(state, interaction)
  if (!allowed.includes(type)) throw refusals.invalidForm([flaw.choices('type', allowed)])
  const data = isFields(asked.body.data) ? asked.body.data : {}
  const message = answers[type]?.(state, asked, interaction, data)
  const callback: Callback = { type, data }
  interaction.callback = callback
  if (asked.query.get('with_response') !== 'true') return { status: 204 }
  return { status: 200, body: responseTo(interaction, callback, message) }
}

type Reaction = (
  state: State,
  asked: Asked,
  interaction: Interaction,
  data: Fields,
) => Message | undefined

const answers: Readonly<Record<number, Reaction>> = {
  4(state, asked, interaction, data) {
    demandMessage(data, true)
    demandQuiet(asked, data)
    interaction.answered = true
    return show(state, interaction, data, Number(data.flags ?? 0) & kept)
  },
  5(state, _asked, interaction, data) {
    return show(state, interaction, {}, (Number(data.flags ?? 0) & flag.ephemeral) | flag.loading)
  },
  6(_state, _asked, interaction) {
    interaction.original = interaction.source as string
    return undefined
  },
  7(state, asked, interaction, data) {
    interaction.original = interaction.source as string
    interaction.answered = true
    return rewrite(state, asked, messageOf(state, interaction.original), data)
  },
  8(_state, _asked, interaction, data) {
    demandChoices(data.choices, interaction.focusedType ?? 3)
    interaction.answered = true
    return undefined
  },
  9(_state, _asked, interaction, data) {
    demandModal(data)
    interaction.answered = true
    return undefined
  },
}

/** Puts the answer into the channel. */
function show(state: State, interaction: Interaction, body: Fields, flags: number): Message {
  const message = post(state, interaction, { ...body, flags }, interaction.type === 2 ? 20 : 19)
  interaction.original = message.id
  return message
}

function post(state: State, interaction: Interaction, body: Fields, type: number): Message {
  const { user, guildId, userInstalled, installedBy } = interaction
  const message = keep(
    state,
    newMessage(interaction.channelId, state.bot, body, {
      type,
      webhook_id: state.applicationId,
      application_id: state.applicationId,
      interaction_metadata: {
        id: interaction.id,
        type: interaction.type,
        user,
        name: interaction.name,
        authorizing_integration_owners: ownersOf(userInstalled, installedBy, guildId),
      },
    }),
  )
  if ((message.flags & flag.ephemeral) !== 0) state.shownTo.set(message.id, user.id)
  return message
}

function responseTo(interaction: Interaction, { type }: Callback, message?: Message): Fields {
  const loading = message === undefined ? undefined : (message.flags & flag.loading) !== 0
  const ephemeral = message === undefined ? undefined : (message.flags & flag.ephemeral) !== 0
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      response_message_id: message?.id,
      response_message_loading: loading,
      response_message_ephemeral: ephemeral,
    },
    resource: { type, ...(message === undefined ? {} : { message }) },
  }
}

/** The interaction a webhook's token belongs to, while it lives. */
function alive(state: State, asked: Asked): Interaction {
  if (asked.param('webhook_id') !== state.applicationId) throw refusals.unknownWebhook()
  const token = asked.param('webhook_token')
  const interaction = [...state.interactions.values()].find((known) => known.token === token)
  if (interaction === undefined) throw refusals.invalidWebhookToken()
  if (state.now() - interaction.createdAt > tokenMs) throw refusals.invalidWebhookToken()
  if (interaction.callback === undefined) throw refusals.unknownWebhook()
  return interaction
}

function reached(state: State, asked: Asked): { interaction: Interaction; message: Message } {
  const interaction = alive(state, asked)
  const id = asked.path.endsWith('/@original')
    ? (interaction.original ?? '')
    : asked.param('message_id')
  const own = [interaction.original, ...interaction.followUps].includes(id)
  if (!own) throw refusals.unknownMessage()
  return { interaction, message: messageOf(state, id) }
}

function followUp(state: State, asked: Asked): Answer {
  const interaction = alive(state, asked)
  // Suggestions and forms leave nothing to follow.
  if (interaction.type === 4) throw refusals.unknownWebhook()
  const original = state.messages.get(interaction.original ?? '')
  // As long as the bot is "thinking", what it says next is its answer.
  if (original !== undefined && (original.flags & flag.loading) !== 0)
    return { status: 200, body: rewriteOriginal(state, asked, interaction, original, true) }
  demandMessage(asked.body, true)
  demandQuiet(asked, asked.body)
  if (interaction.userInstalled && interaction.followUps.length >= 5)
    throw refusals.tooManyFollowUps()
  const flags = Number(asked.body.flags ?? 0) & kept
  const message = post(state, interaction, { ...asked.body, flags }, 19)
  interaction.followUps.push(message.id)
  return { status: 200, body: message }
}

function change(state: State, asked: Asked): Answer {
  const { interaction, message } = reached(state, asked)
  if (message.id !== interaction.original)
    return { status: 200, body: rewrite(state, asked, message, asked.body) }
  return { status: 200, body: rewriteOriginal(state, asked, interaction, message, false) }
}

function rewriteOriginal(
  state: State,
  asked: Asked,
  interaction: Interaction,
  message: Message,
  keepsFlags: boolean,
): Message {
  const { flags, ...rest } = asked.body
  const body = keepsFlags ? { ...rest, flags: Number(flags ?? 0) & ~flag.ephemeral } : asked.body
  const after = rewrite(state, asked, message, body)
  interaction.answered = true
  return after
}

/** Changes a message; who sees it was decided when it was first shown. */
function rewrite(state: State, asked: Asked, message: Message, body: Fields): Message {
  demandFlagStays(message, body)
  const asksEphemeral = (Number(body.flags ?? 0) & flag.ephemeral) !== 0
  if (asksEphemeral && (message.flags & flag.ephemeral) === 0)
    asked.violate('a message everybody sees cannot become ephemeral')
  const after = edited(message, body)
  const shown = { ...after, flags: after.flags & ~flag.loading }
  demandMessage(shown, true)
  demandQuiet(asked, body)
  return keep(state, { ...shown, edited_timestamp: isoNow(state) })
}
