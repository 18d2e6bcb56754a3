// A paper asked for without saying which: a form finds it while its title is typed.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, openOnSlack, textOf } from '../../stands/on-slack.ts'

let on: OnSlack
beforeAll(async () => {
  on = await openOnSlack()
})
afterAll(async () => {
  await on.close()
  expect(on.slack.violations).toEqual([])
})

it.each([
  ['show', 'Attention Is All You Need'],
  ['similar', 'Attention Is All You Need'],
  ['save', 'Attention Is All You Need'],
  ['cite', '@'],
])('%s takes it from a select that searches papers', async (command, words) => {
  const { slack } = on
  const asked = await slack.slash(command).reply()
  expect(textOf(asked)).toContain(`${command} needs a paper.`)
  const modal = await slack.press(asked, 'Fill it in').modal()
  expect(JSON.stringify(modal)).toContain('"external_select"')
  const papers = await slack.suggest(modal, 'paper', 'attention is all').choices()
  expect(papers[0]?.value).toBe('1706.03762')
  slack.submit(modal, { paper: papers[0] ?? null })
  const answer = await until('an answer', () =>
    [slack.shown(asked), ...slack.ephemerals(asked.channel, slack.userId)].find(
      (message) => message.revision > 0 && textOf(message).includes(words),
    ),
  )
  expect(textOf(answer)).not.toContain('needs a paper')
})

it('is offered by the help of such a command, and takes an id that is not held', async () => {
  const { slack } = on
  const help = await slack.slash('help show').reply()
  const modal = await slack.press(help, 'Fill it in').modal()
  const papers = await slack.suggest(modal, 'paper', 'https://arxiv.org/abs/2506.20001v2').choices()
  expect(papers.map(({ value }) => value)).toContain('2506.20001')
})
