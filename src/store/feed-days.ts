// Which days of a source's feed were read, when, and what to ask upstream with to hear whether they have changed.
import type { Instant } from '../bot/view.ts'
import type { Day, SourceName } from '../papers/paper.ts'
import type { Database } from './database.ts'
import { storableText } from './rows.ts'
import type { Tables } from './tables.ts'

/** A day of a source's feed, as it was last read. */
export type FeedDay = {
  readonly source: SourceName
  readonly day: Day
  /** Upstream's mark of what was read (an ETag, a hash): the same mark, the same content. */
  readonly validator?: string
  /** How many papers it listed. */
  readonly papers: number
  readonly readAt: Instant
  /** When it was last seen to differ from the time before. */
  readonly changedAt: Instant
  /** Whether it will change no more and need not be read again. */
  readonly settled: boolean
}

/** The record of days read. */
export type FeedDays = {
  /** Undefined when it was never read. */
  get(source: SourceName, day: Day): Promise<FeedDay | undefined>
  /** Keeps what is known of a day in place of what was. */
  put(day: FeedDay): Promise<void>
  /** The days read from `from` to `until`, both included, oldest first; all of them when neither is given. */
  list(source: SourceName, from?: Day, until?: Day): Promise<readonly FeedDay[]>
}

/** The record kept in this database. */
export function createFeedDays({ db }: Database): FeedDays {
  const daysOf = (source: SourceName) =>
    db.selectFrom('feed_day').selectAll().where('source', '=', source)
  return {
    async get(source, day) {
      const row = await daysOf(source).where('day', '=', day).executeTakeFirst()
      return row && rowToFeedDay(row)
    },
    async put(day) {
      const { source, day: date, ...rest } = feedDayToRow(day)
      await db
        .insertInto('feed_day')
        .values({ source, day: date, ...rest })
        .onConflict((conflict) => conflict.columns(['source', 'day']).doUpdateSet(rest))
        .execute()
    },
    async list(source, from, until) {
      const rows = await daysOf(source)
        .$if(from !== undefined, (days) => days.where('day', '>=', from ?? ''))
        .$if(until !== undefined, (days) => days.where('day', '<=', until ?? ''))
        .orderBy('day')
        .execute()
      return rows.map(rowToFeedDay)
    },
  }
}

type Row = Tables['feed_day']

function feedDayToRow({ source, day, validator, papers, ...rest }: FeedDay): Row {
  return {
    source,
    day,
    validator: validator === undefined ? null : storableText(validator),
    papers,
    read_at: rest.readAt,
    changed_at: rest.changedAt,
    settled: rest.settled ? 1 : 0,
  }
}

function rowToFeedDay({
  source,
  day,
  validator,
  papers,
  read_at,
  changed_at,
  settled,
}: Row): FeedDay {
  return {
    source,
    day,
    ...(validator !== null && { validator }),
    papers,
    readAt: read_at,
    changedAt: changed_at,
    settled: settled === 1,
  }
}
