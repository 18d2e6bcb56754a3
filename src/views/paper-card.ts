// One paper, whole.
import type { Block, Button, Fact, Text, View } from '../bot/view.ts'
import { alphaxivUrl, arxivUrl, huggingFaceUrl, pdfUrl } from '../papers/identity.ts'
import type { Paper } from '../papers/paper.ts'
import { followButton } from './follow-lines.ts'
import { authorsLine, between, codeWords, counted, dayWords } from './paper-lines.ts'
import { saveButton } from './saved-papers.ts'

/** As many authors as a card names; some papers have hundreds. */
const authorsShown = 20

/** What a card may show beside the paper itself. */
export type CardExtras = {
  /** Buttons before the usual ones. */
  readonly buttons?: readonly Button[]
  /** How its votes went, drawn in a few characters; '' when there is nothing to draw. */
  readonly votesLine?: string
}

/** A paper's card. */
export function paperCardView(paper: Paper, extras: CardExtras = {}): View {
  return {
    title: paper.title,
    ...(paper.thumbnailUrl && { thumbnail: { url: paper.thumbnailUrl, alt: paper.title } }),
    blocks: [
      ...(paper.withdrawn
        ? [{ kind: 'note' as const, text: 'This paper has been withdrawn.' }]
        : []),
      ...(paper.authors.length === 0 ? [] : [text(authorsLine(paper.authors, authorsShown))]),
      ...abstractBlocks(paper),
      ...(paper.aiSummary === undefined
        ? []
        : [text([{ bold: 'In short' }, ', says Hugging Face’s model: ', paper.aiSummary])]),
      { kind: 'facts', facts: factsOf(paper, extras.votesLine) },
      { kind: 'buttons', buttons: [...(extras.buttons ?? []), ...pressesOf(paper)] },
      ...linksBlock(paper),
    ],
  }
}

function abstractBlocks(paper: Paper): Block[] {
  if (paper.abstract === '') return [{ kind: 'note', text: 'Nobody has given us its abstract.' }]
  if (paper.source !== 'sample') return [text(paper.abstract)]
  return [
    text(paper.abstract),
    { kind: 'note', text: 'Our own summary, from the sample corpus: the abstract is on arXiv.' },
  ]
}

function factsOf(paper: Paper, votesLine = ''): Fact[] {
  const { published, feedDay, votes, comments, organization, code, projectUrl } = paper
  const facts: (Fact | undefined)[] = [
    { name: 'Id', value: paper.id },
    published ? { name: 'Published', value: dayWords(published) } : undefined,
    versionFact(paper),
    feedDay ? { name: 'Featured', value: dayWords(feedDay) } : undefined,
    votes === undefined
      ? undefined
      : { name: 'Votes', value: `${counted(votes)} ${votesLine}`.trimEnd() },
    comments === undefined ? undefined : { name: 'Comments', value: counted(comments) },
    organization ? { name: 'Organization', value: organization } : undefined,
    code && {
      name: 'Code',
      value: [{ link: shortAddress(code.url), href: code.url }, starsOf(paper)],
    },
    projectUrl
      ? { name: 'Project', value: [{ link: shortAddress(projectUrl), href: projectUrl }] }
      : undefined,
    paper.doi ? { name: 'DOI', value: paper.doi } : undefined,
    paper.comment ? { name: 'Remark', value: paper.comment } : undefined,
    listFact('Categories', paper.categories),
    listFact('Keywords', paper.keywords),
  ]
  return facts.filter((fact) => fact !== undefined)
}

/** First versions go without saying. */
function versionFact({ version, updated }: Paper): Fact | undefined {
  if (version === undefined || version === 1) return undefined
  return { name: 'Version', value: `v${version}${updated ? `, ${dayWords(updated)}` : ''}` }
}

function listFact(name: string, values: readonly string[] | undefined): Fact | undefined {
  return values && values.length > 0 ? { name, value: values.join(', ') } : undefined
}

function starsOf(paper: Paper): string {
  return paper.code?.stars === undefined ? '' : codeWords(paper).replace('code', '')
}

/** An address without what everybody knows. */
function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}

function pressesOf({ id }: Paper): Button[] {
  const options = { paper: id }
  return [
    saveButton({ id }),
    { label: 'Similar', invoke: { command: 'similar', options }, effect: 'reply' },
    { label: 'Cite', invoke: { command: 'cite', options }, effect: 'reply' },
    followButton(`like:${id}`, 'Follow similar'),
  ]
}

function linksBlock({ id }: Paper): Block[] {
  const links = [
    { link: 'arXiv', href: arxivUrl(id) },
    { link: 'PDF', href: pdfUrl(id) },
    { link: 'Hugging Face', href: huggingFaceUrl(id) },
    { link: 'alphaXiv', href: alphaxivUrl(id) },
  ].flatMap(({ link, href }) => (href === undefined ? [] : [{ link, href }]))
  return links.length === 0 ? [] : [{ kind: 'note', text: between(links, ' · ') }]
}

function text(text: Text): Block {
  return { kind: 'text', text }
}
