// What workspaces granted, on each engine.
import { expect, test } from 'vitest'
import { createInstallations } from '../../src/store/installations.ts'
import { createPrivacy } from '../../src/store/privacy.ts'
import { describeOnEachDatabase } from './databases.ts'

const t1 = { platform: 'slack', workspace: 'T1' }
const t2 = { platform: 'slack', workspace: 'T2' }
const whole = { platform: 'slack', workspace: 'E1' }

describeOnEachDatabase('installations', (stand) => {
  const open = async () => createInstallations(await stand.open())

  test('are of one workspace, and replaced when granted again', async () => {
    const installations = await open()
    await installations.keep(t1, { sealed: 'one', expiresAt: 900 }, 10)
    expect(await installations.find(t1)).toEqual({
      ...t1,
      sealed: 'one',
      expiresAt: 900,
      version: 1,
    })
    expect(await installations.find(t2)).toBeUndefined()
    expect(await installations.find({ ...t1, platform: 'other' })).toBeUndefined()
    await installations.keep(t1, { sealed: 'two' }, 20)
    expect(await installations.find(t1)).toEqual({ ...t1, sealed: 'two', version: 2 })
  })

  test('name who brought it, whoever renews it, until they want to be forgotten', async () => {
    const database = await stand.open()
    const installations = createInstallations(database)
    await installations.keep(t1, { sealed: 'one', installer: 'U1' }, 10)
    await installations.keep(t2, { sealed: 'other', installer: 'U1' }, 10)
    const found = await installations.find(t1)
    if (found === undefined) throw new Error('nothing was kept')
    expect(await installations.renew(found, { sealed: 'two' })).toBe(true)
    expect(await installations.find(t1)).toMatchObject({ sealed: 'two', installer: 'U1' })
    await createPrivacy(database).forget({ ...t1, user: 'U1' })
    expect(await installations.find(t1)).not.toHaveProperty('installer')
    expect(await installations.find(t2)).toMatchObject({ installer: 'U1' })
    await installations.keep(whole, { sealed: 'for all', installer: 'U1' }, 10)
    await installations.belongs({ ...t1, workspace: 'T3' }, 'E1', 11)
    await createPrivacy(database).forget({ ...t1, workspace: 'T3', user: 'U1' })
    expect(await installations.find(whole)).not.toHaveProperty('installer')
    expect(await installations.find(t2)).toMatchObject({ installer: 'U1' })
  })

  test('are an organisation’s where a workspace has none of its own', async () => {
    const installations = await open()
    await installations.keep(whole, { sealed: 'for all' }, 10)
    await installations.belongs(t1, 'E1', 11)
    expect(await installations.find(t1)).toMatchObject({ workspace: 'E1', sealed: 'for all' })
    await installations.keep(t1, { sealed: 'own' }, 12)
    await installations.belongs(t1, 'E1', 13)
    expect(await installations.find(t1)).toMatchObject({ workspace: 'T1', sealed: 'own' })
  })

  test('are renewed by one process at a time, and never over a newer one', async () => {
    const installations = await open()
    await installations.keep(t1, { sealed: 'one' }, 10)
    const found = await installations.find(t1)
    if (found === undefined) throw new Error('it is not there')
    const claims = await Promise.all([1, 2, 3].map(() => installations.claim(found, 50, 20)))
    expect(claims.filter((isClaimed) => isClaimed)).toHaveLength(1)
    expect(await installations.claim(found, 90, 50)).toBe(true)
    expect(await installations.renew(found, { sealed: 'two', expiresAt: 800 })).toBe(true)
    expect(await installations.renew(found, { sealed: 'three' })).toBe(false)
    expect(await installations.claim(found, 200, 100)).toBe(false)
    expect(await installations.find(t1)).toMatchObject({
      sealed: 'two',
      expiresAt: 800,
      version: 2,
    })
  })

  test('are forgotten with all that hangs by them, however often and late that is said', async () => {
    const installations = await open()
    await installations.keep(whole, { sealed: 'for all' }, 10)
    await installations.belongs(t1, 'E1', 11)
    await installations.keep(t2, { sealed: 'own' }, 12)
    expect((await installations.forget(whole, 20)).toSorted()).toEqual(['E1', 'T1'])
    expect(await installations.forget(whole, 20)).toEqual([])
    expect(await installations.find(t1)).toBeUndefined()
    expect(await installations.find(t2)).toMatchObject({ sealed: 'own' })
    await installations.keep(t2, { sealed: 'again' }, 31)
    expect(await installations.forget(t2, 30)).toEqual([])
    expect(await installations.find(t2)).toMatchObject({ sealed: 'again' })
  })
})
