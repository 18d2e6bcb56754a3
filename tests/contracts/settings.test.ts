// What workspaces, channels and people set, on each engine.
import { expect, test } from 'vitest'
import { createSettings } from '../../src/store/settings.ts'
import { describeOnEachDatabase } from './databases.ts'

const w1 = { platform: 'slack', workspace: 'W1' }
const w2 = { platform: 'slack', workspace: 'W2' }

describeOnEachDatabase('settings', (stand) => {
  const unset = { hour: '09:00', weekends: false }
  const open = async () => createSettings(await stand.open())

  test('are the defaults until something is set, and again after it is taken back', async () => {
    const settings = await open()
    const defaults = { digests: 'members', links: true, teamSignal: false }
    expect(await settings.read('workspace', w1)).toEqual(defaults)
    await settings.write('workspace', w1, { digests: 'admins', links: false })
    await settings.write('workspace', w1, { links: undefined })
    expect(await settings.read('workspace', w1)).toEqual({ ...defaults, digests: 'admins' })
  })

  test('of one owner are nobody else’s, though their ids are the same', async () => {
    const settings = await open()
    await settings.write('channel', { ...w1, channel: 'X' }, { links: false })
    await settings.write('person', { ...w1, user: 'X' }, { timeZone: 'Asia/Kolkata' })
    expect(await settings.read('channel', { ...w2, channel: 'X' })).toEqual({ links: true })
    expect(await settings.read('person', { ...w2, user: 'X' })).toEqual(unset)
    expect(await settings.read('channel', { ...w1, channel: 'X' })).toEqual({ links: false })
    expect(await settings.read('person', { ...w1, user: 'X' })).toEqual({
      ...unset,
      timeZone: 'Asia/Kolkata',
    })
    expect(await settings.read('workspace', w1)).toMatchObject({ links: true })
  })

  test('are told apart by whose they are, though one asks from somewhere as somebody', async () => {
    const settings = await open()
    const asked = { ...w1, channel: 'C1', user: 'U1' }
    await settings.write('channel', asked, { links: false })
    await settings.write('person', asked, { timeZone: 'Asia/Kolkata' })
    expect(await settings.read('workspace', asked)).toMatchObject({ links: true })
    expect(await settings.read('channel', { ...w1, channel: 'C1' })).toEqual({ links: false })
    const person = { ...w1, user: 'U1' }
    expect(await settings.read('person', person)).toMatchObject({ timeZone: 'Asia/Kolkata' })
  })

  test('that today’s schema does not know count as not set', async () => {
    const database = await stand.open()
    const row = { ...w1, owner: '@U1' }
    await database.db
      .insertInto('setting')
      .values([
        { ...row, name: 'timeZone', value: '"Atlantis/Capital"' },
        { ...row, name: 'mood', value: '"blue"' },
        { ...row, name: 'hour', value: '"24:00"' },
        { ...row, name: 'quiet', value: '{"from":"22:00"}' },
      ])
      .execute()
    const settings = createSettings(database)
    expect(await settings.read('person', { ...w1, user: 'U1' })).toEqual(unset)
  })
})
