// What somebody's feedback comes to, from where it is kept.
import type { Person } from '../follows/person.ts'
import type { Saves } from '../follows/saves.ts'
import { type Feedback, type Taste, tasteOf } from '../follows/taste.ts'
import type { Corpus } from '../papers/paper.ts'
import type { SearchEngine } from '../search/engine.ts'

/** Where it is read. */
export type TasteStores = {
  readonly feedback: Feedback
  readonly saves: Saves
  readonly corpus: Corpus
  readonly search: SearchEngine
}

/** Of the reading list, so many of the latest count: as much as a word that more is wanted of each. */
const savedCounted = 30

/** A person's taste: what they wanted more or less of, and, where they said neither, what they saved. */
export async function tasteOfPerson(
  person: Person,
  { feedback, saves, corpus, search }: TasteStores,
): Promise<Taste> {
  const said = await feedback.list(person)
  const judged = new Map(said.map(({ paper, wants }) => [paper, wants]))
  const saved = (await saves.list(person)).slice(0, savedCounted)
  for (const { paper } of saved) if (!judged.has(paper)) judged.set(paper, 'more')
  const papers = await corpus.list([...judged.keys()])
  return tasteOf(
    papers.map((paper) => ({ paper, wants: judged.get(paper.id) ?? 'more' })),
    search,
  )
}
