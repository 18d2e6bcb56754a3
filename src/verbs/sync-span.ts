// Follows a sync to its end, telling how far it has come every second.
import type { DayStep } from '../sources/sync.ts'
import { progressLine, type SyncProgress, syncReport } from './sync-report.ts'

/** What a span came to. `tell` is given a line at a time, and '' at the end. */
export async function followSpan(
  steps: AsyncIterable<DayStep & { done: number; of: number }>,
  now: () => number,
  tell: (line: string) => void,
): Promise<ReturnType<typeof syncReport>> {
  const startedAt = now()
  const all: DayStep[] = []
  let latest: SyncProgress | undefined
  const show = () => latest && tell(progressLine(latest, now()))
  const ticking = setInterval(show, 1000)
  try {
    for await (const step of steps) {
      all.push(step)
      latest = { step, days: all.length, startedAt, steppedAt: now() }
      show()
    }
  } finally {
    clearInterval(ticking)
    tell('')
  }
  return syncReport(all)
}
