// What is kept of a person, over every table that has a person in it. A test holds that no table is forgotten.
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Person } from '../follows/person.ts'
import type { Privacy } from '../follows/privacy.ts'
import type { Database } from './database.ts'
import { createFeedback } from './feedback.ts'
import { createFollows } from './follows.ts'
import { fromJson } from './json.ts'
import { personKey } from './people.ts'
import { createSaves } from './saves.ts'
import type { Tables } from './tables.ts'

/** The tables whose rows are one person's, by a column `person`. */
export const tablesOfPeople = ['follow', 'hit', 'saved', 'feedback'] as const
/** The tables in which a person may be a place: `@` and their id. */
export const tablesOfPlaces = ['delivery', 'shown', 'suspension', 'subscription'] as const

/** What is kept of people in this database. */
export function createPrivacy(database: Database): Privacy {
  const { db } = database
  const follows = createFollows(database)
  const saves = createSaves(database)
  const feedback = createFeedback(database)
  return {
    async read(person) {
      const { platform, workspace, person: user } = personKey(person)
      const settings = await db
        .selectFrom('setting')
        .select(['name', 'value'])
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('owner', '=', `@${user}`)
        .execute()
      const found = await db
        .selectFrom('hit')
        .select(['paper', 'follow', 'found_at as at'])
        .where('platform', '=', platform)
        .where('workspace', '=', workspace)
        .where('person', '=', user)
        .orderBy('found_at')
        .execute()
      return {
        follows: await follows.list(person),
        saved: await saves.list(person),
        feedback: await feedback.list(person),
        settings: Object.fromEntries(
          settings.map(({ name, value }) => [name, fromJson(z.json(), value, 'setting.value')]),
        ),
        found,
        messages: await count(db, 'delivery', 'subject', person),
        digests: await count(db, 'subscription', 'set_by', person),
      }
    },

    async workspacesOf({ platform, user }) {
      const of = (table: (typeof tablesOfPeople)[number]) =>
        db
          .selectFrom(table)
          .select('workspace')
          .where('platform', '=', platform)
          .where('person', '=', user)
      const rows = await of('follow')
        .union(of('saved'))
        .union(of('feedback'))
        .union(of('hit'))
        .union(
          db
            .selectFrom('setting')
            .select('workspace')
            .where('platform', '=', platform)
            .where('owner', '=', `@${user}`),
        )
        .union(
          db
            .selectFrom('subscription')
            .select('workspace')
            .where('platform', '=', platform)
            .where('set_by', '=', user),
        )
        .execute()
      return rows.map(({ workspace }) => workspace).toSorted()
    },

    forget: (person) => db.transaction().execute((transaction) => forget(transaction, person)),
  }
}

async function count(
  db: Kysely<Tables>,
  table: 'delivery' | 'subscription',
  column: 'subject' | 'set_by',
  { platform, workspace, user }: Person,
): Promise<number> {
  const { ref } = db.dynamic
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where(ref(column), '=', column === 'subject' ? `@${user}` : user)
    .executeTakeFirstOrThrow()
  return Number(row.rows)
}

async function forget(db: Kysely<Tables>, person: Person): Promise<void> {
  const { platform, workspace, user } = person
  for (const table of tablesOfPeople)
    await db
      .deleteFrom(table)
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .where('person', '=', user)
      .execute()
  // A channel was mentioned to them in: the papers it was shown stay, the word that it was for them goes.
  await db
    .deleteFrom('delivery')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('subject', '=', `@${user}`)
    .execute()
  for (const table of tablesOfPlaces)
    await db
      .deleteFrom(table)
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .where('destination', '=', `@${user}`)
      .execute()
  await db
    .deleteFrom('setting')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('owner', '=', `@${user}`)
    .execute()
  await db
    .updateTable('subscription')
    .set({ set_by: '' })
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('set_by', '=', user)
    .execute()
  // Of an organisation's workspaces, the organisation has the bot.
  const organisation = db
    .selectFrom('installation as own')
    .select('own.organisation')
    .where('own.platform', '=', platform)
    .where('own.workspace', '=', workspace)
    .where('own.organisation', 'is not', null)
  await db
    .updateTable('installation')
    .set({ installer: null })
    .where('platform', '=', platform)
    .where((eb) =>
      eb.or([eb('workspace', '=', workspace), eb('workspace', 'in', organisation as never)]),
    )
    .where('installer', '=', user)
    .execute()
}
