// What of an edition one place gets: the best it has not been shown, and what was left out for which reason. Pure.
import type { Paper, PaperId } from '../papers/paper.ts'
import type { Issue, Ranked } from './edition.ts'

/** A paper that was chosen, with its place in the ranking. */
export type Chosen = { readonly paper: Paper; readonly ranked: Ranked }

/** A place's part of an edition, best first. */
export type Selection = {
  readonly chosen: readonly Chosen[]
  /** Better placed than the last that was chosen, and left out. */
  readonly shownBefore: readonly Paper[]
  readonly withdrawn: readonly Paper[]
  /** How many more there were. */
  readonly more: number
}

/** Chooses at most `count`. */
export function choose(
  { edition, papers }: Issue,
  shown: ReadonlySet<PaperId>,
  count: number,
): Selection {
  const chosen: Chosen[] = []
  const shownBefore: Paper[] = []
  const withdrawn: Paper[] = []
  for (const ranked of edition.entries) {
    const paper = papers.get(ranked.id)
    if (chosen.length === count) break
    if (paper === undefined) continue
    if (shown.has(paper.id)) shownBefore.push(paper)
    else if (paper.withdrawn) withdrawn.push(paper)
    else chosen.push({ paper, ranked })
  }
  const seen = chosen.length + shownBefore.length + withdrawn.length
  return { chosen, shownBefore, withdrawn, more: Math.max(edition.matched - seen, 0) }
}
