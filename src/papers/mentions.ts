// The papers a piece of talk mentions: ids, addresses and DOIs among other words, as messages have them.
import { parseReference, type Reference } from './identity.ts'

// Chats wrap addresses: <https://…|words> on Slack, [words](https://…) on Discord, and both in brackets.
const separators = /[\s<>|"“”]+|\]\(/

/** The references in a text, each once, in the order they stand there. Never throws. */
export function mentionsIn(text: string): readonly Reference[] {
  // `arXiv: 1706.03762`, with the space that people leave
  const joined = text.replace(/\b(arxiv|doi)\s*:\s+(?=[\w.])/gi, '$1:')
  const found = joined.split(separators).flatMap((word) => parseReference(word) ?? [])
  const keyOf = (reference: Reference) => (reference.kind === 'id' ? reference.id : reference.doi)
  return [...new Map(found.map((reference) => [keyOf(reference), reference])).values()]
}

/** The text without addresses, mentions of people, code fences and markup: what is left are words. */
export function proseOf(text: string): string {
  return text
    .replace(/<[@#!:/a-z][^>\s]*>/gi, ' ')
    .replace(/https?:\/\/\S+/gi, ' ')
    .replace(/[^\p{L}\p{N}\p{M}'’+.-]+/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])[-+.'’]+|[.'’-]+(?![\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
