// Tokens of the loopback Slack: whose they are, how they are granted, renewed and ended.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usualManifest } from './manifest.ts'
import { openSlack, type SlackStand } from './slack.ts'
import { attempt, clientOf } from './tiny-bot.ts'

let slack: SlackStand
beforeAll(async () => {
  slack = await openSlack()
})
afterAll(() => slack.close())

describe('tokens', () => {
  const client = (token: string) => clientOf(slack, token)

  it('that are unknown, revoked, or of the wrong kind are refused', async () => {
    expect((await attempt(client('xoxb-nobody').auth.test())).error).toBe('invalid_auth')
    const token = slack.tokenWith(['chat:write'])
    await client(token).auth.revoke()
    expect((await attempt(client(token).auth.test())).error).toBe('token_revoked')
    expect((await attempt(client(slack.appToken).auth.test())).error).toBe('not_allowed_token_type')
  })

  it('are fetched with a code, once', async () => {
    const team = slack.addTeam({ name: 'New lab', installed: false })
    const code = slack.grant({ team: team.id, by: slack.userId })
    const given = { client_id: slack.clientId, client_secret: slack.clientSecret, code }
    const installed = await client('').oauth.v2.access(given)
    expect(installed).toMatchObject({ team: { id: team.id }, token_type: 'bot' })
    expect((await client(String(installed.access_token)).auth.test()).team_id).toBe(team.id)
    expect((await attempt(client('').oauth.v2.access(given))).error).toBe('invalid_code')
  })

  it('rotate, and are those of an organisation', async () => {
    const settings = { ...(usualManifest.settings as object), token_rotation_enabled: true }
    const rotating = await openSlack({
      manifest: { ...usualManifest, settings },
      teams: [
        { enterprise: 'E1', installed: false },
        { name: 'Second', enterprise: 'E1', installed: false },
      ],
    })
    const [first, second] = [rotating.team, rotating.teams()[1]]
    const app = { client_id: rotating.clientId, client_secret: rotating.clientSecret }
    const code = rotating.grant({ enterprise: 'E1', by: 'U1' })
    const anonymous = clientOf(rotating, '')
    const installed = await anonymous.oauth.v2.access({ ...app, code })
    expect(installed).toMatchObject({
      is_enterprise_install: true,
      team: null,
      enterprise: { id: 'E1' },
    })
    const token = String(installed.access_token)
    const asked = { channel: rotating.channelId }
    const here = await clientOf(rotating, token).conversations.info({
      ...asked,
      team_id: first.id,
    } as never)
    expect(here.ok).toBe(true)
    const there = clientOf(rotating, token).conversations.info({
      ...asked,
      team_id: second?.id,
    } as never)
    expect((await attempt(there)).error).toBe('channel_not_found')
    rotating.advance(12 * 3_600_000)
    expect((await attempt(clientOf(rotating, token).auth.test())).error).toBe('token_expired')
    const refresh = { grant_type: 'refresh_token', refresh_token: installed.refresh_token }
    const renewed = await anonymous.oauth.v2.access({ ...app, ...refresh } as never)
    expect((await clientOf(rotating, String(renewed.access_token)).auth.test()).ok).toBe(true)
    const again = await attempt(anonymous.oauth.v2.access({ ...app, ...refresh } as never))
    expect(again.error).toBe('invalid_refresh_token')
    await rotating.close()
  })

  it('end with the app', async () => {
    const ended = await openSlack()
    const bot = clientOf(ended)
    const app = { client_id: ended.clientId, client_secret: ended.clientSecret }
    const wrong = await attempt(bot.apps.uninstall({ ...app, client_secret: 'no' }))
    expect(wrong.error).toBe('bad_client_secret')
    await bot.apps.uninstall(app)
    expect((await attempt(bot.auth.test())).error).toBe('account_inactive')
    await ended.close()
  })
})
