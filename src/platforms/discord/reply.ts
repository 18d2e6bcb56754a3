// Answering one interaction: the acknowledgement within three seconds, then what is shown, edited and added for fifteen minutes.
import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type InteractionEditReplyOptions,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js'
import { unshowableView } from '../../bot/apologies.ts'
import type { View } from '../../bot/view.ts'
import type { DiscordLog } from './log.ts'
import { describeError, isGone } from './outcome.ts'
import { isUnclear, patiently } from './patience.ts'
import { renderView } from './render.ts'
import { stampOf } from './stamp.ts'

/** What somebody typed, pressed or filled in. */
export type Answerable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | Pressed
/** What was done to a message, or to a form that may have been opened from one. */
export type Pressed = MessageComponentInteraction | ModalSubmitInteraction

/** Whether a private answer may be offered to everybody. */
export type Sharing = 'offer' | 'none'
/** Who sees a message. */
export type Audience = 'asker' | 'everybody'

/** What can be said to whoever typed or pressed. None of it throws; false when it could not be done, which is logged. */
export type Reply = {
  /** Acknowledges: to answer with a message of its own, or by changing the one pressed. */
  acknowledge(as: Audience | 'update'): Promise<boolean>
  /** Puts a view where the acknowledgement stands; several calls take effect in their order. */
  show(view: View, sharing: Sharing): Promise<boolean>
  add(view: View, to: Audience): Promise<boolean>
  /** Takes the acknowledgement back. */
  withdraw(): Promise<boolean>
}

/** The reply to an interaction. */
export function replyTo(interaction: Answerable, log: DiscordLog): Reply {
  let showing: Promise<unknown> = Promise.resolve()
  const server = stampOf(interaction)

  async function done(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      const details = { ...describeError(error), interaction: interaction.id }
      log[isGone(error) ? 'info' : 'error'](details, `Discord: could not ${what}`)
      return false
    }
  }

  const edit = (view: View, share: Sharing) =>
    patiently('harmless', () => interaction.editReply(message(view, share, server)))

  const showOrApologise = async (view: View, sharing: Sharing) => {
    try {
      await edit(view, sharing)
    } catch (error) {
      if (!isCode(error, RESTJSONErrorCodes.InvalidFormBodyOrContentType)) throw error
      log.error({ ...describeError(error), flaws: flawsIn(error) }, 'Discord refuses an answer')
      await edit(unshowableView, 'none')
    }
  }

  return {
    acknowledge: (as) => done('acknowledge', () => acknowledge(interaction, as)),
    show(view, sharing) {
      const shown = showing.then(() => done('show an answer', () => showOrApologise(view, sharing)))
      showing = shown
      return shown
    },
    add: (view, to) =>
      done('add to an answer', () =>
        patiently('doubling', () => {
          const { flags, attachments: _, ...rest } = message(view, 'none', server)
          const seenBy = to === 'asker' ? MessageFlags.Ephemeral : 0
          return interaction.followUp({ ...rest, flags: flags | seenBy })
        }),
      ),
    async withdraw() {
      await showing
      return done('take an answer back', () => patiently('harmless', () => remove(interaction)))
    },
  }
}

function isCode(error: unknown, code: RESTJSONErrorCodes): error is DiscordAPIError {
  return error instanceof DiscordAPIError && error.code === code
}

/** Which parts of a message Discord refuses, and why, without what stands in them. */
function flawsIn({ message: words }: DiscordAPIError): readonly string[] {
  return words.match(/^[\w.[\]]+\[\w+\](?=: )/gm) ?? []
}

function message(view: View, share: Sharing, server: string | undefined) {
  const { flags, components, files, allowed_mentions } = renderView(view, { share, server })
  return {
    flags,
    components,
    files: files.map(({ name, data }) => ({ name, attachment: data })),
    // What the message had before belongs to what it said before.
    attachments: [],
    allowedMentions: allowed_mentions,
  } satisfies InteractionEditReplyOptions
}

async function remove(interaction: Answerable): Promise<void> {
  await interaction.deleteReply().catch((error: unknown) => {
    // It is gone already.
    if (!isCode(error, RESTJSONErrorCodes.UnknownMessage)) throw error
  })
}

async function acknowledge(interaction: Answerable, as: Audience | 'update'): Promise<void> {
  const acknowledgeOnce = async () => {
    if (as === 'update' && isUpdatable(interaction)) await interaction.deferUpdate()
    else await interaction.deferReply(as === 'everybody' ? {} : { flags: MessageFlags.Ephemeral })
  }
  try {
    await patiently('doubling', acknowledgeOnce)
  } catch (error) {
    if (!isUnclear(error)) throw error
    await acknowledgeOnce().catch((again: unknown) => {
      // The first one did arrive.
      if (!isCode(again, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) throw again
      interaction.deferred = true
    })
  }
}

/** Whether there is a message that the interaction can change. */
export function isUpdatable(
  interaction: Answerable,
): interaction is Answerable & { deferUpdate(): Promise<unknown> } {
  if (interaction.isModalSubmit()) return interaction.isFromMessage()
  return interaction.isMessageComponent()
}
