// What people, channels and workspaces set: each for itself, and only by who may.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Origin } from '../../src/bot/invocation.ts'
import type { Button, View } from '../../src/bot/view.ts'
import { parseWords } from '../../src/bot/words.ts'
import { createSettings } from '../../src/store/settings.ts'
import { openStand, origin, type Stand } from '../stands/paperboy.ts'

let stand: Stand
beforeEach(async () => {
  stand = await openStand([])
})
afterEach(() => stand.close())

const ask = (line: string, from: Partial<Origin> = {}) =>
  stand.bot.prepare(parseWords(line, stand.bot.commands), { ...origin, ...from }).run()
const press = (view: View, label: string) => {
  const button = buttonsOf(view).find((each) => each.label === label)
  if (button === undefined || !('invoke' in button)) throw new Error(`no button ${label}`)
  return stand.bot.prepare(button.invoke, origin).run()
}
const buttonsOf = ({ blocks }: View): readonly Button[] =>
  blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
const factsOf = ({ blocks }: View) =>
  Object.fromEntries(
    blocks
      .flatMap((block) => (block.kind === 'facts' ? block.facts : []))
      .map(({ name, value }) => [name, value]),
  )
const person = (user = 'U1', workspace = 'W1') =>
  createSettings(stand.database).read('person', { platform: 'test', workspace, user })

describe('settings mine', () => {
  it('is what settings alone shows', async () => {
    expect(await ask('settings')).toEqual(await ask('settings mine'))
    expect(factsOf(await ask('settings'))).toEqual({
      'Time zone': 'not known yet',
      Hour: '09:00',
      Weekends: 'no: on Monday instead',
      'Quiet hours': 'none',
    })
  })

  it('sets everything in one line, and shows what was set', async () => {
    const view = await ask('settings mine new york hour:8am weekends:yes quiet:"10pm to 6:30"')
    expect(view.title).toBe('Your settings are saved')
    expect(factsOf(view)).toEqual({
      'Time zone': 'America/New_York; it is 08:00 there',
      Hour: '08:00',
      Weekends: 'yes',
      'Quiet hours': '22:00 to 06:30',
    })
    expect(await person()).toEqual({
      timeZone: 'America/New_York',
      hour: '08:00',
      weekends: true,
      quiet: { from: '22:00', to: '06:30' },
    })
  })

  it('changes what is named and nothing else, and goes back to the profile and to no quiet hours', async () => {
    await ask('settings mine berlin quiet:22-07')
    await ask('settings mine hour:10', { timeZone: 'Asia/Tokyo' })
    expect(await person()).toMatchObject({ timeZone: 'Europe/Berlin', hour: '10:00' })
    const view = await ask('settings mine auto quiet:off', { timeZone: 'Asia/Tokyo' })
    expect(await person()).toEqual({ hour: '10:00', weekends: false })
    expect(factsOf(view)['Time zone']).toBe('Asia/Tokyo, as far as I can tell; it is 21:00 there')
  })

  it('is one person’s in one workspace', async () => {
    await ask('settings mine hour:07:00')
    expect((await person('U2')).hour).toBe('09:00')
    expect((await person('U1', 'W2')).hour).toBe('09:00')
    expect(factsOf(await ask('settings', { user: 'U2' })).Hour).toBe('09:00')
  })

  it('has buttons that turn weekends and quiet hours over, and a form filled with what holds', async () => {
    const on = await press(await ask('settings'), 'At weekends too')
    const quiet = await press(on, 'Quiet from 22:00 to 07:00')
    expect(await person()).toMatchObject({ weekends: true, quiet: { from: '22:00', to: '07:00' } })
    const form = buttonsOf(quiet).find(({ label }) => label === 'Change')
    if (form === undefined || !('invoke' in form)) throw new Error('no form')
    expect(stand.bot.form(form.invoke)?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['zone', undefined],
      ['hour', '09:00'],
      ['weekends', 'yes'],
      ['quiet', '22:00-07:00'],
    ])
    await press(await press(quiet, 'Not at weekends'), 'No quiet hours')
    expect(await person()).toEqual({ hour: '09:00', weekends: false })
  })

  it('offers places to whoever’s zone nobody knows; choosing one sets it', async () => {
    const view = await ask('settings')
    const choice = view.blocks.find((block) => block.kind === 'choice')?.choice
    const option = choice?.options.find(({ label }) => label.includes('Istanbul'))
    if (option === undefined) throw new Error('Istanbul is not offered')
    await stand.bot.prepare(option.invoke, origin).run()
    expect((await person()).timeZone).toBe('Europe/Istanbul')
    expect((await ask('settings')).blocks.some(({ kind }) => kind === 'choice')).toBe(false)
  })

  it.each([
    ['settings mine atlantis', 'I know no time zone “atlantis”.'],
    ['settings mine hour:25', 'hour is a time of day such as 09:00; “25” is none.'],
    [
      'settings mine quiet:22',
      'quiet is from when until when, such as 22-07, or off; “22” is neither.',
    ],
    [
      'settings mine quiet:9-9',
      'quiet is from when until when, such as 22-07, or off; “9-9” is neither.',
    ],
    ['settings mine weekends:perhaps', 'weekends is yes or no; “perhaps” is neither.'],
    ['settings nonsense', 'There is no command “settings nonsense”.'],
  ])('%s is refused kindly, and nothing is set', async (line, title) => {
    const view = await ask(line)
    expect(view).toMatchObject({ tone: 'mistake' })
    expect(view.title).toContain(title)
    expect(await person()).toEqual({ hour: '09:00', weekends: false })
  })

  it('offers the places a half-remembered name may mean', async () => {
    const view = await ask('settings mine istanb')
    expect(view.tone).toBe('mistake')
    expect(buttonsOf(view)[0]?.label).toContain('Istanbul')
  })
})

describe('settings channel', () => {
  it('turns link cards off and on again, in that channel alone', async () => {
    const off = await ask('settings channel links:off')
    expect(factsOf(off)).toEqual({ 'Cards for links to papers': 'off' })
    expect(factsOf(await ask('settings channel', { channel: 'C2' }))).toEqual({
      'Cards for links to papers': 'on',
    })
    const on = await press(off, 'Turn link cards on')
    expect(factsOf(on)).toEqual({ 'Cards for links to papers': 'on' })
  })

  it('says when the whole workspace has them off', async () => {
    await ask('settings workspace links:off')
    expect(factsOf(await ask('settings channel'))).toEqual({
      'Cards for links to papers': 'off in the whole workspace',
    })
  })

  it('is for whoever may manage the channel', async () => {
    const permissions = { 'manage-channel': { granted: false, needs: 'Manage Channels' } } as const
    expect((await ask('settings channel links:off', { permissions })).tone).toBe('mistake')
    expect(factsOf(await ask('settings channel'))).toEqual({ 'Cards for links to papers': 'on' })
  })
})

describe('settings workspace', () => {
  it('sets each thing by its button, in that workspace alone', async () => {
    const first = await ask('settings workspace')
    const second = await press(first, 'Digests by admins only')
    await press(second, 'Turn team signal on')
    const settings = createSettings(stand.database)
    const read = (workspace: string) => settings.read('workspace', { platform: 'test', workspace })
    expect(await read('W1')).toEqual({ digests: 'admins', links: true, teamSignal: true })
    expect(await read('W2')).toEqual({ digests: 'members', links: true, teamSignal: false })
  })

  it.each([
    [{ 'manage-channel': { granted: true } } as const, 'the right to manage this whole workspace'],
    [
      { 'manage-workspace': { granted: false, needs: 'the permission Manage Server' } } as const,
      'the permission Manage Server',
    ],
  ])('is for whoever may manage the workspace', async (permissions, needs) => {
    const view = await ask('settings workspace links:off', { permissions })
    expect(view.title).toBe(`That takes ${needs}, which you do not have here.`)
    expect(factsOf(await ask('settings workspace'))['Cards for links to papers']).toBe('on')
  })
})
