// Which words in which fields made a paper's score in the MiniSearch engine: each is scored alone, and they add up.
import type { Candidates, FieldName } from './candidates.ts'
import type { Explanation, ScorePart } from './engine.ts'

const shownFields = { title: 'title', text: 'abstract', people: 'authors', typed: 'title' } as const

/** Points of a single term in a field of the paper explained; 0 when it does not stand there. */
export type PointsOf = (term: string, field: FieldName) => number

/**
 * The paper's score taken apart; `factor` is what ranking again multiplies `score` by. MiniSearch multiplies the words'
 * sum by how many matched, so each has its share of that. Undefined when nothing scored.
 */
export function explanationOf(
  candidates: Candidates,
  pointsOf: PointsOf,
  score: number,
  factor: number,
): Explanation | undefined {
  const parts = partsOf(candidates, pointsOf)
  if (parts === undefined) return undefined
  const sum = parts.reduce((total, { points }) => total + points, 0)
  const shares = parts.map((part) => ({ ...part, points: (part.points * score) / sum }))
  const together = {
    what: 'words together',
    kind: 'adjacency' as const,
    points: score * (factor - 1),
  }
  return { score: score * factor, parts: factor === 1 ? shares : [...shares, together] }
}

/** What satisfied parts add; undefined when the paper does not satisfy them. */
function partsOf(candidates: Candidates, pointsOf: PointsOf): readonly ScorePart[] | undefined {
  if (candidates === 'everything') return [{ what: 'any paper', kind: 'prior', points: 1 }]
  if ('all' in candidates) {
    const parts = candidates.all.map((part) => partsOf(part, pointsOf))
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? [])
  }
  if ('any' in candidates) {
    const parts = candidates.any.flatMap((part) => partsOf(part, pointsOf) ?? [])
    return parts.length > 0 ? parts : undefined
  }
  const { term, fields } = candidates
  const parts = fields.flatMap((name): ScorePart[] => {
    const points = pointsOf(term, name)
    return points > 0 ? [{ what: term, field: shownFields[name], kind: 'word', points }] : []
  })
  return parts.length > 0 ? parts : undefined
}
