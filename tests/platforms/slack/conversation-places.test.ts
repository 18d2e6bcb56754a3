// Where people ask: what they are answered there, what they may change, and how an answer is shown to everybody.
import { beforeAll, describe, expect, it } from 'vitest'
import { createSettings } from '../../../src/store/settings.ts'
import { until } from '../../stands/discord/until.ts'
import { textOf } from '../../stands/on-slack.ts'
import { mentions } from '../../stands/slack/mrkdwn.ts'
import { openEchoes } from './conversation-echo.ts'

const echo = openEchoes()
const places = new Map<string, string>()

beforeAll(() => {
  const { slack } = echo
  places.set('a channel', slack.channelId)
  places.set('a channel without the bot', slack.addChannel({ bot: 'absent' }).id)
  places.set('a private channel', slack.addChannel({ kind: 'private' }).id)
  places.set(
    'a private channel without the bot',
    slack.addChannel({ kind: 'private', bot: 'absent' }).id,
  )
  places.set('direct messages with the bot', 'dm')
})

describe.each([
  ['a channel', undefined],
  ['a private channel', undefined],
  ['a channel without the bot', /\/invite @Paperboy/],
  ['a private channel without the bot', /\/invite @Paperboy/],
  ['direct messages with the bot', undefined],
] as const)('in %s', (place, refusal) => {
  const from = () => ({ channel: places.get(place) ?? '' })

  it('answers the asker alone, and shows the answer to everybody when told to', async () => {
    const { slack } = echo
    const asked = slack.slash('echo hello', from())
    const answer = await asked.reply()
    expect(answer.shownTo).toBe(asked.user)
    const pressed = slack.press(answer, 'Share')
    const shared = await until('the shared answer', () =>
      slack.messages(answer.channel).find((message) => textOf(message).includes('Shared by')),
    )
    expect(textOf(shared)).toContain('Shared by ada')
    expect(mentions(shared)).toEqual([])
    expect(textOf(shared)).toContain('Echo hello')
    await until('the button to go', () =>
      JSON.stringify(slack.shown(answer)).includes('"Share"') ? undefined : true,
    )
    expect(pressed.replies()).toHaveLength(2)
  })

  it('tells whether something can be posted there', async () => {
    const { slack } = echo
    const told = textOf(await slack.slash('manage', from()).reply())
    if (refusal === undefined) expect(told).toContain('Managed')
    else expect(told).toMatch(refusal)
    expect(told.includes('Between us')).toBe(place === 'direct messages with the bot')
  })

  it('shows a public answer to everybody', async () => {
    const { slack } = echo
    expect((await slack.slash('proclaim news', from()).reply()).shownTo).toBeUndefined()
  })
})

it('does not offer to share what is one’s own', async () => {
  const { slack } = echo
  const answer = await slack.slash('mine').reply()
  expect(JSON.stringify(answer)).not.toContain('Share')
})

it('sends files to the person alone, and says so', async () => {
  const { slack } = echo
  const answer = await slack.slash('echo file').reply()
  expect(textOf(answer)).toContain('papers.bib in our direct messages')
  const [uploaded] = slack.asked('files.completeUploadExternal')
  const { files } = (uploaded?.body ?? {}) as { files: { id: string }[] }
  expect(JSON.stringify(slack.file(files[0]?.id ?? ''))).toContain('papers.bib')
})

it('shows a file’s text where it may send none', async () => {
  const { slack } = echo
  echo.fault('files.getUploadURLExternal', {
    error: 'missing_scope',
    more: { needed: 'files:write' },
  })
  const answer = await slack.slash('echo file').reply()
  expect(textOf(answer)).toContain('@article{a}')
  expect(textOf(answer)).toContain('may not send files')
})

describe('who may change a channel', () => {
  const manage = async (user: string, channel: string) => {
    const { slack } = echo
    const known = slack.channel(channel)
    slack.changeChannel(channel, { members: new Set([...(known?.members ?? []), user]) })
    return textOf(await slack.slash('manage', { user, channel }).reply())
  }

  it('is every member, but no guest', async () => {
    const { slack } = echo
    const channel = slack.addChannel().id
    expect(await manage(slack.userId, channel)).toContain('Managed')
    for (const role of ['guest', 'single-channel guest'] as const) {
      const guest = slack.addPerson({ name: role, role })
      expect(await manage(guest.id, channel)).toContain('guests')
    }
  })

  it('is only admins and owners where the workspace says so', async () => {
    const { slack, on } = echo
    const settings = createSettings(on.paperboy.database)
    const workspace = { platform: 'slack', workspace: slack.team.id }
    await settings.write('workspace', workspace, { digests: 'admins' })
    const channel = slack.addChannel().id
    expect(await manage(slack.userId, channel)).toContain('an admin or owner')
    const owner = slack.addPerson({ name: 'olivia', role: 'owner' })
    expect(await manage(owner.id, channel)).toContain('Managed')
    await settings.write('workspace', workspace, { digests: undefined })
  })

  it('is nobody from another workspace, who gets answers all the same', async () => {
    const { slack } = echo
    const other = slack.addTeam({ name: 'Elsewhere', installed: false })
    const outsider = slack.addPerson({ name: 'otto' }, other.id)
    const channel = slack.addChannel({ sharedWith: [other.id] }, slack.team.id)
    const said = await slack.slash('proclaim shared', { channel: channel.id }).reply()
    const told = await slack.press(said, 'Aside', { user: outsider.id }).reply()
    expect(textOf(told)).toContain('sharedAside')
    const refused = await slack.press(said, 'Manage', { user: outsider.id }).reply()
    expect(textOf(refused)).toContain('membership of this workspace')
    expect(refused.shownTo).toBe(outsider.id)
  })
})
