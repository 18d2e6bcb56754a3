// The text of a Daily Papers page as a person copies it: head lines, then a title and an abstract for each paper.
import { paperIdFromTitle } from '../papers/identity.ts'
import { cleanText, clip, limits } from './clean.ts'
import { collect, type PaperOrReason, quote, type Records } from './reading.ts'

/** Above this many characters a paragraph is an abstract. Half a year of Daily Papers has titles up to 168 and abstracts from 485. */
const longestTitle = 300

/** What stands on the page before the first paper and is no title of one. */
const headLine =
  /^(?:new|subscribe|daily papers|get trending papers.*|by ?AK and .*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2})$/i

type Paragraph = { readonly text: string; readonly place: string }

/** The papers of a page's text. Their ids are made from their titles; the page names no year, so they have no dates. */
export function readPageText(text: string): Records {
  return collect(pairs(paragraphsOf(text)))
}

function* pairs(paragraphs: readonly Paragraph[]) {
  let title: Paragraph | undefined
  let beforeFirst = true
  for (const paragraph of paragraphs) {
    const afterTitle = title !== undefined && !beforeFirst
    if (isLong(paragraph.text) || (afterTitle && isSentence(paragraph.text))) {
      yield { place: paragraph.place, read: readPair(title, paragraph) }
      title = undefined
      beforeFirst = false
    } else if (!beforeFirst || !headLine.test(paragraph.text)) {
      if (title !== undefined && afterTitle) yield untold(title)
      title = paragraph
    }
  }
  if (title !== undefined) yield untold(title)
}

function isLong(text: string): boolean {
  return text.length > longestTitle
}

/** One arXiv abstract in 200 is no longer than a title could be, but it ends as a sentence does. */
function isSentence(text: string): boolean {
  return text.length >= 80 && text.endsWith('.')
}

function readPair(title: Paragraph | undefined, abstract: Paragraph): PaperOrReason {
  if (title === undefined) return { reason: 'is an abstract with no title before it' }
  return {
    paper: {
      id: paperIdFromTitle(title.text),
      title: title.text,
      abstract: clip(abstract.text, limits.abstract),
      authors: [],
      source: 'page',
    },
  }
}

function untold(title: Paragraph) {
  return {
    place: title.place,
    read: { reason: `is a title without an abstract: ${quote(title.text)}` },
  }
}

function paragraphsOf(text: string): readonly Paragraph[] {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
  return blocks
    .flatMap(linesOf)
    .map(cleanText)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph, index) => ({ text: paragraph, place: `paragraph ${index + 1}` }))
}

/** Lines long enough to be abstracts were not wrapped, so each line stands alone; shorter ones are one wrapped paragraph. */
function linesOf(block: string): readonly string[] {
  const lines = block.split('\n')
  return lines.some(isLong) ? lines : [block]
}
