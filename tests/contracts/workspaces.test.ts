// What is remembered of workspaces, on each engine.
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { createNotes } from '../../src/store/notes.ts'
import { createSettings } from '../../src/store/settings.ts'
import {
  createWorkspaces,
  tablesOfWorkspaces,
  workspaceGraceMs,
} from '../../src/store/workspaces.ts'
import { describeOnEachDatabase } from './databases.ts'

const noon = Date.parse('2025-03-10T12:00:00Z')
const key = (workspace: string, platform = 'discord') => ({ platform, workspace })

describeOnEachDatabase('workspaces', (stand) => {
  const open = async () => createWorkspaces(await stand.open())

  test('are joined once, however often it is said and by however many', async () => {
    const workspaces = await open()
    const said = await Promise.all([1, 2, 3].map(() => workspaces.joined(key('1'), noon)))
    expect(said.toSorted()).toEqual(['first', 'known', 'known'])
    expect(await workspaces.joined(key('1', 'slack'), noon)).toBe('first')
    expect(await workspaces.present('discord')).toEqual(['1'])
  })

  test('that are left and joined again are welcomed again', async () => {
    const workspaces = await open()
    await workspaces.joined(key('1'), noon)
    await workspaces.left(key('1'), noon + 1)
    expect(await workspaces.present('discord')).toEqual([])
    expect(await workspaces.joined(key('1'), noon + 2)).toBe('first')
    expect(await workspaces.present('discord')).toEqual(['1'])
  })

  test('are forgotten after the grace, counted from the first word of leaving', async () => {
    const workspaces = await open()
    await workspaces.joined(key('1'), noon)
    await workspaces.joined(key('2'), noon)
    await workspaces.left(key('1'), noon)
    await workspaces.left(key('1'), noon + workspaceGraceMs)
    expect(await workspaces.purge(noon + workspaceGraceMs - 1)).toBe(0)
    expect(await workspaces.purge(noon + workspaceGraceMs)).toBe(1)
    expect(await workspaces.present('discord')).toEqual(['2'])
  })
})

describeOnEachDatabase('what is kept of a workspace', (stand) => {
  test('is deleted with it, whatever table it is in, and nothing of another', async () => {
    const database = await stand.open()
    const workspaces = createWorkspaces(database)
    const settings = createSettings(database)
    for (const workspace of ['1', '2']) {
      await workspaces.joined(key(workspace), noon)
      await settings.write('workspace', key(workspace), { digests: 'admins' })
    }
    await workspaces.left(key('1'), noon)
    await workspaces.purge(noon + workspaceGraceMs)
    expect(await settings.read('workspace', key('1'))).toMatchObject({ digests: 'members' })
    expect(await settings.read('workspace', key('2'))).toMatchObject({ digests: 'admins' })
  })

  test('stands in no table that the deletion forgets', async () => {
    const { db } = await stand.open()
    const tables = await db.introspection.getTables()
    const withWorkspace = tables
      .filter(({ columns }) => columns.some(({ name }) => name === 'workspace'))
      .map(({ name }) => name)
    // On PostgreSQL the schemas of other tests are listed too.
    expect([...new Set(withWorkspace)].toSorted()).toEqual(
      ['workspace', ...tablesOfWorkspaces].toSorted(),
    )
  })
})

describeOnEachDatabase('notes', (stand) => {
  test('are read as they were last written', async () => {
    const url = await stand.place()
    const first = await openDatabase(url)
    const notes = createNotes(first)
    expect(await notes.read('declared')).toBeUndefined()
    await notes.write('declared', 'a')
    await notes.write('declared', 'b')
    await first.close()
    const second = await openDatabase(url)
    expect(await createNotes(second).read('declared')).toBe('b')
    await second.close()
  })
})
