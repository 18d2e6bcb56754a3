// The option that names a paper: which one is meant, and what to say when that is not plain.
import { z } from 'zod'
import { arxivUrl } from '../papers/identity.ts'
import type { Paper } from '../papers/paper.ts'
import { resolvePaper } from '../search/resolve.ts'
import { candidatesView } from '../views/candidates.ts'
import type { Completion, Context } from './command.ts'
import type { Invocation } from './invocation.ts'
import { UserError } from './user-error.ts'
import type { View } from './view.ts'

/** Longer than any title, id or address. */
const maxLength = 500

/** Declares an option that takes an id, an address, a DOI or words of a title. */
export const paperOption = z
  .string()
  .trim()
  .min(1)
  .max(maxLength)
  .describe('an arXiv id, an address, a DOI, or words of the title')

/** Completes a paper by the words of its title. */
export async function suggestPapers(typed: string, context: Context): Promise<Completion[]> {
  const suggestions = await context.search.suggest(typed, 25)
  return suggestions.map(({ title, id }) => ({ label: title, value: id }))
}

/**
 * Answers about the one paper that `text` means, or asks which of several; `invoke` is what choosing one asks for.
 * Throws UserError when there is no such paper.
 */
export async function withPaper(
  text: string,
  context: Context,
  invoke: (paper: Paper) => Invocation,
  answer: (paper: Paper) => View | Promise<View>,
): Promise<View> {
  const resolved = await resolvePaper(text, context)
  switch (resolved.is) {
    case 'paper':
      return answer(resolved.paper)
    case 'candidates':
      return candidatesView(text, resolved.papers, resolved.loosely, invoke)
    case 'unknown':
      throw new UserError(`I do not have ${resolved.reference}.`, { hint: unknownHint(resolved) })
    case 'nothing':
      throw new UserError(`I know no paper called “${clip(text)}”.`, {
        hint: 'Try fewer words of its title, or its arXiv id.',
      })
    default:
      return resolved satisfies never
  }
}

function unknownHint({ arxivId }: { readonly arxivId?: string }) {
  const href = arxivId && arxivUrl(arxivId)
  if (!href) return 'It may not have been imported yet.'
  return ['It has not been imported yet. If it exists, it is at ', { link: href, href }, '.']
}

function clip(text: string): string {
  const characters = Array.from(text.trim())
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : characters.join('')
}
