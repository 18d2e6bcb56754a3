// How a sent form is acknowledged: it closes, waits for its answer, or stays with what is wrong in it.
import type { ViewErrorsResponseAction, ViewUpdateResponseAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { waitingView } from '../../bot/apologies.ts'
import { clip } from '../../bot/clip.ts'
import type { View } from '../../bot/view.ts'
import { maxModal } from './limits.ts'
import { withMistake } from './modal.ts'
import { modalOf } from './reply.ts'
import type { Place } from './slack.ts'

/** Tells Slack what becomes of the form; without anything, it closes. */
export type Acknowledge = (
  how?: ViewUpdateResponseAction | ViewErrorsResponseAction,
) => Promise<void>

/** Slack takes the form for lost after three seconds: so long we wait to know whether it is right (milliseconds). */
const patienceMs = 1800

/** The form as it stands, to be shown again with a mistake above it. */
export type Again = () => { readonly modal: ModalView; readonly metadata: string }

/** The one acknowledgement of a form whose answer stands at the place; given in any case when it is time. */
export function acknowledgement(acknowledge: Acknowledge, place: Place) {
  let given: Promise<void> | undefined
  const give: Acknowledge = (how) => {
    clearTimeout(late)
    given ??= acknowledge(how)
    return given
  }
  const taken = () =>
    place.by === 'modal' ? give({ response_action: 'update', view: modalOf(waitingView) }) : give()
  const late = setTimeout(() => void taken(), patienceMs)

  return {
    taken,
    /** Whether an answer is a mistake, and now stands in the form where it was made. */
    async first(answer: View, again: Again): Promise<boolean> {
      const how = given === undefined ? correction(answer, again) : undefined
      await (how === undefined ? taken() : give(how))
      return how !== undefined
    },
  }
}

function correction(answer: View, again: Again) {
  if (answer.tone !== 'mistake') return undefined
  const { modal, metadata } = again()
  const { words = answer.title, option } = answer.wrong ?? {}
  const isField = modal.blocks.some(({ block_id: id }) => id === option)
  if (option !== undefined && isField)
    return {
      response_action: 'errors' as const,
      errors: { [option]: clip(words, maxModal.error) },
    }
  const view = { ...withMistake(modal, answer), private_metadata: metadata }
  return { response_action: 'update' as const, view }
}
