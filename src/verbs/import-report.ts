// What an import came to, in lines.
import type { FileImport } from '../sources/disk.ts'
import { acceptedKinds } from '../sources/files.ts'
import { counted, plural } from '../views/paper-lines.ts'

/** Records left out that are named, of each file; a broken file has thousands. */
const maxProblems = 20

/** What went wrong, a line each, and the sum of it all. Not `ok` when a file was not imported. */
export type ImportReport = {
  readonly problems: readonly string[]
  readonly summary: string
  readonly ok: boolean
}

/** Reports an import. What a file can be is told once, at the end, when one was none of it. */
export function importReport(done: readonly FileImport[]): ImportReport {
  const sum = (count: (file: FileImport) => number) =>
    done.reduce((all, file) => all + count(file), 0)
  const skipped = sum(({ problems }) => problems.length)
  const failed = done.filter(({ error }) => error !== undefined).length
  const counts = [
    `${counted(sum((f) => f.added))} new`,
    `${counted(sum((f) => f.changed))} changed`,
    `${counted(sum((f) => f.unchanged))} unchanged`,
    ...(skipped === 0 ? [] : [`${plural(skipped, 'record')} left out`]),
    ...(failed === 0 ? [] : [`${plural(failed, 'file')} not imported`]),
  ]
  const papers = plural(
    sum((f) => f.papers),
    'paper',
  )
  const wanted = done.some(({ unknown }) => unknown) ? [acceptedKinds] : []
  return {
    problems: [...done.flatMap(fileProblems), ...wanted],
    summary: `${papers} in ${plural(done.length, 'file')}: ${counts.join(', ')}.`,
    ok: failed === 0,
  }
}

function fileProblems({ file, problems, error }: FileImport): readonly string[] {
  const more = problems.length - maxProblems
  return [
    ...(error === undefined ? [] : [`${file}: ${error}`]),
    ...problems.slice(0, maxProblems).map(({ place, reason }) => `${file}: ${place} ${reason}`),
    ...(more > 0 ? [`${file}: and ${plural(more, 'more record', 'more records')} left out`] : []),
  ]
}
