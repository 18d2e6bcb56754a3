// Which papers are news: a new version, or the import of an archive, is none.
import { addDays, isoDay, type Paper } from '../papers/paper.ts'

/** For so long after it was first seen, what is learnt of a paper (votes, code, its organisation) may still make it a match. */
export const newsMs = 7 * 86_400_000
/** A paper that is older than this when it is first seen was not waited for. */
const oldestDays = 14

/** Whether a paper that was first seen at an instant is news: recent, or nobody knows how old. */
export function isNews(paper: Paper, firstSeenAt: number): boolean {
  const day = [paper.published, paper.feedDay]
    .filter((some) => some !== undefined)
    .toSorted()
    .at(-1)
  return !paper.withdrawn && (day === undefined || day >= addDays(isoDay(firstSeenAt), -oldestDays))
}
