// What made a paper's score, so that a person can read it: the words, where they stand, how often, and the points each gave.
import type { Span, Text } from '../bot/view.ts'
import type { Paper } from '../papers/paper.ts'
import type { Explanation, ScorePart } from '../search/engine.ts'
import type { Query } from '../search/query.ts'
import { stem } from '../search/stem.ts'
import { words } from '../search/text.ts'
import { plural } from './paper-lines.ts'

/** As many parts as one line tells; the rest is told as a sum. */
const mostParts = 8

const places = {
  title: ' in the title',
  abstract: ' in the abstract',
  keywords: ' among the keywords',
  authors: ' among the authors',
} as const

/** `diffusion in the title ×1: 3.2; diffusion in the abstract ×4: 2.1; together 5.3`, what gave most first. */
export function scoreText(
  { score, parts }: Explanation,
  query: Pick<Query, 'clauses'>,
  paper: Paper,
): Text {
  const spelling = spellingsOf(query, paper)
  const sorted = parts.toSorted((a, b) => b.points - a.points)
  const told = sorted.length > mostParts ? sorted.slice(0, mostParts - 1) : sorted
  const rest = sorted.slice(told.length)
  const lines = told.map((part) => [...partSpans(part, spelling), `: ${pointWords(part.points)}`])
  if (rest.length > 0) {
    const points = rest.reduce((sum, part) => sum + part.points, 0)
    lines.push([`${plural(rest.length, 'smaller part')}: ${pointWords(points)}`])
  }
  return [...lines.flatMap((line) => [...line, '; ']), 'together ', { bold: pointWords(score) }]
}

function partSpans(part: ScorePart, spelling: ReadonlyMap<string, string>): Span[] {
  const { what, kind, field, times } = part
  const place = field === undefined ? '' : places[field]
  const often = times === undefined ? '' : ` ×${times}`
  const known = what.split(' ').map((word) => spelling.get(word))
  const spelt = known.map((word, i) => word ?? what.split(' ')[i]).join(' ')
  switch (kind) {
    case 'word':
    case 'phrase':
      return [{ mark: spelt }, place + often]
    case 'acronym':
      return [{ mark: spelt }, `${place}${often}, by its acronym`]
    case 'adjacency':
      return known.includes(undefined) ? [what] : [{ mark: spelt }, ' side by side']
    case 'company':
      return ['like the others that answer best']
    default:
      return kind satisfies never
  }
}

/** Each stem as the asker typed it or, when they did not, as the paper has it. */
function spellingsOf(query: Pick<Query, 'clauses'>, paper: Paper): ReadonlyMap<string, string> {
  const asked = query.clauses.flat().flatMap((term) => {
    if (term.kind === 'word' || term.kind === 'phrase') return [term.text]
    return term.kind === 'author' || term.kind === 'org' ? [term.name] : []
  })
  const texts = [paper.title, paper.abstract, ...(paper.keywords ?? []), ...paper.authors]
  const spelling = new Map<string, string>()
  for (const text of [...asked, ...texts])
    for (const { folded, start, end } of words(text))
      for (const key of [stem(folded), folded])
        if (!spelling.has(key)) spelling.set(key, text.slice(start, end))
  return spelling
}

/** Two digits tell small parts apart; more say nothing. */
function pointWords(points: number): string {
  return Math.abs(points) < 0.995 ? points.toFixed(2) : points.toFixed(1)
}
