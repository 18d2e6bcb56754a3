// What each kind of interaction asks for, and the answer to it.
import type {
  AutocompleteInteraction,
  Interaction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { MessageFlags } from 'discord.js'
import { noTextView, notSharedView, tooOldView } from '../../bot/apologies.ts'
import type { Bot } from '../../bot/bot.ts'
import { submitted } from '../../bot/form.ts'
import type { Invocation } from '../../bot/invocation.ts'
import { sharedBy } from '../../bot/share.ts'
import type { View } from '../../bot/view.ts'
import type { DiscordLog } from './log.ts'
import { renderForm } from './modal.ts'
import { describeError, isGone } from './outcome.ts'
import { findInvocation, formValues, invocationOf, originOf } from './parse.ts'
import { type Answerable, isUpdatable, type Pressed, type Reply, replyTo } from './reply.ts'
import { idOf, unstamped } from './stamp.ts'
import { choicesOf } from './suggest.ts'

/** Answers interactions, of whatever kind. Never throws. */
export type Answerer = (interaction: Interaction) => Promise<void>

/** An answerer for this bot. */
export function createAnswerer(bot: Bot, log: DiscordLog): Answerer {
  /** Private answers being shared, by message: a second press while the first is under way says nothing more. */
  const beingShared = new Set<string>()

  return async (interaction) => {
    try {
      if (interaction.isAutocomplete()) await suggest(interaction)
      else if (interaction.isChatInputCommand())
        await answer(interaction, invocationOf(interaction))
      else if (interaction.isMessageContextMenuCommand()) await findPapers(interaction)
      else if (interaction.isModalSubmit()) await submit(interaction)
      else if (interaction.isMessageComponent()) await press(interaction)
    } catch (error) {
      const details = { ...describeError(error), interaction: interaction.id }
      log[isGone(error) ? 'info' : 'error'](details, 'Discord: an interaction failed')
    }
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const { name, value } = interaction.options.getFocused(true)
    const { command, options } = invocationOf(interaction)
    const asked = { command, options: { ...options, [name]: value } }
    const completions = await bot.suggest(asked, name, originOf(interaction))
    await interaction.respond(choicesOf(completions))
  }

  async function answer(interaction: Answerable, invocation: Invocation): Promise<void> {
    const call = bot.prepare(invocation, originOf(interaction))
    const reply = replyTo(interaction, log)
    // What a press answers besides its message is for the presser alone.
    const isPublic = call.visibility === 'public' && interaction.isChatInputCommand()
    if (!(await reply.acknowledge(isPublic ? 'everybody' : 'asker'))) return
    const view = await call.run((meanwhile) => void reply.show(meanwhile, 'none'))
    if (!isPublic || view.tone === undefined) await reply.show(view, isPublic ? 'none' : 'offer')
    // Nobody's mistakes are shown to the whole channel.
    else if (await reply.withdraw()) await reply.add(view, 'asker')
  }

  async function findPapers(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    const invocation = findInvocation(interaction)
    if (invocation !== undefined) return answer(interaction, invocation)
    await say(interaction, noTextView)
  }

  async function press(interaction: MessageComponentInteraction): Promise<void> {
    const id = idOf(interaction) ?? ''
    const action = await bot.press(unstamped(id))
    if (action === undefined) return say(interaction, tooOldView)
    const { invocation, effect } = action
    switch (effect) {
      case 'reply':
        return answer(interaction, invocation)
      case 'update':
        return update(interaction, invocation)
      case 'share':
        return share(interaction, invocation)
      case 'form': {
        const form = bot.form(invocation)
        if (form === undefined) return say(interaction, tooOldView)
        return interaction.showModal(renderForm(form, id))
      }
      default:
        return effect satisfies never
    }
  }

  async function submit(interaction: ModalSubmitInteraction): Promise<void> {
    const action = await bot.press(unstamped(interaction.customId))
    const form = action && bot.form(action.invocation)
    if (form === undefined) return say(interaction, tooOldView)
    const invocation = submitted(form, formValues(interaction))
    if (isUpdatable(interaction)) await update(interaction, invocation)
    else await answer(interaction, invocation)
  }

  async function update(interaction: Pressed, invocation: Invocation): Promise<void> {
    const call = bot.prepare(invocation, originOf(interaction))
    const reply = replyTo(interaction, log)
    if (!(await reply.acknowledge('update'))) return
    const sharing = isPrivate(interaction) ? 'offer' : 'none'
    const view = await call.run()
    // What stands there is worth more than a mistake; and where it was deleted, the answer still comes.
    if (view.tone !== undefined || !(await reply.show(view, sharing)))
      await reply.add(view, 'asker')
  }

  async function share(
    interaction: MessageComponentInteraction,
    invocation: Invocation,
  ): Promise<void> {
    const reply = replyTo(interaction, log)
    if (!(await reply.acknowledge('update')) || beingShared.has(interaction.message.id)) return
    beingShared.add(interaction.message.id)
    try {
      await shareWith(
        reply,
        await bot.prepare(invocation, originOf(interaction)).run(),
        interaction.user.id,
      )
    } finally {
      beingShared.delete(interaction.message.id)
    }
  }

  async function shareWith(reply: Reply, view: View, user: string): Promise<void> {
    if (view.tone !== undefined) await reply.add(view, 'asker')
    // Only the bot says what may be shared: an id can be forged.
    else if (view.share === undefined) await reply.add(notSharedView, 'asker')
    else if (await reply.add(sharedBy(view, user), 'everybody')) await reply.show(view, 'none')
  }

  async function say(interaction: Answerable, view: View): Promise<void> {
    const reply = replyTo(interaction, log)
    if (await reply.acknowledge('asker')) await reply.show(view, 'none')
  }
}

function isPrivate({ message }: Pressed): boolean {
  return message?.flags.has(MessageFlags.Ephemeral) ?? false
}
