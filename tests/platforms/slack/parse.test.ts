// What people type behind /paper, with the slips they make, and what Slack makes of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askerOf, invocationOf, unescaped } from '../../../src/platforms/slack/parse.ts'
import { openStand, type Stand } from '../../stands/paperboy.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand([])
})
afterAll(() => stand.close())

describe('a line behind /paper', () => {
  it.each([
    ['', 'help', {}],
    ['  ', 'help', {}],
    ['?', 'help', {}],
    ['help search', 'help', { command: 'search' }],
    ['diffusion models', 'search', { query: 'diffusion models' }],
    ['state “space models” sort:new', 'search', { query: 'state "space models"', sort: 'new' }],
    ['mamba', 'search', { query: 'mamba' }],
    ['search attention', 'search', { query: 'attention' }],
    ['<https://arxiv.org/abs/1706.03762>', 'show', { paper: 'https://arxiv.org/abs/1706.03762' }],
    [
      '<https://arxiv.org/abs/1706.03762|arxiv.org/abs/1706.03762>',
      'show',
      { paper: 'https://arxiv.org/abs/1706.03762' },
    ],
    ['1706.03762', 'show', { paper: '1706.03762' }],
    ['R&amp;D in &lt;ML&gt;', 'search', { query: 'R&D in <ML>' }],
    ['papers by <@U1|ada>', 'search', { query: 'papers by @ada' }],
    ['/paper', 'search', { query: '/paper' }],
  ])('%s', (text, command, options) => {
    expect(invocationOf(text, stand.bot.commands)).toEqual({ command, options })
  })

  it.each([
    ['serach attention', /Did you mean search\?/],
    ['trendin', /Did you mean trending\?/],
  ])('%s is asked about', async (text, words) => {
    const invocation = invocationOf(text, stand.bot.commands)
    const view = await stand.invoke(invocation)
    expect(JSON.stringify(view)).toMatch(words)
  })

  it('never reaches what only buttons ask for', () => {
    expect(invocationOf('card 1706.03762', stand.bot.commands).command).not.toBe('card')
  })
})

describe('what Slack writes its own way', () => {
  it.each([
    ['<https://a.test/x?a=1&amp;b=2>', 'https://a.test/x?a=1&b=2'],
    ['<mailto:a@b.test|a@b.test>', 'a@b.test'],
    ['<#C1|general> and <#C2>', '#general and #C2'],
    ['<!here> <!subteam^S1|@team>', 'here @team'],
    ['&amp;lt;', '&lt;'],
    ['a < b > c', 'a < b > c'],
  ])('%s', (text, characters) => {
    expect(unescaped(text)).toBe(characters)
  })
})

describe('who asks', () => {
  it('is told by commands, presses and events, each in its way', () => {
    expect(
      askerOf({ team_id: 'T1', enterprise_id: 'E1', user_id: 'U1', channel_id: 'C1' }),
    ).toMatchObject({ workspace: 'T1', organisation: 'E1', user: 'U1', channel: 'C1' })
    const press = {
      team: { id: 'T1' },
      user: { id: 'U2', team_id: 'T2' },
      container: { channel_id: 'C1' },
    }
    expect(askerOf(press)).toMatchObject({ workspace: 'T1', user: 'U2', team: 'T2', channel: 'C1' })
    expect(
      askerOf({ team: null, user: { id: 'U1', team_id: 'T1' }, enterprise: { id: 'E1' } }),
    ).toMatchObject({ workspace: 'T1', organisation: 'E1', channel: '@U1' })
    const event = { team_id: 'T9', authorizations: [{ team_id: 'T1', enterprise_id: null }] }
    expect(askerOf(event, { user: 'U1', channel: 'C1' })).toMatchObject({
      workspace: 'T1',
      organisation: undefined,
    })
  })
})
