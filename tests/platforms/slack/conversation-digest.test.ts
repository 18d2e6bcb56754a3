// A digest set up on Slack: the form with its pickers and its estimate, the look at what it comes to, and saving it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, openOnSlack, textOf } from '../../stands/on-slack.ts'

let on: OnSlack
beforeAll(async () => {
  on = await openOnSlack()
})
afterAll(() => on.close())

it('takes its hour from a picker and its zone from suggestions, tells what it would come to, and is saved', async () => {
  const { slack } = on
  const channel = slack.channelId
  const plan = await slack.slash('digest set', { channel }).reply()
  expect(textOf(plan)).toContain('Set up this digest?')
  const modal = await slack.press(plan, 'Change').modal()
  const shown = JSON.stringify(modal)
  expect(shown).toContain('"timepicker"')
  expect(shown).toContain('"external_select"')
  expect(shown).toMatch(/matched in the 4 weeks|no papers of the last four weeks|papers? a weekday/)

  const zones = await slack.suggest(modal, 'zone', 'kathm').choices()
  expect(zones[0]?.value).toBe('Asia/Kathmandu')
  const changed = slack.choose(modal, 'time', '07:30')
  // What it would come to is told anew.
  expect(JSON.stringify(await changed.view())).toContain('at 07:30')
  slack.submit(modal, { zone: zones[0] ?? null, query: 'attention' })
  const after = await until('the plan in place', () => {
    const now = slack.shown(plan)
    return now.revision > plan.revision && now
  })
  expect(textOf(after)).toContain('07:30')
  expect(textOf(after)).toContain('Asia/Kathmandu')
  const saved = slack.press(after, 'Save')
  await saved.ack()
  const kept = await until('the saved digest', () => {
    const now = slack.shown(plan)
    return now.revision > after.revision && now
  })
  expect(textOf(kept)).toContain('The digest is saved')
  const list = await slack.slash('digest', { channel }).reply()
  expect(textOf(list)).toContain('attention')
  expect(slack.violations).toEqual([])
})
