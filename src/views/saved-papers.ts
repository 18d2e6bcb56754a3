// The reading list: what it holds, what came onto it and off it, and the list as a file.
import type { Button, Item, TextFile, View } from '../bot/view.ts'
import type { Saved } from '../follows/saves.ts'
import { isoDay, type Paper } from '../papers/paper.ts'
import { pageButtons, pageNote, pastTheEndView } from './pages.ts'
import { dayWords, detailsButton, metaLine, plural } from './paper-lines.ts'

/** Puts a paper on the asker's reading list. */
export function saveButton({ id }: Pick<Paper, 'id'>): Button {
  return { label: 'Save', invoke: { command: 'save', options: { paper: id } }, effect: 'reply' }
}

const listButton: Button = {
  label: 'My reading list',
  invoke: { command: 'saved', options: {} },
  effect: 'update',
}

/** A paper is on the list. */
export function savedView(paper: Paper, came: 'saved' | 'already'): View {
  const remove: Button = {
    label: 'Remove',
    invoke: { command: 'unsave', options: { paper: paper.id } },
    effect: 'update',
  }
  return {
    title: came === 'saved' ? 'Saved' : 'You have saved this already',
    blocks: [itemOf(paper), { kind: 'buttons', buttons: [listButton, remove] }],
  }
}

/** A paper is off the list, which one press undoes. */
export function unsavedView(paper: Paper): View {
  const undo: Button = {
    label: 'Undo',
    invoke: { command: 'save', options: { paper: paper.id } },
    effect: 'update',
  }
  return {
    title: 'Taken off your reading list',
    blocks: [itemOf(paper), { kind: 'buttons', buttons: [undo, listButton] }],
  }
}

function itemOf(paper: Paper): Item {
  return { kind: 'item', title: paper.title, meta: metaLine(paper), button: detailsButton(paper) }
}

/** A list, and the papers of one page of it. */
export type SavedList = {
  readonly saved: readonly Saved[]
  readonly papers: readonly Paper[]
  readonly page: number
  readonly pageSize: number
}

/** One page of the list. */
export function savedListView({ saved, papers, page, pageSize }: SavedList): View {
  if (saved.length === 0) return emptyListView
  const to = (next: number) => ({
    label: '',
    invoke: { command: 'saved', options: { page: next } },
    effect: 'update' as const,
  })
  if (papers.length === 0) return pastTheEndView(page, saved.length, 'paper', to)
  const since = new Map(saved.map(({ paper, at }) => [paper, at]))
  return {
    title: `Your reading list: ${plural(saved.length, 'paper')}`,
    blocks: [
      ...papers.map((paper) => savedItem(paper, since.get(paper.id))),
      ...pageNote(page, pageSize, saved.length),
      {
        kind: 'buttons',
        buttons: [
          ...pageButtons(page, pageSize, saved.length, to),
          exportButton('Export to BibTeX', 'bibtex'),
          exportButton('Export to Markdown', 'markdown'),
        ],
      },
    ],
  }
}

function savedItem(paper: Paper, at: number | undefined): Item {
  const item = itemOf(paper)
  if (at === undefined) return item
  return { ...item, body: `Saved on ${dayWords(isoDay(at))}` }
}

function exportButton(label: string, format: string): Button {
  return { label, invoke: { command: 'saved', options: { export: format } }, effect: 'reply' }
}

const emptyListView: View = {
  title: 'Your reading list is empty',
  blocks: [
    { kind: 'text', text: 'Save under a paper puts it here, for your eyes alone.' },
    {
      kind: 'buttons',
      buttons: [
        {
          label: 'Trending',
          invoke: { command: 'trending', options: {} },
          effect: 'reply',
        },
      ],
    },
  ],
}

/** The whole list, as a file. */
export function exportedView(papers: number, file: TextFile): View {
  return {
    title: `Your reading list as ${file.name}`,
    blocks: [{ kind: 'note', text: `${plural(papers, 'paper')}, in the order you saved them.` }],
    files: [file],
  }
}
