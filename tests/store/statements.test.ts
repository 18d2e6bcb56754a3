// Statements are prepared once, and read what is there all the same.
import SqliteFile from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepStatements } from '../../src/store/statements.ts'

let file: SqliteFile.Database
beforeEach(() => {
  file = new SqliteFile(':memory:')
  file.exec("create table paper (id text); insert into paper values ('1'), ('2')")
})
afterEach(() => file.close())

it('the same statement is given again, as long as it is among the last two hundred', () => {
  const kept = keepStatements(file)
  const first = kept.prepare('select 0')
  expect(kept.prepare('select 0')).toBe(first)
  for (let n = 1; n < 200; n++) kept.prepare(`select ${n}`)
  expect(kept.prepare('select 0')).toBe(first)
  for (let n = 1; n < 201; n++) kept.prepare(`select ${n}`)
  expect(kept.prepare('select 0')).not.toBe(first)
})

it('it has the columns that there are by now', () => {
  const { prepare } = keepStatements(file)
  expect(prepare('select * from paper').all([])).toEqual([{ id: '1' }, { id: '2' }])
  file.exec("alter table paper add column title text default 'untitled'")
  expect(prepare('select * from paper').all([])[0]).toEqual({ id: '1', title: 'untitled' })
})

it('nobody is given one that somebody is still reading from', () => {
  const { prepare } = keepStatements(file)
  const reading = prepare('select id from paper order by id').iterate([])
  expect(reading.next().value).toEqual({ id: '1' })
  expect(prepare('select id from paper order by id').all([])).toHaveLength(2)
  expect(reading.next().value).toEqual({ id: '2' })
  expect(reading.next().done).toBe(true)
})
