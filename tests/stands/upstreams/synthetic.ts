// Made-up papers in the shapes upstreams serve them in: their keys, our words.
import type { Day } from '../../../src/papers/paper.ts'

/** A Daily Papers entry as Hugging Face serves it; a real one of a saved day is one too. */
export type Entry = {
  readonly paper: { readonly id: string; readonly [key: string]: unknown }
  readonly title: string
  readonly summary: string
  readonly [key: string]: unknown
}

export type SyntheticEntry = {
  readonly id: string
  readonly title: string
  readonly summary?: string
  readonly authors?: readonly string[]
  /** The feed day it was submitted on. */
  readonly day?: Day
  readonly upvotes?: number
  readonly comments?: number
  /** More keys of the inner paper: `githubRepo`, `ai_summary`, `withdrawnAt` … */
  readonly paper?: Readonly<Record<string, unknown>>
}

/** One entry with the keys real ones have. */
export function syntheticEntry(given: SyntheticEntry): Entry {
  const { id, title, day = '2025-01-02', upvotes = 3, comments = 0 } = given
  const summary = given.summary ?? `We study ${title.toLowerCase()}\nand report what we found.\n`
  const person = { _id: 'u1', avatarUrl: '/a.svg', isPro: false, fullname: 'Grace', type: 'user' }
  const publishedAt = `${day}T00:00:00.000Z`
  const paper = {
    id,
    authors: (given.authors ?? ['Ada Lovelace', 'Emmy Noether']).map((name, n) => {
      return { _id: `a${n}`, name, hidden: false }
    }),
    publishedAt,
    submittedOnDailyAt: `${day}T02:33:26.106Z`,
    title,
    submittedOnDailyBy: { ...person, user: 'grace' },
    summary,
    upvotes,
    discussionId: `d-${id}`,
    ...given.paper,
  }
  const thumbnail = `https://cdn-thumbnails.example/social-thumbnails/papers/${id}.png`
  const submittedBy = { ...person, name: 'grace', isHf: false, isMod: false, followerCount: 1 }
  const outer = { publishedAt, title, summary, thumbnail, numComments: comments, submittedBy }
  return { paper, ...outer, isAuthorParticipating: false }
}

/** A day of `count` entries (at most 1000) with ids, titles and votes of their own, most votes first. */
export function syntheticDay(day: Day, count: number): Entry[] {
  const prefix = `${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}`
  return Array.from({ length: count }, (_, n) =>
    syntheticEntry({
      id: `${prefix}${String(n).padStart(3, '0')}`,
      title: `Paper ${n + 1} of ${day}`,
      day,
      upvotes: count - n,
    }),
  )
}

/** A paper as the arXiv stand serves it. */
export type ArxivPaper = {
  readonly id: string
  readonly title: string
  readonly version?: number
  readonly abstract?: string
  readonly authors?: readonly string[]
  /** The primary one first. */
  readonly categories?: readonly string[]
  readonly published?: Day
  readonly updated?: Day
  readonly comment?: string
  readonly doi?: string
}

/** One `entry` of arXiv's Atom. */
export function atomEntry(paper: ArxivPaper): string {
  const { id, title, version = 1, categories = ['cs.CL'], published = '2025-01-02' } = paper
  const authors = paper.authors ?? ['Ada Lovelace']
  const optional = (name: string, text: string | undefined) =>
    text === undefined ? '' : `<arxiv:${name}>${escapeXml(text)}</arxiv:${name}>`
  return `<entry>
    <id>http://arxiv.org/abs/${id}v${version}</id>
    <title>${escapeXml(title)}</title>
    <updated>${paper.updated ?? published}T12:00:00Z</updated>
    <link href="https://arxiv.org/abs/${id}v${version}"/>
    <summary>${escapeXml(paper.abstract ?? `We study ${title}.`)}</summary>
    ${categories.map((term) => `<category term="${term}" scheme="http://arxiv.org/schemas/atom"/>`).join('')}
    <published>${published}T12:00:00Z</published>
    ${optional('comment', paper.comment)}${optional('doi', paper.doi)}
    <arxiv:primary_category term="${categories[0]}"/>
    ${authors.map((name) => `<author><name>${escapeXml(name)}</name></author>`).join('')}
  </entry>`
}

/** Text as it stands in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
