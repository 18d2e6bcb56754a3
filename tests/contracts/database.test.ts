// Opening a database: the schema both engines get, and the words for everything that can be wrong with one.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase, type Tables } from '../../src/store/database.ts'
import { StoreError } from '../../src/store/errors.ts'
import { steps as knownSteps } from '../../src/store/migrations/index.ts'
import { createPapers } from '../../src/store/papers.ts'
import { batchOf, paper } from './batches.ts'
import { describeOnEachDatabase } from './databases.ts'
import { startChild } from './processes.ts'

// Columns in the order of their names; a question mark where null may stand.
const schema = {
  action: 'id saved_at text',
  delivery:
    'attempt channel? destination due_at edition expires_at fence first_wire_at? key kind last_wire_at? late ' +
    'lease_until? looked_at? message? part parts platform reason? run_at settled_at? state subject turn turn_at ' +
    'under_channel? under_message? version workspace',
  edition: 'content key made_at',
  feed_day: 'changed_at day papers read_at settled source validator?',
  feedback: 'given_at paper person platform wants workspace',
  follow:
    'channel? created_at id last_match_at? likeness? muted_until? often paused_at? person platform query revision ' +
    'workspace zone?',
  hit: 'due_at? edition? follow found_at paper person platform workspace',
  installation:
    'claimed_until expires_at? granted_at installer? organisation? platform sealed? version workspace',
  lease: 'epoch holder name until_at',
  meta: 'key value',
  paper:
    'abstract ai_summary? authors categories? code_stars? code_url? comment? comments? doi? feed_day? ' +
    'first_seen_at id keywords? organization? project_url? published? revision source thumbnail_url? ' +
    'title title_key updated? updated_at version? votes? withdrawn',
  paper_alias: 'alias created_at paper_id revision',
  refusals: 'count minute platform',
  saved: 'paper person platform saved_at workspace',
  seen: 'key until_at',
  setting: 'name owner platform value workspace',
  shown: 'delivery destination paper platform workspace',
  subscription:
    'count created_at days destination id last_at? last_date? layout missed? next_at? next_date? paused_until? ' +
    'platform query quiet set_by thread time version votes workspace zone',
  suspension: 'destination platform probe_at? probes reason since workspace',
  upstream: 'failing_since? failures last_ok_at? next_turn_at reason? retry_at? source',
  vote_reading: 'comments? paper_id read_at votes',
  workspace: 'joined_at left_at? platform workspace',
}

const indexes = [
  'action_saved_at',
  'delivery_expiring',
  'delivery_pending',
  'delivery_place',
  'delivery_sending',
  'delivery_settled',
  'delivery_unknown',
  'delivery_waiting',
  'edition_made',
  'follow_revision',
  'hit_due',
  'hit_found',
  'installation_organisation',
  'paper_alias_paper_id',
  'paper_alias_revision',
  'paper_doi',
  'paper_feed_day',
  'paper_revision',
  'paper_source',
  'paper_title_key',
  'paper_updated_at',
  'saved_paper',
  'seen_until',
  'shown_delivery',
  'subscription_due',
  'subscription_id',
  'subscription_query',
  'vote_reading_read_at',
  'workspace_left',
]

async function schemaOf({ db }: Database) {
  const tables = await db.introspection.getTables()
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`
    .execute(db)
    .catch(() => ({ rows: [] }))
  const ours = tables.filter((table) => !rows[0] || table.schema === rows[0].schema)
  return Object.fromEntries(
    ours
      .filter((table) => !table.name.startsWith('paperboy_migration'))
      .map((table) => [
        table.name,
        table.columns
          .map((column) => column.name + (column.isNullable ? '?' : ''))
          .sort()
          .join(' '),
      ]),
  )
}

// Without those that primary keys bring with them.
async function indexesOf({ db, engine }: Database): Promise<string[]> {
  const query =
    engine === 'sqlite'
      ? sql<{
          name: string
        }>`select name from sqlite_master where type = 'index' and sql is not null`
      : sql<{
          name: string
        }>`select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
          where not indisprimary and relnamespace = current_schema()::regnamespace`
  const { rows } = await query.execute(db)
  return rows.map((row) => row.name).sort()
}

const refusal = async (url: string): Promise<string> => {
  const error = await openDatabase(url).then(
    () => expect.fail('it opened'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return (error as StoreError).message
}

describeOnEachDatabase('a database', (stand) => {
  test.skipIf(stand.engine === 'sqlite')(
    'keeps what it acknowledges, whatever the server is set to, and holds no lock for one who stands still',
    async () => {
      const place = new URL(await stand.place())
      const options = `${place.searchParams.get('options')} -c synchronous_commit=off`
      place.searchParams.set('options', options)
      const { db, close } = await openDatabase(place.href)
      const shown = async (on: Kysely<Tables>, name: string) => {
        const { rows } = await sql.raw<Record<string, string>>(`show ${name}`).execute(on)
        return rows[0]?.[name]
      }
      const within = await db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (transaction) => [
          await shown(transaction, 'synchronous_commit'),
          await shown(transaction, 'idle_in_transaction_session_timeout'),
          await shown(transaction, 'transaction_isolation'),
        ])
      expect(within).toEqual(['on', '10s', 'repeatable read'])
      expect(await shown(db, 'synchronous_commit')).toBe('off')
      await close()
    },
  )

  test('has the same tables, columns and indexes on every engine', async () => {
    const database = await stand.open()
    expect(database.engine).toBe(stand.engine)
    expect(await schemaOf(database)).toEqual(schema)
    expect(await indexesOf(database)).toEqual(indexes)
  })

  test('refuses values of another type, and rows whose paper is gone', async () => {
    const { db } = await stand.open()
    const reading = { paper_id: 'nobody', read_at: 1, votes: 1, comments: null }
    await expect(db.insertInto('vote_reading').values(reading).execute()).rejects.toThrow(
      /foreign key/i,
    )
    const votes = 'many' as unknown as number
    const row = { ...reading, votes }
    await expect(db.insertInto('vote_reading').values(row).execute()).rejects.toThrow(/many|TEXT/)
  })

  test('deletes what hangs on a paper with the paper', async () => {
    const database = await stand.open()
    await createPapers(database).upsert([paper('2501.00001', { votes: 1 })], 1)
    await database.db.deleteFrom('paper').execute()
    expect(await database.db.selectFrom('vote_reading').selectAll().execute()).toEqual([])
  })

  test('gives times back as numbers', async () => {
    const { db } = await stand.open()
    await db.insertInto('action').values({ id: 'a', text: '', saved_at: 8.64e15 }).execute()
    expect(await db.selectFrom('action').select('saved_at').executeTakeFirst()).toEqual({
      saved_at: 8.64e15,
    })
  })

  test('may be opened again, and by several processes at once while it is new', async () => {
    const url = await stand.place()
    const children = Array.from({ length: 4 }, () => startChild('child-open.ts', url))
    for (const child of children) expect(await child.ended).toEqual({ code: 0, errors: '' })
    const database = await openDatabase(url)
    expect(await schemaOf(database)).toEqual(schema)
    await database.close()
  })

  test('that a newer version changed is refused and left alone', async () => {
    const url = await stand.place()
    const database = await openDatabase(url)
    const untyped = database.db as unknown as Kysely<{
      paperboy_migration: { name: string; timestamp: string }
    }>
    const step = { name: '9999-later', timestamp: '2999-01-01T00:00:00.000Z' }
    await untyped.insertInto('paperboy_migration').values(step).execute()
    expect(await refusal(url)).toMatch(/newer version.*9999-later/)
    const steps = await untyped.selectFrom('paperboy_migration').select('name').execute()
    expect(steps.map(({ name }) => name).sort()).toEqual([...Object.keys(knownSteps), '9999-later'])
    await database.close()
  })
})

describe('a SQLite url', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'))
  })
  afterEach(() => {
    chmodSync(folder, 0o700)
    rmSync(folder, { recursive: true })
  })

  test('gets the folders it names', async () => {
    const database = await openDatabase(`sqlite:${folder}/a/b/paperboy.db`)
    await database.close()
    expect(readFileSync(`${folder}/a/b/paperboy.db`).subarray(0, 6).toString()).toBe('SQLite')
  })

  test('may be of memory alone', async () => {
    const database = await openDatabase('sqlite::memory:')
    expect(await createPapers(database).upsert([paper('2501.00001')], 1)).toMatchObject({
      added: ['2501.00001'],
    })
    await database.close()
  })

  test('sets what durability and integrity need', async () => {
    const { db, close } = await openDatabase(`sqlite:${folder}/paperboy.db`)
    const pragma = async (name: string) =>
      Object.values((await sql.raw<object>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0]
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('foreign_keys')).toBe(1)
    expect(await pragma('busy_timeout')).toBe(5000)
    expect(await pragma('trusted_schema')).toBe(0)
    await close()
  })

  test('of a file that is no database is refused, the file unharmed', async () => {
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'My notes, none of which are a database.\n'.repeat(100))
    expect(await refusal(`sqlite:${file}`)).toMatch(/notes\.txt is not a database/)
    expect(readFileSync(file, 'utf8')).toMatch(/^My notes/)
  })

  test("of another program's database is refused, the database unharmed", async () => {
    const url = `sqlite:${folder}/paperboy.db`
    const database = await openDatabase(url)
    await sql`drop table paperboy_migration`.execute(database.db)
    await database.close()
    expect(await refusal(url)).toMatch(/belongs to another program/)
  })

  test('that names a folder, or lies beneath a file, is refused', async () => {
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'file'), '')
    expect(await refusal(`sqlite:${folder}/sub`)).toMatch(/cannot be opened/)
    expect(await refusal(`sqlite:${folder}/file/paperboy.db`)).toMatch(/cannot be opened/)
  })

  // The superuser may write anywhere, so nothing is refused.
  test.skipIf(process.getuid?.() === 0)('in a folder one may not write is refused', async () => {
    chmodSync(folder, 0o500)
    expect(await refusal(`sqlite:${folder}/paperboy.db`)).toMatch(/cannot be opened/)
  })

  test('without a path, or with a host, is refused', async () => {
    expect(await refusal('sqlite:')).toMatch(/sqlite:PATH/)
    expect(await refusal('sqlite://data/paperboy.db')).toMatch(/sqlite:PATH/)
  })

  test('survives kill -9: every acknowledged batch is there', async () => {
    const url = `sqlite:${folder}/paperboy.db`
    for (const round of ['a', 'b', 'c']) {
      const child = startChild('child-upsert.ts', url, round)
      await child.printed(round === 'a' ? 3 : 40)
      child.kill()
      expect((await child.ended).errors).toBe('')
      const acknowledged = child.lines().length
      expect(acknowledged).toBeGreaterThan(0)
      const database = await openDatabase(url)
      const papers = createPapers(database)
      for (let n = 0; n < acknowledged; n++)
        for (const { id, votes } of batchOf(round, n).slice(1))
          expect(await papers.find(id)).toMatchObject({ votes })
      const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(
        database.db,
      )
      expect(check.rows).toEqual([{ integrity_check: 'ok' }])
      // A batch is whole or absent, even the one that was being written.
      const held = await database.db
        .selectFrom('paper')
        .select('id')
        .where('id', 'like', `${round}-%`)
        .execute()
      expect(held.length % 2).toBe(0)
      await database.close()
    }
  })
})

describe('a PostgreSQL url', () => {
  const secret = 'p%40ss-w0rd'

  test('that refuses the connection is refused in words, without its password', async () => {
    const message = await refusal(
      `postgres://someone:${secret}@127.0.0.1:${await closedPort()}/papers`,
    )
    expect(message).toMatch(/127\.0\.0\.1:\d+\/papers refused the connection/)
    expect(message).not.toMatch(/someone|w0rd/)
  })

  test('whose server is none is refused, whatever it answers', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const message = await refusal(`postgres://someone:${secret}@127.0.0.1:${port}/papers`)
    expect(message).toMatch(/cannot be used/)
    expect(message).not.toMatch(/w0rd/)
    server.close()
  })

  test('with a bare @ or another fault in it is refused without a word of it', async () => {
    const passwords = ['to@p-secret', 'top/secret', '12?secret', '12#secret', '%zz-secret']
    const urls = passwords.map((password) => `postgres://u:${password}@host/db`)
    for (const url of [...urls, 'postgres://u:top-secret@host:port/db'])
      expect(await refusal(url)).toMatch(
        /^The PostgreSQL url cannot be read\. [^:]+:\/\/USER(?!.*(secret|12))/,
      )
  })

  test.skipIf(!process.env.PAPERBOY_TEST_POSTGRES)(
    'of a database that does not exist says so',
    async () => {
      const url = new URL(process.env.PAPERBOY_TEST_POSTGRES ?? '')
      url.pathname = '/no_such_database'
      expect(await refusal(url.href)).toMatch(/no_such_database does not exist/)
    },
  )

  test('of another kind of server is refused', async () => {
    expect(await refusal('mysql://u:top-secret@host/db')).toMatch(/^A database url is sqlite:PATH/)
  })
})

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
