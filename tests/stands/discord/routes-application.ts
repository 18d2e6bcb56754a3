// The routes about the bot itself: who it is, where its gateway is, and what commands it registers.
import { botMember } from './guilds.ts'
import { refusals } from './refusal.ts'
import type { Answer, Asked, Route } from './rest.ts'
import { demandCommands } from './rules-commands.ts'
import { type State, snowflake } from './state.ts'
import { type Command, type Fields, listOf, permission, permits } from './wire.ts'

export type GatewayInformation = {
  readonly url: string
  readonly shards: number
  readonly maxConcurrency: number
  /** IDENTIFYs left of 1000. */
  readonly remaining: number
}

/** The routes. */
export function applicationRoutes(state: State, gateway: () => GatewayInformation): Route[] {
  return [
    get('/gateway', () => ({ url: gateway().url })),
    get('/gateway/bot', () => gatewayBot(gateway())),
    get('/users/@me', () => ({ ...state.bot, verified: true, mfa_enabled: true, flags: 0 })),
    get('/applications/@me', () => application(state)),
    get('/oauth2/applications/@me', () => application(state)),
    get('/guilds/{guild_id}', (asked) => guildOf(state, asked)),
    get('/guilds/{guild_id}/members/{user_id}', (asked) => member(state, asked)),
    get('/guilds/{guild_id}/audit-logs', (asked) => auditLog(state, asked)),
    ...['', '/guilds/{guild_id}'].flatMap((scope) =>
      commandRoutes(state, `/applications/{application_id}${scope}/commands`),
    ),
  ]
}

const get = (path: string, body: (asked: Asked) => unknown): Route => ({
  method: 'GET',
  path,
  answer: (asked) => ({ status: 200, body: body(asked) }),
})

function gatewayBot({ url, shards, maxConcurrency, remaining }: GatewayInformation): Fields {
  const limit = { total: 1000, remaining, reset_after: 86_400_000, max_concurrency: maxConcurrency }
  return { url, shards, session_start_limit: limit }
}

function application(state: State): Fields {
  return {
    id: state.applicationId,
    name: 'Paperboy',
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    bot: state.bot,
    approximate_guild_count: state.guilds.size,
    integration_types_config: { 0: {}, 1: {} },
  }
}

function guildOf(state: State, asked: Asked): Fields {
  const guild = state.guilds.get(asked.param('guild_id'))
  if (guild === undefined) throw refusals.unknownGuild()
  const { id, name, ownerId, systemChannelId = null } = guild
  return { id, name, owner_id: ownerId, system_channel_id: systemChannelId }
}

function member(state: State, asked: Asked): Fields {
  const [guild, user] = [asked.param('guild_id'), asked.param('user_id')]
  if (!state.guilds.has(guild)) throw refusals.unknownGuild()
  if (state.departed.has(`${guild}/${user}`)) throw refusals.unknownMember()
  const person = { id: user, username: 'somebody', discriminator: '0', avatar: null }
  return { ...botMember(state), user: person }
}

const botAdded = 28

/** All that ever happened in a guild is that somebody added the bot. */
function auditLog(state: State, asked: Asked): Fields {
  const guild = state.guilds.get(asked.param('guild_id'))
  if (guild === undefined) throw refusals.unknownGuild()
  if (!permits(guild.botPermissions, permission.viewAuditLog)) throw refusals.missingPermissions()
  const type = asked.query.get('action_type')
  const added = { id: guild.id, action_type: botAdded, user_id: guild.addedBy }
  return {
    audit_log_entries:
      type === null || Number(type) === botAdded ? [{ ...added, target_id: state.bot.id }] : [],
    users: [],
    webhooks: [],
    integrations: [],
    threads: [],
    guild_scheduled_events: [],
    auto_moderation_rules: [],
    application_commands: [],
  }
}

function commandRoutes(state: State, path: string): Route[] {
  const registered = (asked: Asked) => state.commands.get(scopeOf(state, asked)) ?? []
  const one = `${path}/{command_id}`
  return [
    get(path, registered),
    { method: 'PUT', path, answer: (asked) => replaceAll(state, asked) },
    {
      method: 'POST',
      path,
      answer(asked) {
        const others = registered(asked).filter(
          ({ name, type }) => name !== asked.body.name || type !== (asked.body.type ?? 1),
        )
        const isNew = others.length === registered(asked).length
        const [command] = register(state, asked, [asked.body], others)
        return { status: isNew ? 201 : 200, body: command }
      },
    },
    get(one, (asked) => commandOf(registered(asked), asked)),
    {
      method: 'DELETE',
      path: one,
      answer(asked) {
        const gone = commandOf(registered(asked), asked)
        const left = registered(asked).filter(({ id }) => id !== gone.id)
        state.commands.set(scopeOf(state, asked), left)
        return { status: 204 }
      },
    },
  ]
}

function replaceAll(state: State, asked: Asked): Answer {
  return { status: 200, body: register(state, asked, listOf(asked.json), []) }
}

/** Keeps what is new beside the others; a name that was there keeps its id. */
function register(
  state: State,
  asked: Asked,
  added: readonly Fields[],
  others: readonly Command[],
): readonly Command[] {
  demandCommands([...added, ...others])
  const scope = scopeOf(state, asked)
  const before = state.commands.get(scope) ?? []
  const commands = added.map((body): Command => {
    const type = Number(body.type ?? 1)
    const same = before.find((old) => old.name === body.name && old.type === type)
    return {
      default_member_permissions: null,
      contexts: null,
      integration_types: [0],
      description: '',
      name: '',
      nsfw: false,
      ...body,
      type,
      id: same?.id ?? snowflake(),
      version: snowflake(),
      application_id: state.applicationId,
      ...(scope === '' ? {} : { guild_id: scope }),
    }
  })
  state.commands.set(scope, [...others, ...commands])
  return commands
}

function commandOf(commands: readonly Command[], asked: Asked): Command {
  const command = commands.find(({ id }) => id === asked.param('command_id'))
  if (command === undefined) throw refusals.unknownCommand()
  return command
}

/** The guild the commands are for, or nothing. */
function scopeOf(state: State, asked: Asked): string {
  if (asked.param('application_id') !== state.applicationId) throw refusals.missingAccess()
  const [, guildId] = /\/guilds\/(\d+)\//.exec(asked.path) ?? []
  if (guildId === undefined) return ''
  if (!state.guilds.has(guildId)) throw refusals.missingAccess()
  return guildId
}
