// The same conversation on a Discord that none of us wrote, for what it can do.
import { ChannelType, InteractionResponseType, InteractionType } from 'discord.js'
import { DigitalDiscord } from 'discord-digital-twin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDiscord } from '../../../src/platforms/discord/adapter.ts'
import { createNotes } from '../../../src/store/notes.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'
import { openStand, type Stand } from '../../stands/paperboy.ts'

let twin: DigitalDiscord
let paperboy: Stand
let adapter: ReturnType<typeof createDiscord>
let channelId: string
let userId: string
const problems: object[] = []

beforeAll(async () => {
  twin = new DigitalDiscord({
    channels: [{ name: 'papers', type: ChannelType.GuildText }],
    users: [{ username: 'ada' }],
  })
  await twin.start()
  channelId = (await twin.prisma.channel.findMany())[0]?.id ?? ''
  userId = (await twin.getFirstNonBotUserId()) ?? ''
  paperboy = await openStand()
  const problem = (details: object, message: string) => void problems.push({ ...details, message })
  adapter = createDiscord({
    token: twin.botToken,
    api: twin.restUrl,
    shards: 'auto',
    workspaces: createWorkspaces(paperboy.database),
    notes: createNotes(paperboy.database),
    welcome: (name) => ({ title: name, blocks: [] }),
    now: Date.now,
    log: { info() {}, warn: problem, error: problem },
  })
  await adapter.start(paperboy.bot)
})
afterAll(async () => {
  await adapter.stop()
  await twin.stop()
  await paperboy.close()
})

const ada = () => twin.channel(channelId).user(userId)

type Sent = { readonly id: string }

/** The message an interaction was answered with, once it is there in full. */
async function answerTo({ id }: Sent): Promise<{ readonly id: string; readonly text: string }> {
  const channel = twin.channel(channelId)
  await channel.waitForInteractionAck({ interactionId: id, timeout: 30_000 })
  return until('the answer in full', async () => {
    const response = await channel.getInteractionResponse(id)
    const message = (await channel.getMessages()).find((one) => one.id === response?.messageId)
    const components = message?.components ?? []
    if (message === undefined || components.length === 0) return undefined
    return { id: message.id, text: JSON.stringify(components) }
  })
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < 1500; n++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`${what}: nothing within half a minute`)
}

const ask = (name: string, options: Readonly<Record<string, string>> = {}) =>
  ada().runSlashCommand({
    name: 'paper',
    options: [
      {
        name,
        type: 1,
        options: Object.entries(options).map(([option, value]) => ({
          name: option,
          type: 3,
          value,
        })),
      },
    ],
  })

/** The id of the button with this label. */
function buttonIn(text: string, label: string): string {
  const found = new RegExp(`"label":"${label}"[^}]*?"custom_id":"([^"]+)"`).exec(text)
  if (found?.[1] === undefined) throw new Error(`there is no button ${label}`)
  return found[1]
}

describe('on the twin', () => {
  it('the commands are registered', async () => {
    const commands = await twin.prisma.applicationCommand.findMany()
    expect(commands.map(({ name }) => name).sort()).toEqual(['Find papers', 'paper'])
  })

  it('a search is answered, and its pages turn in place', async () => {
    const first = await answerTo(await ask('search', { query: 'learning' }))
    expect(first.text).toContain('1–5 of')
    await ada().clickButton({ messageId: first.id, customId: buttonIn(first.text, 'Next') })
    const turned = await until('the second page', async () => {
      const messages = await twin.channel(channelId).getMessages()
      const text = JSON.stringify(messages.find(({ id }) => id === first.id)?.components)
      return text.includes('6–10 of') ? text : undefined
    })
    expect(turned).toContain('Previous')
  })

  // The twin puts an answer to a button where the pressed message stands; where it belongs is for the other stand to say.
  it('details are answered', async () => {
    const list = await answerTo(await ask('search', { query: 'mamba' }))
    const id = buttonIn(list.text, 'Details')
    const card = await answerTo(await ada().clickButton({ messageId: list.id, customId: id }))
    expect(card.text).toContain('Similar')
  })

  it('a menu of candidates leads to the paper', async () => {
    const asked = await answerTo(await ask('show', { paper: 'diffusion' }))
    const [, customId = ''] = /"custom_id":"(menu[^"]*)"/.exec(asked.text) ?? []
    const [, value = ''] = /"value":"(u\/show[^"]*)"/.exec(asked.text) ?? []
    await ada().selectMenu({ messageId: asked.id, customId, values: [value] })
    await until('the card', async () => {
      const messages = await twin.channel(channelId).getMessages()
      const text = JSON.stringify(messages.find(({ id }) => id === asked.id)?.components)
      return text.includes('Similar') ? text : undefined
    })
  })

  it('a form opens with what was asked, and is answered', async () => {
    const found = await answerTo(await ask('search', { query: 'state space' }))
    const customId = buttonIn(found.text, 'Change')
    const { id } = await ada().clickButton({ messageId: found.id, customId })
    const channel = twin.channel(channelId)
    await channel.waitForInteractionAck({ interactionId: id, timeout: 30_000 })
    const response = await channel.getInteractionResponse(id)
    expect(response?.type).toBe(InteractionResponseType.Modal)
    expect(response?.data).toContain('state space')
    const fields = [{ customId: 'query', value: 'mamba' }]
    const answer = await answerTo(await ada().submitModal({ customId, fields }))
    expect(answer.text).toContain('Mamba')
  })

  it('suggestions are given', async () => {
    const focused = { name: 'paper', type: 3, value: 'attention is', focused: true }
    const { id } = await twin.simulateInteraction({
      type: InteractionType.ApplicationCommandAutocomplete,
      channelId,
      userId,
      guildId: twin.guildId,
      data: {
        id: '1',
        name: 'paper',
        type: 1,
        options: [{ name: 'show', type: 1, options: [focused] }],
      },
    })
    await twin.channel(channelId).waitForInteractionAck({ interactionId: id, timeout: 30_000 })
    const response = await twin.channel(channelId).getInteractionResponse(id)
    expect(response?.type).toBe(InteractionResponseType.ApplicationCommandAutocompleteResult)
    expect(response?.data).toContain('1706.03762')
  })

  it('nothing of it went wrong', () => {
    expect(problems).toEqual([])
  })
})
