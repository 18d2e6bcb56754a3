// One paper, one row: what stays and what changes when a source tells us again about a paper we hold.
// A written rule for every field, so that importing the same files twice changes nothing the second time.
import { parseArxivId } from './identity.ts'
import { origins, type Paper, type SourceName } from './paper.ts'

type Sides = { readonly existing: Paper; readonly incoming: Paper }

/** Chooses a field's value from what we hold and what came in. */
type Rule = <T>(held: T, given: T, sides: Sides) => T

const rules: { readonly [Field in keyof Paper]-?: Rule } = {
  id: arxivIdWins,
  title: fromAuthority,
  abstract: fromAuthority,
  authors: fromAuthority,
  source: fromAuthority,
  published: fromAuthority,
  feedDay: earliest,
  votes: latestFrom('hugging-face'),
  comments: latestFrom('hugging-face'),
  aiSummary: latestFrom('hugging-face'),
  keywords: latestFrom('hugging-face'),
  code: knownStarsKept(latestFrom('hugging-face')),
  projectUrl: latestFrom('hugging-face'),
  organization: latestFrom('hugging-face'),
  thumbnailUrl: latestFrom('hugging-face'),
  doi: latestFrom('arxiv'),
  categories: latestFrom('arxiv'),
  withdrawn: unlessRevived,
  version: highest,
  updated: ofHighestVersion,
  comment: latestFrom('arxiv'),
}

/**
 * The paper that `existing` becomes when `incoming`, a record of the same paper, arrives. No rule erases: what is absent,
 * empty text or an empty list in one is taken from the other. The two exceptions are what a newer version makes untrue:
 * that the paper is withdrawn, and the day of the version before.
 */
export function merge(existing: Paper, incoming: Paper): Paper {
  const sides = { existing, incoming }
  const fields = Object.entries(rules).map(([name, rule]) => {
    const field = name as keyof Paper
    return [field, rule<unknown>(existing[field], incoming[field], sides)] as const
  })
  // Every field keeps its own type: a rule returns one of the two values it was given for that field.
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Paper
}

/** Whether two papers hold the same values. The order of keys and keys without a value make no difference. */
export function samePaper(a: Paper, b: Paper): boolean {
  return sameValue(a, b)
}

/** A paper's own words: the more authoritative source's; of two readings of one source, the incoming. */
function fromAuthority<T>(held: T, given: T, sides: Sides): T {
  const { existing, incoming } = sides
  const replaces = rank(incoming.source) >= rank(existing.source) && !isOldVersion(sides)
  return replaces ? firstPresent(given, held) : firstPresent(held, given)
}

/**
 * Readings that one source knows best: its latest one counts, other sources only fill a gap. Until that source has spoken,
 * a source may correct those it has authority over, and itself.
 */
function latestFrom(source: SourceName): Rule {
  return (held, given, sides) => {
    const { existing, incoming } = sides
    const unheard = rank(existing.source) < rank(source) && rank(incoming.source) < rank(source)
    const corrects = unheard && rank(incoming.source) >= rank(existing.source)
    const replaces = (incoming.source === source && !isOldVersion(sides)) || corrects
    return replaces ? firstPresent(given, held) : firstPresent(held, given)
  }
}

/** Higher is more authoritative. */
function rank(source: SourceName): number {
  return origins.indexOf(source)
}

/** Whether arXiv tells about a version that it has replaced since, as a file read again later does. */
function isOldVersion({ existing, incoming }: Sides): boolean {
  const bothArxiv = existing.source === 'arxiv' && incoming.source === 'arxiv'
  return bothArxiv && versionOf(incoming) < versionOf(existing)
}

/** A record that names no version counts as older than any that does. */
function versionOf(paper: Paper): number {
  return paper.version ?? 0
}

function highest<T>(held: T, given: T, { existing, incoming }: Sides): T {
  return versionOf(incoming) > versionOf(existing) ? given : held
}

/** The day of the highest version; of two days for one version, the later. */
function ofHighestVersion<T>(held: T, given: T, { existing, incoming }: Sides): T {
  const newer = versionOf(incoming) - versionOf(existing)
  if (newer !== 0) return newer > 0 ? given : held
  return String(given ?? '') > String(held ?? '') ? given : held
}

/**
 * Withdrawn stays withdrawn until arXiv has a higher version that is not. A record of a lower version, or of none where
 * one is known, has no say: it may be from before the paper was revived.
 */
function unlessRevived<T>(held: T, given: T, { existing, incoming }: Sides): T {
  const newer = versionOf(incoming) - versionOf(existing)
  if (newer < 0) return held
  return newer > 0 && incoming.source === 'arxiv' ? given : (held ?? given)
}

/** A paper is featured once: a later day is a record of the same feature read late. */
function earliest<T>(held: T, given: T): T {
  if (held === undefined || given === undefined) return held ?? given
  return String(given) < String(held) ? given : held
}

function arxivIdWins<T>(held: T, given: T): T {
  return parseArxivId(String(held)) === undefined && parseArxivId(String(given)) !== undefined
    ? given
    : held
}

/** The same repository without a count of stars is no news about its stars. */
function knownStarsKept(rule: Rule): Rule {
  return (held, given, sides) => {
    const chosen = rule(held, given, sides)
    const [before, after] = [held as Paper['code'], chosen as Paper['code']]
    const known = before?.url === after?.url ? before?.stars : undefined
    if (after === undefined || after.stars !== undefined || known === undefined) return chosen
    return { ...after, stars: known } as typeof chosen
  }
}

function firstPresent<T>(preferred: T, other: T): T {
  const empty =
    preferred === undefined ||
    preferred === '' ||
    (Array.isArray(preferred) && preferred.length === 0)
  return empty ? (other ?? preferred) : preferred
}

function sameValue(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return Object.is(a, b)
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => sameValue(a[key], b[key]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
