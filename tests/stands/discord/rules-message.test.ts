// What Discord refuses of messages, at its limits: what is just allowed passes, one more does not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DiscordStand, openDiscord } from './discord.ts'
import { hasOpenApi } from './openapi.ts'
import { attempt, openTinyBot, type TinyBot } from './tiny-bot.ts'

let discord: DiscordStand
let bot: TinyBot

beforeAll(async () => {
  discord = await openDiscord()
  bot = await openTinyBot(discord)
})
afterAll(async () => {
  await bot.close()
  await discord.close()
})

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const x = (length: number) => 'x'.repeat(length)
const text = (content: string) => ({ type: 10, content })
const row = (...components: object[]) => ({ type: 1, components })
const button = (index: number, more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'b',
  custom_id: `b${index}`,
  ...more,
})
const link = (url: string) => ({ type: 2, style: 5, label: 'l', url })
const option = (index: number) => ({ label: `o${index}`, value: `${index}` })
const select = (options: object[], more: object = {}) => ({
  type: 3,
  custom_id: 's',
  options,
  ...more,
})
const v2 = (...components: object[]) => ({ flags: 1 << 15, components })
const section = (texts: object[], accessory?: object) => ({
  type: 9,
  components: texts,
  ...(accessory ? { accessory } : {}),
})
const picture = (url: string) => ({ type: 11, media: { url } })
const gallery = (count: number) => ({
  type: 12,
  items: many(count, () => ({ media: { url: 'https://example.org/a.png' } })),
})

describe('a message is refused for', () => {
  it.each<[string, ok: object, refused: object, code: string]>([
    [
      '40 components',
      v2(...many(40, () => text('t'))),
      v2({ type: 17, components: many(40, () => text('t')) }),
      'MAX_TOTAL_COMPONENTS',
    ],
    [
      '4000 characters',
      v2(text(x(2000)), text(x(2000))),
      v2(text(x(2000)), text(x(2001))),
      'TEXT_SIZE',
    ],
    ['5 buttons', v2(row(...many(5, button))), v2(row(...many(6, (i) => button(i)))), 'WIDTH'],
    [
      'a select beside a button',
      v2(row(select([option(1)]))),
      v2(row(select([option(1)]), button(1))),
      'WIDTH',
    ],
    ['an empty row', v2(row(button(1))), v2(row()), 'BAD_LENGTH'],
    [
      'an empty container',
      v2({ type: 17, components: [text('t')] }),
      v2({ type: 17, components: [] }),
      'BAD_LENGTH',
    ],
    [
      'a label',
      v2(row(button(1, { label: x(80) }))),
      v2(row(button(1, { label: x(81) }))),
      'BAD_LENGTH',
    ],
    ['no label', v2(row(button(1))), v2(row({ type: 2, style: 1, custom_id: 'c' })), 'REQUIRED'],
    [
      'an id',
      v2(row(button(1, { custom_id: x(100) }))),
      v2(row(button(1, { custom_id: x(101) }))),
      'BAD_LENGTH',
    ],
    ['no id', v2(row(button(1))), v2(row({ type: 2, style: 1, label: 'l' })), 'REQUIRED'],
    [
      'an id given twice',
      v2(row(button(1)), row(button(2))),
      v2(row(button(1)), row(button(1))),
      'DUPLICATED',
    ],
    [
      'an address',
      v2(row(link(`https://a.org/${x(498)}`))),
      v2(row(link(`https://a.org/${x(499)}`))),
      'BAD_LENGTH',
    ],
    [
      'a scheme',
      v2(row(link('discord://-/users/1'))),
      v2(row(link('javascript:alert(1)'))),
      'SCHEME',
    ],
    ['no address', v2(row(link('https://a.org'))), v2(row(link('a.org'))), 'INVALID_URL'],
    [
      '25 options',
      v2(row(select(many(25, option)))),
      v2(row(select(many(26, option)))),
      'BAD_LENGTH',
    ],
    ['no options', v2(row(select([option(1)]))), v2(row(select([]))), 'BAD_LENGTH'],
    [
      'options alike',
      v2(row(select([option(1), option(2)]))),
      v2(row(select([option(1), option(1)]))),
      'VALUE_DUPLICATED',
    ],
    [
      'a long option',
      v2(row(select([{ label: x(100), value: x(100), description: x(100) }]))),
      v2(row(select([{ label: x(101), value: 'v' }]))),
      'BAD_LENGTH',
    ],
    ['text of nothing', v2(text('t')), v2(text(' \n')), 'REQUIRED'],
    [
      'a section of four',
      v2(
        section(
          many(3, () => text('t')),
          picture('https://a.org/p.png'),
        ),
      ),
      v2(
        section(
          many(4, () => text('t')),
          button(1),
        ),
      ),
      'BAD_LENGTH',
    ],
    [
      'a section with nothing beside',
      v2(section([text('t')], button(1))),
      v2(section([text('t')])),
      'REQUIRED',
    ],
    [
      'a picture by no address',
      v2(gallery(10)),
      v2(section([text('t')], picture('p.png'))),
      'INVALID_URL',
    ],
    ['eleven pictures', v2(gallery(10)), v2(gallery(11)), 'BAD_LENGTH'],
    ['a button in the open', v2(row(button(1))), v2(button(1)), 'UNION_TYPE'],
    [
      'content beside components',
      { content: x(2000) },
      { ...v2(text('t')), content: 'c' },
      'LEGACY_FIELDS',
    ],
    ['long content', { content: x(2000) }, { content: x(2001) }, 'BAD_LENGTH'],
    [
      'components without the flag',
      { content: 'c', components: [row(button(1))] },
      { components: [text('t')] },
      'UNION_TYPE',
    ],
    [
      'a flag that is not for it',
      { content: 'c', flags: 1 << 12 },
      { content: 'c', flags: 1 << 6 },
      'FLAGS',
    ],
  ])('%s', async (_, ok, refused, code) => {
    const before = discord.violations.length
    expect(await bot.post(discord.channelId, ok)).toMatchObject({ code: undefined })
    expect(discord.violations.slice(before)).toEqual([])
    const { code: number, words } = await bot.post(discord.channelId, refused)
    expect(number).toBe(50035)
    expect(words).toContain(code)
    expect(discord.violations.slice(before)).toEqual([expect.stringContaining(code)])
  })

  it('being empty', async () => {
    expect(await bot.post(discord.channelId, { content: ' ' })).toMatchObject({ code: 50006 })
    expect(await bot.post(discord.channelId, v2())).toMatchObject({ code: 50006 })
  })

  it('losing its flag in an edit, or gaining content', async () => {
    const { id } = await bot.post(discord.channelId, v2(text('t')))
    const path = `/channels/${discord.channelId}/messages/${id}` as const
    const edit = (body: object) =>
      attempt(() => bot.client.rest.patch(path, { body: { allowed_mentions: {}, ...body } }))
    expect((await edit({ flags: 0, components: [] })).words).toContain('cannot be removed')
    expect((await edit({ content: 'c' })).words).toContain('LEGACY_FIELDS')
    expect(await edit({ components: [text('other')] })).toMatchObject({ id })
    const { id: plain } = await bot.post(discord.channelId, { content: 'c' })
    const plainPath = `/channels/${discord.channelId}/messages/${plain}` as const
    const turn = (content: unknown) =>
      attempt(() =>
        bot.client.rest.patch(plainPath, {
          body: { allowed_mentions: {}, ...v2(text('t')), content },
        }),
      )
    expect((await turn(undefined)).words).toContain('LEGACY_FIELDS')
    expect(await turn(null)).toMatchObject({ id: plain })
  })
})

describe('Discord’s own description', () => {
  it.skipIf(!hasOpenApi)('has the last word on fields', async () => {
    const before = discord.violations.length
    await bot.post(discord.channelId, { content: 'c', colour: 'red' })
    await bot.post(discord.channelId, { ...v2(row(button(1, { lable: 'x' }))) })
    await bot.post(discord.channelId, { content: 'c', allowed_mentions: { users: ['me'] } })
    expect(discord.violations.slice(before)).toEqual([
      expect.stringMatching(/additional properties: colour$/),
      expect.stringMatching(/\/components\/0\/components\/0 .*additional properties: lable$/),
      expect.stringMatching(/\/allowed_mentions\/users\/0 must match pattern/),
    ])
  })
})
