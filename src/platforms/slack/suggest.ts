// What a form shows while it is filled in: completions of a field, and what the whole would come to.
import { setTimeout } from 'node:timers/promises'
import type { PlainTextOption } from '@slack/types'
import type { Bot } from '../../bot/bot.ts'
import { cleanLine } from '../../bot/clean.ts'
import type { Completion } from '../../bot/command.ts'
import { submitted } from '../../bot/form.ts'
import type { Invocation, Origin } from '../../bot/invocation.ts'
import type { View } from '../../bot/view.ts'
import { plain } from './components.ts'
import { maxSelect } from './limits.ts'
import { formValues, type ModalState } from './modal.ts'
import { askerOf, type Body } from './parse.ts'
import type { Asker } from './slack.ts'

/** Slack waits three seconds for completions: longer than this nothing is waited for. */
const patienceMs = 2000

/** What asks for completions. */
export type Suggestion = Body & {
  readonly action_id: string
  readonly value: string
  readonly view?: {
    readonly callback_id?: string
    readonly state?: ModalState
    readonly app_installed_team_id?: string | null
  }
}

/** The completions of a field of a form; [] when there are none in time. */
export async function suggestions(
  bot: Bot,
  originOf: (asker: Asker) => Promise<Origin>,
  body: Suggestion,
): Promise<PlainTextOption[]> {
  const { view, action_id: name, value } = body
  const pressed = await bot.press(view?.callback_id ?? '')
  const form = pressed && bot.form(pressed.invocation)
  if (form === undefined) return []
  const values = { ...formValues(view?.state ?? { values: {} }), [name]: value }
  const origin = await originOf(askerOf(body))
  const completions = bot.suggest(submitted(form, values), name, origin)
  return optionsOf((await inTime(completions)) ?? [])
}

/** At most 100 options, each of another value; what is too long to be one is left out. */
function optionsOf(completions: readonly Completion[]): PlainTextOption[] {
  const usable = completions.filter(
    ({ value }) => value.trim() !== '' && value.length <= maxSelect.value,
  )
  const options = usable.map(({ label, value }): PlainTextOption => {
    return { text: plain(cleanLine(label) || value, maxSelect.label), value }
  })
  return [...new Map(options.map((option) => [option.value, option])).values()].slice(
    0,
    maxSelect.options,
  )
}

/** What an invocation would come to; undefined where its command does not say. */
export async function estimateOf(
  bot: Bot,
  invocation: Invocation,
  originOf: () => Promise<Origin>,
): Promise<View | undefined> {
  return bot.estimate(invocation, await originOf())
}

/** What is there in so many milliseconds; undefined when it is not. */
export function inTime<T>(answer: Promise<T>, ms = patienceMs): Promise<T | undefined> {
  return Promise.race([answer, setTimeout(ms, undefined, { ref: false })])
}

/** A trigger opens a modal for three seconds: of them, so much is spent on knowing more (milliseconds). */
export const openingMs = 600
