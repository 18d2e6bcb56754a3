// An invocation's answer at a place, whatever brought it there.

import { notSharedView } from '../../bot/apologies.ts'
import type { Bot } from '../../bot/bot.ts'
import type { Invocation, Origin } from '../../bot/invocation.ts'
import { sharedBy } from '../../bot/share.ts'
import type { View } from '../../bot/view.ts'
import type { SendFiles } from './files.ts'
import { howToInvite } from './permissions.ts'
import { type Reply, type ReplyParts, replyTo } from './reply.ts'
import type { Asker, Place } from './slack.ts'

/** What answering is made of. */
export type AnswerParts = ReplyPartsOf & {
  readonly bot: Bot
  readonly originOf: (asker: Asker) => Promise<Origin>
  readonly sendFiles: SendFiles
}

type ReplyPartsOf = Omit<ReplyParts, 'client'> & {
  readonly clientOf: (workspace: string) => Promise<Awaited<ReturnType<ReplyParts['client']>>>
}

/** Sees an answer before it is shown, and what is shown meanwhile; true when it has said the answer itself. */
export type First = (view: View) => Promise<boolean>

/** The ways to answer. None of them throws. */
export type Answers = {
  /** As something new, or instead of what stands at the place. Gives the answer. */
  answer(invocation: Invocation, asker: Asker, place: Place, first?: First): Promise<void>
  /** For everybody to see, and no more to be shared at the place. */
  share(invocation: Invocation, asker: Asker, place: Place): Promise<void>
  /** Something that is no answer, to the asker. */
  say(view: View, asker: Asker, place: Place): Promise<void>
}

/** The ways to answer, for this bot. */
export function createAnswers(parts: AnswerParts): Answers {
  const { bot, originOf, clientOf, sendFiles } = parts
  /** What is being shared: a second press while the first is under way says nothing more. */
  const beingShared = new Set<string>()

  function replyAt(place: Place, asker: Asker, to: 'asker' | 'everybody'): Reply {
    return replyTo(place, asker, to, { ...parts, client: () => clientOf(asker.workspace) })
  }

  async function answer(
    invocation: Invocation,
    asker: Asker,
    place: Place,
    first: First = async () => false,
  ): Promise<void> {
    const call = bot.prepare(invocation, await originOf(asker))
    const isReplacing = isReplacement(place)
    // What a press answers besides its message is for the presser alone, and so is a mistake or a fault.
    const isPublic = call.visibility === 'public' && place.by === 'url' && !isReplacing
    const own = replyAt(place, asker, 'asker')
    const view = await call.run((meanwhile) => {
      if (isReplacing || isOverheard(place)) return
      void first(meanwhile).then(() => own.show(meanwhile, 'none'))
    })
    if (await first(view)) return
    const told = await sendFiles(view, asker)
    if (isOverheard(place) && (call.personal === true || view.tone !== undefined))
      return void (await replyAt(whispered(place), asker, 'asker').show(told, 'none'))
    if (isReplacing && view.tone !== undefined) return void (await aside(own, told, asker, place))
    const isForAll = isPublic && view.tone === undefined
    const reply = isForAll ? replyAt(place, asker, 'everybody') : own
    if (await reply.show(told, isForAll ? 'none' : 'offer')) return
    // What stood there was deleted, or the address is too old: the answer still comes. A modal was closed by the asker.
    if (place.by !== 'modal') await aside(own, told, asker, place)
  }

  /** Beside what stands there; where even that is not to be had any more, in the channel, for the asker alone. */
  async function aside(reply: Reply, view: View, asker: Asker, place: Place): Promise<void> {
    if ((await reply.add(view, 'asker')) || place.by !== 'url') return
    const there: Place = asker.channel.startsWith('@')
      ? { by: 'home' }
      : { by: 'ephemeral', channel: asker.channel, thread: place.thread }
    await replyAt(there, asker, 'asker').add(view, 'asker')
  }

  async function shareAt(reply: Reply, invocation: Invocation, asker: Asker): Promise<void> {
    const { user } = asker
    const origin = await originOf(asker)
    const view = await bot.prepare(invocation, origin).run()
    // Whoever has no name there is called by naming them.
    const calling = origin.name === undefined ? { calls: user } : {}
    if (view.tone !== undefined) await reply.add(view, 'asker')
    // Only the bot says what may be shared: an id can be forged.
    else if (view.share === undefined) await reply.add(notSharedView, 'asker')
    else if (await reply.add({ ...sharedBy(view, user, origin.name), ...calling }, 'everybody'))
      await reply.show(view, 'none')
    else await reply.add(howToInvite, 'asker')
  }

  return {
    answer,

    async share(invocation, asker, place) {
      const { workspace, channel, user } = asker
      const one = JSON.stringify([workspace, channel, user, invocation])
      if (beingShared.has(one)) return
      beingShared.add(one)
      try {
        await shareAt(replyAt(place, asker, 'asker'), invocation, asker)
      } finally {
        beingShared.delete(one)
      }
    },

    async say(view, asker, place) {
      const reply = replyAt(place, asker, 'asker')
      if (isReplacement(place)) await reply.add(view, 'asker')
      else await reply.show(view, 'none')
    },
  }
}

type Message = Extract<Place, { by: 'message' }>

/** Whether others see what is said at the place: a channel, not the asker's own messages. */
function isOverheard(place: Place): place is Message {
  return place.by === 'message' && !place.channel.startsWith('D')
}

/** There, for the asker alone. In a thread that has not begun they would not see it. */
function whispered({ channel, thread, begins }: Message): Place {
  return { by: 'ephemeral', channel, thread: begins === undefined ? thread : undefined }
}

/** Whether something stands at the place already that is worth more than a mistake. */
function isReplacement(place: Place): boolean {
  return place.by === 'home' || (place.by === 'url' && place.as === 'replacement')
}
