// The option that names a paper: which one is meant, and what to say when that is not plain.
import { z } from 'zod'
import { arxivUrl, parseReference } from '../papers/identity.ts'
import type { Paper } from '../papers/paper.ts'
import { resolvePaper } from '../search/resolve.ts'
import { candidatesView } from '../views/candidates.ts'
import { fetchingView } from '../views/fetching.ts'
import { clip } from './clip.ts'
import type { Completion, Context } from './command.ts'
import type { Invocation } from './invocation.ts'
import { UserError } from './user-error.ts'
import type { Text, View } from './view.ts'

/** Longer than any title, id or address. */
const maxLength = 500
/** Of what was typed, so much is said back. */
const quotedLength = 80

/** Declares an option that takes an id, an address, a DOI or words of a title. */
export const paperOption = z
  .string()
  .trim()
  .min(1)
  .max(maxLength)
  .describe('an arXiv id, an address, a DOI, or words of the title')
  .meta({ format: 'paper' })

/** Completes a paper by its id, address or DOI, which may be of one that is not held, or by the words of its title. */
export async function suggestPapers(typed: string, context: Context): Promise<Completion[]> {
  const named = await suggestNamed(typed, context)
  const suggestions = await context.search.suggest(typed, 25)
  const others = suggestions.filter(({ id }) => id !== named?.value)
  return [
    ...(named === undefined ? [] : [named]),
    ...others.map(({ title, id }) => ({ label: title, value: id })),
  ]
}

async function suggestNamed(typed: string, { corpus }: Context): Promise<Completion | undefined> {
  const reference = parseReference(typed)
  if (reference === undefined) return undefined
  const isId = reference.kind === 'id'
  const paper = await (isId ? corpus.find(reference.id) : corpus.findByDoi(reference.doi))
  const value = paper?.id ?? (isId ? reference.id : reference.doi)
  return { label: paper?.title ?? value, value }
}

/**
 * Answers about the one paper that the `paper` option of what was asked means, or asks which of several; choosing one
 * asks the same of that paper. Throws UserError when there is no such paper.
 */
export async function withPaper(
  { command, options }: Invocation & { readonly options: { readonly paper: string } },
  context: Context,
  answer: (paper: Paper) => View | Promise<View>,
): Promise<View> {
  const text = options.paper
  const invoke = ({ id }: Paper) => ({ command, options: { ...options, paper: id } })
  const resolved = await resolvePaper(text, context)
  switch (resolved.is) {
    case 'paper':
      return answer(resolved.paper)
    case 'candidates':
      return candidatesView(text, resolved.papers, resolved, invoke)
    case 'unknown':
      return answer(await fetched(resolved, context))
    case 'overfull':
      throw new UserError(
        `I do not know what to do with “${clip(resolved.rest, quotedLength)}” behind ${clip(resolved.reference, quotedLength)}.`,
        { hint: 'Give the id, the address or the DOI alone.' },
      )
    case 'stray-address':
      throw new UserError(
        'That is no address of a paper I know: arXiv, Hugging Face, alphaXiv or DOI.',
      )
    case 'nothing':
      throw new UserError(`I know no paper called “${clip(text.trim(), quotedLength)}”.`, {
        hint: 'Try fewer words of its title, or its arXiv id.',
      })
    default:
      return resolved satisfies never
  }
}

/** A paper the corpus does not hold, from beyond it. Throws UserError when it is not there either, or cannot be had now. */
async function fetched(
  { reference, arxivId }: { readonly reference: string; readonly arxivId?: string },
  { beyond, interim }: Context,
): Promise<Paper> {
  const missing = `I do not have ${reference}.`
  if (arxivId === undefined)
    throw new UserError(missing, { hint: 'It may not have been imported yet.' })
  if (beyond === undefined)
    throw new UserError(missing, { hint: elsewhereHint(arxivId, 'It has not been imported yet.') })
  const found = await beyond.paper(arxivId, () => interim(fetchingView(arxivId)))
  if (found.is === 'found') return found.value
  if (found.is === 'absent')
    throw new UserError(`There is no paper ${reference}.`, {
      hint: 'Neither arXiv nor Hugging Face knows this id. Is a digit wrong?',
    })
  throw new UserError(missing, { hint: elsewhereHint(arxivId, `Upstream ${found.reason}.`) })
}

function elsewhereHint(arxivId: string, why: string): Text {
  const href = arxivUrl(arxivId) ?? ''
  return [`${why} If it exists, it is at `, { link: href, href }, '.']
}
