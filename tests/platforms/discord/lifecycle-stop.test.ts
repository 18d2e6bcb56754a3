// The end: nothing new is begun, what runs is finished if it can be, and nothing is left.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { type DiscordStand, openDiscord } from '../../stands/discord/discord.ts'
import { textOf } from '../../stands/discord/exchange.ts'
import { until } from '../../stands/discord/until.ts'
import { ask, closeProcesses, openProcess, openProcesses } from './lifecycle-processes.ts'

afterAll(closeProcesses)

/** A command that answers when it is let, and how to let it. */
function slowCommand() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const slow = defineCommand({
    name: 'slow',
    summary: 'Takes its time',
    examples: ['slow'],
    options: z.object({}),
    visibility: 'public',
    async run() {
      await promise
      return { title: 'At last', blocks: [] }
    },
  })
  return { slow, finish: resolve }
}

describe.concurrent('stopping', () => {
  it('finishes what runs, and begins nothing new', async () => {
    const { slow, finish } = slowCommand()
    const on = await openProcess({ extra: [slow] })
    const running = on.discord.slash({ subcommand: 'slow' })
    await running.ack()
    let isOver = false
    const stopped = on.adapter.stop().then(() => {
      isOver = true
    })
    const late = on.discord.slash({ subcommand: 'slow' })
    const to = {
      platform: 'discord',
      workspace: on.discord.guild.id,
      channel: on.discord.channelId,
    }
    const view = { title: 'Late', blocks: [] }
    expect(await on.adapter.post(to, view, { key: 'late' })).toMatchObject({ status: 'failed' })
    expect(isOver).toBe(false)
    finish()
    await stopped
    expect(textOf(await running.reply())).toContain('At last')
    expect(on.asked('POST', new RegExp(`^/interactions/${late.id}/`))).toEqual([])
    expect(on.discord.sessions.connected).toBe(0)
    expect(on.adapter.connected()).toBe(false)
    expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
    expect(on.discord.violations).toEqual([])
  })

  it('waits for a posting that is under way', async () => {
    const on = await openProcess()
    const to = {
      platform: 'discord',
      workspace: on.discord.guild.id,
      channel: on.discord.channelId,
    }
    const posted = on.adapter.post(to, { title: 'Just so', blocks: [] }, { key: 'just' })
    await on.adapter.stop()
    expect(await posted).toMatchObject({ status: 'sent' })
  })

  it('does not wait for ever, and says that an answer was cut off', async () => {
    const on = await openProcesses()
    const adapter = await on.start({ graceMs: 200 })
    on.discord.fault({ method: 'PATCH', path: /@original$/, do: 'hang' })
    on.discord.slash({ subcommand: 'stats' })
    await until('the answer to hang', () => on.asked('PATCH', /@original$/)[0])
    await adapter.stop()
    expect(on.discord.sessions.connected).toBe(0)
    await until('the words about it', () =>
      on.logged.some(({ message }) => message === 'Discord: could not show an answer'),
    )
    expect(on.asked('PATCH', /@original$/)).toHaveLength(1)
  })

  it('may be said twice', async () => {
    const on = await openProcess()
    await ask(on)
    await Promise.all([on.adapter.stop(), on.adapter.stop()])
    await on.adapter.stop()
    expect(on.discord.sessions.connected).toBe(0)
    expect(on.discord.violations).toEqual([])
  })
})

describe.concurrent('a process that has stopped ends by itself', () => {
  it('when it was running', async () => {
    const discord = await openedDiscord()
    const child = startChild(discord)
    await until('the start', () => child.said().includes('started'))
    expect(textOf(await discord.slash({ subcommand: 'greet' }).reply())).toContain('Hello')
    expect(await child.stop()).toEqual({ code: 0, said: 'started\nstopped\n', complained: '' })
    expect(discord.violations).toEqual([])
  })

  it('when an answer hangs', async () => {
    const discord = await openedDiscord()
    discord.fault({ method: 'PATCH', path: /@original$/, do: 'hang' })
    const child = startChild(discord)
    await until('the start', () => child.said().includes('started'))
    discord.slash({ subcommand: 'greet' })
    await until('the answer to hang', () => discord.requests.some(({ fault }) => fault === 'hang'))
    expect(await child.stop()).toMatchObject({ code: 0, complained: '' })
  })

  it('when it was still connecting', async () => {
    const discord = await openedDiscord({ shards: 2 })
    const child = startChild(discord, 'at once')
    // The second shard waits five seconds for its turn.
    await until('the first shard', () => discord.sessions.connected === 1)
    expect(await child.stop()).toEqual({ code: 0, said: 'stopped\n', complained: '' })
    expect(discord.sessions).toMatchObject({ identifies: 1, connected: 0 })
  })

  it('when Discord said nothing yet', async () => {
    const discord = await openedDiscord()
    discord.fault({ path: /^\/gateway\/bot$/, do: 'hang' })
    const child = startChild(discord, 'at once')
    await until('the question', () => discord.requests[0])
    expect(await child.stop()).toEqual({ code: 0, said: 'stopped\n', complained: '' })
    expect(discord.sessions.identifies).toBe(0)
  })
})

const discords: DiscordStand[] = []
const children: (() => void)[] = []
afterAll(async () => {
  for (const kill of children) kill()
  await Promise.all(discords.map((discord) => discord.close()))
})

async function openedDiscord(options: Parameters<typeof openDiscord>[0] = {}) {
  const discord = await openDiscord(options)
  discords.push(discord)
  return discord
}

/** Starts a process; `stop` lets it stop and tells how it ended. */
function startChild({ api, token }: DiscordStand, when = 'when started') {
  const file = join(import.meta.dirname, 'lifecycle-child.ts')
  const child = spawn(process.execPath, [file, api, token, when])
  children.push(() => child.kill('SIGKILL'))
  let said = ''
  let complained = ''
  child.stdout.on('data', (part) => {
    said += part
  })
  child.stderr.on('data', (part) => {
    complained += part
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    said: () => said,
    async stop() {
      child.stdin.write('stop\n')
      return { code: await ended, said, complained }
    },
  }
}
