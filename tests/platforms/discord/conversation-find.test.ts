// “Find papers” on a message: addresses in it become cards, its words a search, whoever wrote it and however.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findPapersName } from '../../../src/platforms/discord/declare.ts'
import { componentsOf, textOf } from '../../stands/discord/exchange.ts'
import type { From } from '../../stands/discord/interactions.ts'
import type { Written } from '../../stands/discord/people.ts'
import type { Message } from '../../stands/discord/wire.ts'
import {
  acknowledgements,
  isPrivate,
  type OnDiscord,
  openOnDiscord,
  places,
  typedAs,
} from '../../stands/on-discord.ts'

let on: OnDiscord
beforeAll(async () => {
  on = await openOnDiscord()
})
afterAll(() => on.close())
afterEach(() => {
  expect(on.discord.violations).toEqual([])
  expect(on.logged.filter(({ level }) => level !== 'info')).toEqual([])
})

/** The private answer to “Find papers” on a message. */
async function find(message: Written | Message, from?: From): Promise<Message> {
  const exchange = on.discord.messageCommand(findPapersName, message, from)
  const reply = await exchange.reply()
  expect(isPrivate(reply)).toBe(true)
  expect(exchange.followUps()).toEqual([])
  expect(acknowledgements(on, exchange)).toBe(1)
  return reply
}

const attention = 'Attention Is All You Need'
const address = 'https://arxiv.org/abs/1706.03762'
const otherBot = { id: '90000000000000001', username: 'other-bot' }

/** A message of another bot's, made of components. */
const composed = (...components: readonly object[]) => ({
  author: otherBot,
  flags: 1 << 15,
  components: [{ type: 17, components }],
})

describe('an address in a message', () => {
  it.each(places)('becomes a card, in %s', async (_, from) => {
    const card = await find({ content: `have you read ${address}?` }, from)
    expect(textOf(card)).toContain(attention)
    expect(componentsOf(card).map(({ label }) => label)).toContain('Cite')
  })

  it('becomes one of several', async () => {
    const list = await find({
      content: `<${address}> or [this](https://arxiv.org/pdf/1810.04805v2)`,
    })
    expect(textOf(list)).toContain('2 papers in this message')
    expect(textOf(list)).toContain(attention)
    expect(textOf(list)).toContain('BERT')
  })

  it('that nobody has is said to be missing', async () => {
    const list = await find({ content: 'https://arxiv.org/abs/2506.99999' })
    expect(textOf(list)).toContain('2506.99999')
  })

  it.each([
    ['an embed', { embeds: [{ title: 'A paper', url: address }] }],
    ['an embed’s text', { embeds: [{ description: `[Read it](${address})` }] }],
    ['an embed’s field', { embeds: [{ fields: [{ name: 'Link', value: address }] }] }],
    ['a text of another bot’s', composed({ type: 10, content: `See ${address}` })],
    [
      'a button of another bot’s',
      composed(
        { type: 10, content: 'A paper' },
        { type: 1, components: [{ type: 2, style: 5, label: 'Read', url: address }] },
      ),
    ],
    [
      'a section of another bot’s',
      composed({
        type: 9,
        components: [{ type: 10, content: 'A paper' }],
        accessory: { type: 2, style: 5, label: 'Read', url: address },
      }),
    ],
    ['a forwarded message', { forwarded: `read ${address}` }],
  ])('is found in %s', async (_, parts) => {
    const card = await find({ content: '', ...parts })
    expect(textOf(card)).toContain(attention)
    expect(textOf(card)).not.toContain('papers in this message')
  })

  it('is found in our own answers', async () => {
    const typed = typedAs(on.paperboy.bot, 'show 1706.03762')
    const shared = await on.discord.press(await on.discord.slash(typed).reply(), 'Share').followUp()
    expect(textOf(await find(shared))).toContain(attention)
  })
})

describe('the words of a message', () => {
  it.each([
    ['content', { content: 'denoising diffusion' }],
    ['an embed', { content: '', embeds: [{ title: 'denoising', description: 'diffusion' }] }],
    ['another bot’s message', composed({ type: 10, content: 'denoising diffusion' })],
  ])('are searched for: %s', async (_, written) => {
    const found = await find(written)
    expect(textOf(found)).toContain('**Denoising Diffusion Probabilistic Models**')
  })

  it.each([
    ['very many', 'diffusion models of everything and nothing '.repeat(90)],
    ['markup', '**diffusion** `models` ||@everyone|| <@1> [x](javascript:alert)'],
    ['an emoji', '🚀'],
    ['punctuation', '?!… "" -'],
    ['an operator', 'diffusion OR'],
  ])('are looked at kindly: %s', async (_, content) => {
    expect(textOf(await find({ content }))).not.toBe('')
    expect(on.paperboy.logged).toEqual([])
  })
})

describe('a message without words', () => {
  it.each([
    ['at all', { content: '' }],
    ['but white space', { content: ' \n ' }],
    ['but a picture', { content: '', embeds: [{ type: 'image', url: '' }] }],
    ['but a line', composed({ type: 14, divider: true })],
  ])('%s is answered kindly', async (_, written) => {
    expect(textOf(await find(written))).toContain('There are no words in that message')
  })
})
