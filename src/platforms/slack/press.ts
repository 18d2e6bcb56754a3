// Presses, menus and forms: what each asks for, and where its answer stands.
import type { ModalView } from '@slack/types'
import { tooLateView, tooOldView, waitingView } from '../../bot/apologies.ts'
import type { Bot } from '../../bot/bot.ts'
import { submitted } from '../../bot/form.ts'
import type { Invocation, Origin } from '../../bot/invocation.ts'
import type { View } from '../../bot/view.ts'
import type { Answers } from './answer.ts'
import { linkId } from './components.ts'
import { formValues, type ModalState, renderForm } from './modal.ts'
import { isGone, isTooLate } from './outcome.ts'
import { askerOf } from './parse.ts'
import { keptPlace, type Placed, placeKept, placeOf } from './places.ts'
import { modalOf, type ReplyParts } from './reply.ts'
import { type Acknowledge, acknowledgement } from './sent.ts'
import type { Asker, Place } from './slack.ts'
import { estimateOf, inTime, openingMs } from './suggest.ts'

/** What a press, a choice or a sent form brings. */
export type Interaction = Placed & {
  readonly trigger_id?: string
  readonly actions?: readonly {
    readonly action_id: string
    readonly selected_option?: { readonly value?: string } | null
  }[]
  readonly view?: Shown
}

type Shown = NonNullable<Placed['view']> & {
  readonly callback_id?: string
  readonly private_metadata?: string
  readonly state?: ModalState
}

/** What pressing is made of. */
export type PressParts = {
  readonly bot: Bot
  readonly answers: Answers
  readonly originOf: (asker: Asker) => Promise<Origin>
  readonly clientOf: (workspace: string) => ReturnType<ReplyParts['client']>
}

/** What people do to what is shown. It may throw, which is for the caller to log. */
export type Presses = {
  press(body: Interaction): Promise<void>
  /** What a sent form asks for. It is acknowledged in time: with what is wrong in it, where that is known by then. */
  submit(body: Interaction, acknowledge: Acknowledge): Promise<void>
}

const unknownView: View = { title: 'Nothing can be said of that yet.', blocks: [] }

/** Where the answer to a form stands in the form. */
export const inItself: Place = { by: 'modal', view: '' }

/** Presses and forms, for this bot. */
export function createPresses({ bot, answers, originOf, clientOf }: PressParts): Presses {
  /** The latest change to each form: what it comes to is shown, and of those before no more. */
  const latest = new Map<string, symbol>()

  async function press(body: Interaction): Promise<void> {
    try {
      await pressed(body)
    } catch (error) {
      if (!isTooLate(error)) throw error
      const asker = askerOf(body)
      const place = placeOf(body, asker)
      await answers.say(tooLateView, asker, place.by === 'modal' ? { by: 'home' } : place)
    }
  }

  async function pressed(body: Interaction): Promise<void> {
    const [action] = body.actions ?? []
    const id = action?.selected_option?.value ?? action?.action_id ?? ''
    // Slack tells of a link, and there is nothing to do.
    if (id.startsWith(linkId)) return
    const asker = askerOf(body)
    if (isForm(body.view)) return refresh(body.view, asker)
    const place = placeOf(body, asker)
    const meant = await bot.press(id)
    if (meant === undefined)
      return answers.say(tooOldView, asker, await placeWithin(undefined, body, asker, place))
    const { invocation, effect } = meant
    switch (effect) {
      case 'reply':
        return answers.answer(invocation, asker, await beside(body, asker, place))
      case 'update': {
        const there = await placeWithin(invocation, body, asker, place)
        return answers.answer(invocation, asker, there)
      }
      case 'share':
        return answers.share(invocation, asker, place)
      case 'form':
        return open(id, invocation, body, place)
      default:
        return effect satisfies never
    }
  }

  /** A Home tab shows nothing but itself: all else stands in a modal, and what it changes is shown on the tab anew. */
  async function placeWithin(
    invocation: Invocation | undefined,
    body: Interaction,
    asker: Asker,
    place: Place,
  ): Promise<Place> {
    return isOfItself(place, invocation) ? place : beside(body, asker, place)
  }

  /** Where a reply stands: on its own, in the thread of what was pressed; in a modal where there are no messages. */
  async function beside(body: Interaction, asker: Asker, place: Place): Promise<Place> {
    if (place.by === 'url') return { ...place, as: 'new' }
    if (place.by !== 'home' && place.by !== 'modal') return place
    return { by: 'modal', view: await openModal(body, asker, place, modalOf(waitingView)) }
  }

  async function openModal(
    { trigger_id = '' }: Interaction,
    asker: Asker,
    place: Place,
    view: ReturnType<typeof modalOf>,
  ): Promise<string> {
    const { views } = await clientOf(asker.workspace)
    const opened = await (place.by === 'modal'
      ? views.push({ trigger_id, view })
      : views.open({ trigger_id, view }))
    return opened.view?.id ?? ''
  }

  async function open(id: string, invocation: Invocation, body: Interaction, place: Place) {
    const asker = askerOf(body)
    const metadata = keptPlace(isOfItself(place, invocation) ? place : inItself, asker.channel)
    const form = bot.form(invocation)
    if (form === undefined) return answers.say(tooOldView, asker, place)
    const estimate = estimateOf(bot, invocation, () => originOf(asker))
    const shown = (below: View | undefined) => ({
      ...renderForm(form, id, below),
      private_metadata: metadata,
    })
    const early = await inTime(
      estimate.then((view) => ({ view })),
      openingMs,
    )
    const view = await openModal(body, asker, place, shown(early ? early.view : waitingView))
    if (early === undefined) await showLatest(view, asker, async () => shown(await estimate))
  }

  /** A field was changed: what the form would come to is shown anew. */
  async function refresh(view: Shown, asker: Asker): Promise<void> {
    await showLatest(view.id, asker, async () => {
      const id = view.callback_id ?? ''
      const pressed = await bot.press(id)
      const form = pressed && bot.form(pressed.invocation)
      if (form === undefined) return undefined
      const invocation = submitted(form, formValues(view.state ?? { values: {} }))
      const below = await estimateOf(bot, invocation, () => originOf(asker))
      // What stands there is of what was filled in before.
      const fresh = renderForm(bot.form(invocation) ?? form, id, below ?? unknownView)
      return { ...fresh, private_metadata: view.private_metadata ?? '' }
    })
  }

  /** What is typed stays in its field: the form is shown without regard to what was shown meanwhile, but the latest alone. */
  async function showLatest(
    view_id: string,
    { workspace }: Asker,
    make: () => Promise<ModalView | undefined>,
  ): Promise<void> {
    const own = Symbol(view_id)
    latest.set(view_id, own)
    try {
      const view = await make()
      if (view === undefined || latest.get(view_id) !== own) return
      const { views } = await clientOf(workspace)
      await views.update({ view_id, view })
    } catch (error) {
      // It was closed or sent.
      if (!isGone(error)) throw error
    } finally {
      if (latest.get(view_id) === own) latest.delete(view_id)
    }
  }

  return {
    press,

    async submit(body, acknowledge) {
      const { view } = body
      const asker = askerOf(body)
      const { channel, place } = placeKept(view?.private_metadata, asker.user)
      const there = { ...asker, channel }
      const at: Place = place.by === 'modal' ? { ...place, view: view?.id ?? '' } : place
      const sent = acknowledgement(acknowledge, place)
      try {
        const pressed = await bot.press(view?.callback_id ?? '')
        const form = pressed && bot.form(pressed.invocation)
        if (form === undefined) {
          await sent.taken()
          return await answers.say(tooOldView, there, at)
        }
        const invocation = submitted(form, formValues(view?.state ?? { values: {} }))
        await answers.answer(invocation, there, at, (answer) =>
          sent.first(answer, () => ({
            modal: renderForm(bot.form(invocation) ?? form, view?.callback_id ?? ''),
            metadata: view?.private_metadata ?? '',
          })),
        )
      } finally {
        await sent.taken()
      }
    },
  }
}

function isOfItself(place: Place, invocation: Invocation | undefined): boolean {
  return place.by !== 'home' || invocation?.command === 'home'
}

/** Whether a view is a form: its `callback_id` is the press that opened it. */
function isForm(view: Shown | undefined): view is Shown {
  return view?.type === 'modal' && /^f[/~]/.test(view.callback_id ?? '')
}
