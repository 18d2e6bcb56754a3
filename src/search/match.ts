// Whether a paper satisfies a query: the one definition of what a query means, for search and for follows.
import { type AnalysedPaper, analyseWanted, nameWords, type Wanted } from './analysis.ts'
import type { Clause, Condition, Query, Term } from './query.ts'
import { isCommon } from './text.ts'

/** Whether a paper is as something asks. */
export type Test = (paper: AnalysedPaper) => boolean

/** A test for papers that satisfy every clause. Common words (`the`, `of`) are not required unless nothing else is. */
export function matcherOf(query: Pick<Query, 'clauses'>): Test {
  const tests = requiredClauses(query).map(clauseTest)
  return (paper) => tests.every((test) => test(paper))
}

/** The clauses that count: without lone common words, as long as something positive is left. */
export function requiredClauses(query: Pick<Query, 'clauses'>): readonly Clause[] {
  const telling = query.clauses.filter((clause) => !isCommonWord(clause))
  return telling.some((clause) => clause.some((term) => !term.not)) ? telling : query.clauses
}

function isCommonWord(clause: Clause): boolean {
  const [term] = clause
  if (clause.length !== 1 || term?.kind !== 'word' || term.not || term.in === 'title') return false
  return isCommon(term.text)
}

function clauseTest(clause: Clause): Test {
  const tests = clause.map(termTest)
  return (paper) => tests.some((test) => test(paper))
}

/** A test for papers that are as one term asks. */
export function termTest(term: Term): Test {
  const test = conditionTest(term)
  return term.not ? (paper) => !test(paper) : test
}

function conditionTest(condition: Condition): Test {
  switch (condition.kind) {
    case 'word':
    case 'phrase':
      return textTest(analyseWanted(condition), condition.in)
    case 'author': {
      const wanted = nameWords(condition.name)
      return (paper) => paper.authors.some((author) => isNamed(author, wanted))
    }
    case 'org': {
      const wanted = nameWords(condition.name)
      return (paper) =>
        wanted.length > 0 && wanted.every((word) => paper.organization.includes(word))
    }
    case 'has':
      return (paper) => paper[condition.what] === 1
    case 'votes': {
      const { min = 0, max = Number.POSITIVE_INFINITY } = condition
      return ({ votes }) => votes !== undefined && votes >= min && votes <= max
    }
    case 'id':
      return (paper) => paper.id === condition.id
    default:
      return condition satisfies never
  }
}

function textTest(wanted: Wanted, where: 'title' | 'any'): Test {
  const inTitle: Test = (paper) => stands(wanted, paper.title, paper.gluedTitle)
  if (where === 'title') return inTitle
  return (paper) =>
    inTitle(paper) || stands(wanted, paper.body, paper.gluedBody) || isSomebody(wanted, paper)
}

function stands(wanted: Wanted, among: readonly string[], glued: readonly string[]): boolean {
  if (hasSequence(among, wanted.sequence)) return true
  if (wanted.glued === undefined) return false
  return (
    glued.includes(wanted.glued) || (wanted.sequence.length > 1 && among.includes(wanted.glued))
  )
}

/** Whether the words stand next to each other, in order. An empty sequence stands nowhere. */
export function hasSequence<T extends string | number>(
  among: { indexOf(one: T, from?: number): number; readonly [at: number]: T },
  sequence: readonly T[],
): boolean {
  const [first] = sequence
  if (first === undefined) return false
  for (let at = among.indexOf(first); at >= 0; at = among.indexOf(first, at + 1))
    if (sequence.every((word, i) => among[at + i] === word)) return true
  return false
}

/** Loose words find people and organisations too: `hinton distillation`. */
function isSomebody(wanted: Wanted, paper: AnalysedPaper): boolean {
  if (wanted.folded.length === 0) return false
  const named = (name: readonly string[]) => hasSequence(name, wanted.folded)
  return paper.authors.some(named) || named(paper.organization)
}

/** Whether all the words name this person, in any order; one letter stands for a name beginning with it. */
function isNamed(author: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0) return false
  return wanted.every((word) =>
    author.some((name) => name === word || (word.length === 1 && name.startsWith(word))),
  )
}
