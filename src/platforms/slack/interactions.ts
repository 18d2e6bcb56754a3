// What people type, press and fill in, on every surface: acknowledged at once, answered then, and once.
import type { App } from '@slack/bolt'
import type { Answers } from './answer.ts'
import type { Hearing } from './hearing.ts'
import { askerOf, invocationOf } from './parse.ts'
import { createPresses, type Interaction } from './press.ts'
import type { Acknowledge } from './sent.ts'
import type { Slack } from './slack.ts'
import { type Suggestion, suggestions } from './suggest.ts'

/** Hears of everything but events. */
export function registerInteractions(
  app: App,
  slack: Slack,
  answers: Answers,
  hearing: Hearing,
): void {
  const { bot } = slack
  const { isNew, deed, acknowledged } = hearing
  const presses = createPresses({ ...slack, answers })

  app.use(async ({ body, next }) => {
    const { event_id: id } = body as { event_id?: string }
    if (id === undefined || (await isNew(id))) await next()
  })

  app.command(/^\//, async ({ ack, body }) => {
    await acknowledged(ack())
    const place = { by: 'url', url: body.response_url, as: 'new' } as const
    deed(body.trigger_id, () =>
      answers.answer(invocationOf(body.text, bot.commands), askerOf(body), place),
    )
  })

  app.action(/^/, async ({ ack, body }) => {
    await acknowledged(ack())
    const pressed = body as unknown as Interaction
    deed(pressed.trigger_id, () => presses.press(pressed))
  })

  app.view({ callback_id: /^/, type: 'view_submission' }, async ({ ack, body }) => {
    const sent = body as unknown as Interaction
    const { promise: done, resolve } = Promise.withResolvers<void>()
    const acknowledge: Acknowledge = async (how) => {
      await acknowledged(how === undefined ? ack() : ack(how))
      resolve()
    }
    deed(sent.trigger_id, () => presses.submit(sent, acknowledge), acknowledge)
    await done
  })

  app.options(/^/, async ({ ack, body }) => {
    const options = await suggestions(bot, slack.originOf, body as unknown as Suggestion)
    await acknowledged(ack({ options }))
  })
}
