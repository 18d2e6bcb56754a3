// Links that people post, and the papers they name.
import { parseReference } from '../papers/identity.ts'

/**
 * What is the same for every address of one paper: its id, or the DOI of one that has none. Undefined for a link to anything
 * else. Never throws.
 */
export function paperIn(link: string): string | undefined {
  const reference = parseReference(link)
  return reference?.kind === 'doi' ? reference.doi : reference?.id
}
