// Buttons, menus and forms on Slack: what is replaced, what stands beside it, what is kept while a form is open.
import { describe, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { type Over, textOf } from '../../stands/on-slack.ts'
import { openEchoes } from './conversation-echo.ts'

describe.each<Over>(['sockets', 'http'])('over %s', (over) => {
  const echo = openEchoes(over)

  it('changes the message pressed, and answers beside it', async () => {
    const { slack } = echo
    const answer = await slack.slash('echo a').reply()
    const again = await slack.press(answer, 'Again').reply()
    expect([again.ts, textOf(again)]).toEqual([answer.ts, expect.stringContaining('Echo aAgain')])
    const aside = await slack.press(slack.shown(answer), 'Aside').reply()
    expect(aside.ts).not.toBe(answer.ts)
    expect(aside.shownTo).toBe(answer.shownTo)
    expect(textOf(slack.shown(answer))).toContain('aAgain')
  })

  it('keeps what stands there when a press went wrong', async () => {
    const { slack } = echo
    const answer = await slack.slash('echo b').reply()
    const wrong = await slack.press(answer, 'Wrong').reply()
    expect(wrong.ts).not.toBe(answer.ts)
    expect(textOf(wrong)).toContain('That was not meant.')
    expect(textOf(slack.shown(answer))).toContain('Echo b')
  })

  it('answers somebody else’s press on a message for all beside it, for them alone', async () => {
    const { slack } = echo
    const said = await slack.slash('proclaim loud').reply()
    expect(said.shownTo).toBeUndefined()
    const other = slack.addPerson({ name: 'grace' })
    slack.changeChannel(said.channel, {
      members: new Set([...(slack.channel(said.channel)?.members ?? []), other.id]),
    })
    const aside = await slack.press(said, 'Aside', { user: other.id }).reply()
    expect(aside.shownTo).toBe(other.id)
    expect(textOf(aside)).toContain('loudAside')
  })

  it('opens a form, and puts the answer where it was opened', async () => {
    const { slack } = echo
    const answer = await slack.slash('echo c').reply()
    const form = await slack.press(answer, 'Fill').modal()
    expect(form.private_metadata?.length).toBeLessThan(3000)
    const sent = slack.submit(form, { Word: 'filled' })
    expect((await sent.ack()).body).toBeUndefined()
    await until(
      'the answer',
      () => textOf(slack.shown(answer)).includes('Echo filled') || undefined,
    )
    expect(slack.modals(answer.shownTo ?? '')).toEqual([])
  })

  it('completes a field while it is typed, at most a hundred times', async () => {
    const { slack } = echo
    const answer = await slack.slash('echo d').reply()
    const form = await slack.press(answer, 'Fill').modal()
    const choices = await slack.suggest(form, 'Tone', 'soft').choices()
    expect(choices).toHaveLength(100)
    expect(choices[0]).toEqual({ text: 'soft 0', value: 'soft-0' })
    slack.submit(form, { Word: 'e', Tone: choices[1] ?? null })
    await until(
      'the answer',
      () => textOf(slack.shown(answer)).includes('Echo e soft-1') || undefined,
    )
  })

  it('still answers a form whose message was deleted', async () => {
    const { slack } = echo
    const said = await slack.slash('proclaim f').reply()
    const pressed = slack.press(said, 'Fill')
    const form = await pressed.modal()
    slack.deleteMessage(said)
    slack.submit(form, { Word: 'late' })
    await until('the answer', () =>
      slack
        .ephemerals(said.channel, pressed.user)
        .find((message) => textOf(message).includes('Echo late')),
    )
    slack.violations.splice(0)
  })

  it('says kindly that a button is too old', async () => {
    const { slack } = echo
    const answer = await slack.slash(`echo ${'long '.repeat(30)}`).reply()
    await echo.on.paperboy.database.db.deleteFrom('action').execute()
    const told = await slack.press(answer, 'Again').reply()
    expect(told.ts).not.toBe(answer.ts)
    expect(textOf(told)).toContain('too old')
  })

  it('answers once what Slack tells twice', async () => {
    const { slack } = echo
    const asked = slack.slash('echo twice')
    const answer = await asked.reply()
    await slack.retell(asked.id, { num: 1, reason: 'timeout' })
    const after = slack.slash('echo after')
    await after.reply()
    const said = slack.ephemerals(answer.channel, asked.user).map(textOf)
    expect(said.filter((text) => text.includes('Echo twice'))).toHaveLength(1)
  })
})
