// What only one process may do at a time: a row says who, until when, and how often it has changed hands.
import type { Instant } from '../bot/view.ts'
import type { Database } from './database.ts'

/** A lease as it was last taken; it may have run out. */
export type Lease = { readonly holder: string; readonly epoch: number; readonly untilAt: Instant }

/** Leases by name. A holder's name must be its process's own. */
export type Leases = {
  /**
   * Takes a lease that is free or has run out, or prolongs one's own, until `now + forMs`. Gives its epoch, which grows
   * with every change of holder: who gets another than before has lost it in between. Undefined while another holds it.
   */
  take(name: string, holder: string, now: Instant, forMs: number): Promise<number | undefined>
  /** Gives one's own lease back; that of another stays. */
  release(name: string, holder: string): Promise<void>
  /** Who took a lease last; undefined when nobody ever did. Work done under an older epoch is stale. */
  read(name: string): Promise<Lease | undefined>
}

/** The leases kept in this database. */
export function createLeases({ db }: Database): Leases {
  return {
    async take(name, holder, now, forMs) {
      // One statement: whoever comes second sees what the first has written, on both engines.
      const taken = await db
        .insertInto('lease')
        .values({ name, holder, epoch: 1, until_at: now + forMs })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet((eb) => ({
              holder,
              until_at: eb.ref('excluded.until_at'),
              epoch: eb
                .case()
                .when('lease.holder', '=', holder)
                .then(eb.ref('lease.epoch'))
                .else(eb('lease.epoch', '+', 1))
                .end(),
            }))
            .where((eb) =>
              eb.or([eb('lease.holder', '=', holder), eb('lease.until_at', '<=', now)]),
            ),
        )
        .returning('epoch')
        .executeTakeFirst()
      return taken?.epoch
    },
    async release(name, holder) {
      // The row stays: its epoch must go on growing.
      await db
        .updateTable('lease')
        .set({ until_at: 0 })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute()
    },
    async read(name) {
      const lease = db.selectFrom('lease').select(['holder', 'epoch', 'until_at as untilAt'])
      return lease.where('name', '=', name).executeTakeFirst()
    },
  }
}
