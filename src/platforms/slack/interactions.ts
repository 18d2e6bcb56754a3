// What people type, press and fill in, on every surface: acknowledged at once, answered then, and once.
import type { App } from '@slack/bolt'
import type { Answers } from './answer.ts'
import { describeError } from './outcome.ts'
import { askerOf, invocationOf } from './parse.ts'
import { acknowledgementOf, createPresses, type Interaction } from './press.ts'
import type { Slack } from './slack.ts'
import { type Suggestion, suggestions } from './suggest.ts'

/** Slack tells again of what it believes was not heard, for an hour at most; of a person's doing, for less (milliseconds). */
const eventMs = 7_200_000
const deedMs = 900_000

/** Hears of everything but events. */
export function registerInteractions(app: App, slack: Slack, answers: Answers): void {
  const { bot, log, now, seen, begin } = slack
  const presses = createPresses({ ...slack, answers })

  /** Whether something is heard of for the first time; as far as can be told. */
  async function isNew(key: string, ms: number): Promise<boolean> {
    try {
      return await seen.firstTime(key, now() + ms, now())
    } catch (error) {
      log.error(describeError(error), 'Slack: cannot tell whether something was heard before')
      return true
    }
  }

  /** An acknowledgement that came too late, or by a socket that has closed, must not cost the answer. */
  async function acknowledged(acknowledging: Promise<void>): Promise<void> {
    await acknowledging.catch((error: unknown) =>
      log.warn(describeError(error), 'Slack: could not acknowledge'),
    )
  }

  /** Something a person did, which is answered once. */
  function deed(trigger: string | undefined, work: () => Promise<void>): void {
    begin(async () => {
      if (trigger === undefined || (await isNew(`deed:${trigger}`, deedMs))) await work()
    })
  }

  app.use(async ({ body, next }) => {
    const { event_id: id } = body as { event_id?: string }
    if (id === undefined || (await isNew(`event:${id}`, eventMs))) await next()
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
    const how = acknowledgementOf(sent)
    await acknowledged(how === undefined ? ack() : ack(how))
    deed(sent.trigger_id, () => presses.submit(sent))
  })

  app.options(/^/, async ({ ack, body }) => {
    const options = await suggestions(bot, slack.originOf, body as unknown as Suggestion)
    await acknowledged(ack({ options }))
  })
}
