// Posting without a connection of one's own: said and found again, by an app that says who it is, with either settings.
import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Address } from '../../../src/bot/address.ts'
import { createSlackPoster } from '../../../src/platforms/slack/poster.ts'
import { createInstallations } from '../../../src/store/installations.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { type OnSlack, type Over, openOnSlack, textOf } from '../../stands/on-slack.ts'

let on: OnSlack
afterEach(() => on.close())

const key = 'k2345678901234567890123'
const silent = { info() {}, warn() {}, error() {} }

async function open(over: Over) {
  on = await openOnSlack({ over })
  const { database } = on.paperboy
  return createSlackPoster({
    ...on.config,
    installations: createInstallations(database),
    workspaces: createWorkspaces(database),
    fetch,
    now: Date.now,
    secretBytes: randomBytes,
    log: silent,
  })
}

describe.each<Over>(['sockets', 'http'])('with the settings for %s', (over) => {
  it('a message is posted, and in direct messages found by its key', async () => {
    const poster = await open(over)
    const { slack } = on
    const to: Address = { platform: 'slack', workspace: slack.team.id, channel: slack.channelId }
    const outcome = await poster.post(to, { title: 'Three papers', blocks: [] }, { key })
    expect(outcome).toMatchObject({ status: 'sent', receipt: { channel: slack.channelId } })
    expect(slack.messages(slack.channelId).map(textOf)).toEqual(['Three papers'])
    const person: Address = { platform: 'slack', workspace: slack.team.id, user: slack.userId }
    const told = await poster.post(person, { title: 'Three papers', blocks: [] }, { key })
    expect(await poster.find(person, key)).toEqual(told.status === 'sent' && told.receipt)
    expect(slack.violations).toEqual([])
  })

  it('the app says who it is, the same as the one that is connected', async () => {
    const poster = await open(over)
    const self = await poster.identity()
    expect(self).toMatch(/./)
    expect(await on.adapter.identity?.()).toBe(self)
  })

  it('a workspace without the bot is not posted to, or not in a channel of it', async () => {
    const poster = await open(over)
    const to: Address = { platform: 'slack', workspace: 'T0NOWHERE', channel: 'C0NOWHERE' }
    const outcome = await poster.post(to, { title: 'Three papers', blocks: [] }, { key })
    const scope = over === 'http' ? 'workspace' : 'destination'
    expect(outcome).toMatchObject({ status: 'rejected', scope })
  })
})
