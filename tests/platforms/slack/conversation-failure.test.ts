// When an answer goes wrong, on our side or on Slack's: said kindly where it can be, noted without what was said.
import { describe, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { textOf } from '../../stands/on-slack.ts'
import { unfetched } from '../../stands/slack/faults.ts'
import { labelsOf } from '../../stands/slack/wire.ts'
import { openEchoes, pictureUrl, typedWord } from './conversation-echo.ts'

const echo = openEchoes()

describe('on our side', () => {
  it('a mistake is the asker’s alone, in a public command too', async () => {
    const { slack } = echo
    const told = await slack.slash('proclaim mistake').reply()
    expect(told.shownTo).toBe(slack.userId)
    expect(textOf(told)).toContain('That was not meant.')
  })

  it('a crash gives a number and no more', async () => {
    const { slack, on } = echo
    const told = await slack.slash('proclaim crash').reply()
    expect(told.shownTo).toBe(slack.userId)
    const [{ details } = { details: {} }] = on.paperboy.logged.slice(-1)
    expect(textOf(told)).toContain((details as { incident: string }).incident)
    expect(textOf(told)).not.toContain('secret of ours')
  })
})

describe('on Slack’s side', () => {
  it('an answer that was not taken in time is not said twice', async () => {
    const { slack } = echo
    echo.fault('response_url', 'create-then-500')
    const asked = slack.slash(`echo ${typedWord}`)
    expect(await echo.note()).toMatchObject({
      level: 'error',
      message: 'Slack: could not show an answer',
    })
    await slack.slash('echo next').reply()
    expect(asked.replies().filter((message) => textOf(message).includes(typedWord))).toHaveLength(1)
    expect(slack.asked('response_url').filter(({ fault }) => fault !== undefined)).toHaveLength(1)
    expect(slack.ephemerals(slack.channelId, asked.user)).toHaveLength(
      slack.asked('response_url').length,
    )
  })

  it('an answer waits as long as it is told', async () => {
    const { slack } = echo
    echo.fault('response_url', '429')
    expect(textOf(await slack.slash('echo patient').reply())).toContain('Echo patient')
    expect(echo.levels()).toEqual([])
  })

  it('a change is made again when nobody knows whether it was made', async () => {
    const { slack } = echo
    const answer = await slack.slash('echo h').reply()
    echo.fault('response_url', 'drop')
    expect(textOf(await slack.press(answer, 'Again').reply())).toContain('hAgain')
  })

  it('an address that is used up is said around', async () => {
    const { slack } = echo
    const answer = await slack.slash('echo i').reply()
    echo.fault('response_url', { error: 'used_url' }, 2)
    const pressed = slack.press(answer, 'Again')
    const beside = await until('an answer', () =>
      slack
        .ephemerals(answer.channel, pressed.user)
        .find((message) => textOf(message).includes('iAgain')),
    )
    expect(beside.ts).not.toBe(answer.ts)
  })

  it('a person nobody knows is answered all the same', async () => {
    const { slack } = echo
    const stranger = slack.addPerson({ name: 'lin' })
    slack.changeChannel(slack.channelId, {
      members: new Set([...(slack.channel(slack.channelId)?.members ?? []), stranger.id]),
    })
    echo.fault('users.info', { error: 'fatal_error' })
    const told = await slack.slash('echo j', { user: stranger.id }).reply()
    expect(textOf(told)).toContain('Echo j')
    const refused = await slack.slash('manage', { user: slack.userId }).reply()
    expect(textOf(refused)).toContain('Managed')
  })
})

describe('a picture that Slack cannot fetch', () => {
  it.each([
    ['a slash command', 'response_url', () => echo.slack.slash('echo picture')],
    ['direct messages', 'chat.postMessage', () => echo.slack.dm('echo picture')],
  ] as const)('costs an answer to %s the picture alone', async (_, method, ask) => {
    echo.fault(method, unfetched)
    const before = echo.slack.asked(method).length
    const answer = await ask().reply()
    expect(textOf(answer)).toContain('Echo picture')
    expect(labelsOf(answer)).toContain('Again')
    const [first, second] = echo.slack
      .asked(method)
      .slice(before)
      .map(({ body }) => JSON.stringify(body))
    expect(first).toContain(pictureUrl)
    expect(second).not.toContain(pictureUrl)
    // Slack's own client may tell the log why.
    expect(echo.noted().map(({ message }) => message)).not.toContain('Slack refuses an answer')
  })
})

describe('what takes its time', () => {
  it('is announced', async () => {
    const { slack } = echo
    const asked = slack.slash('echo slowly')
    await until('both', () => (asked.replies().length === 2 ? true : undefined))
    expect(asked.replies().map(textOf)).toEqual([
      expect.stringContaining('Looking'),
      expect.stringContaining('Echo slowly'),
    ])
  })
})
