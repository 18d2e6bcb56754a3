// Everything that becomes due, and what it says: each subject's schedule, and its way to compose.
import type { Database } from './store/database.ts'
import type { Subjects } from './unasked.ts'

/** The subjects there are. */
export function subjectsOf(_: { readonly database: Database }): Subjects {
  return { schedules: [], sayable: {} }
}
