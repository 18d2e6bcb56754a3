// What the bot wants to say, as plain data. A platform's renderer turns it into a message.
// Every string here is characters, never markup: only a renderer writes `*`, `<` or a backslash.
import type { Invocation } from './invocation.ts'

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** One answer or post: a title and what stands under it, in reading order. */
export type View = {
  readonly title: string
  readonly blocks: readonly Block[]
  /** Absent for an ordinary answer. `mistake`: the asker can mend it. `fault`: we broke. */
  readonly tone?: 'mistake' | 'fault'
  /** What a mistake comes to in a line or two, and the option it is about where it is about one: for a form, which shows it there. */
  readonly wrong?: { readonly words: string; readonly option?: string }
  /** A small picture beside the title, where a platform has room for one. */
  readonly thumbnail?: Image
  /** Asks for this answer again: where it was private, a chat offers to show it to everybody. */
  readonly share?: Invocation
  /** The one person whom naming them in it notifies, by platform id; nobody else is ever called. */
  readonly calls?: string
  /** Texts to keep: a chat sends them as files, which only the asker gets where the answer is private. */
  readonly files?: readonly TextFile[]
}

/** A text as a file: `papers.bib`. */
export type TextFile = { readonly name: string; readonly text: string }

/** One piece of a view. */
export type Block =
  | { readonly kind: 'text'; readonly text: Text }
  | Item
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'note'; readonly text: Text }
  | { readonly kind: 'image'; readonly image: Image }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'choice'; readonly choice: Choice }

/** One entry of a list: a paper in an answer, a command in the help. */
export type Item = {
  readonly kind: 'item'
  readonly title: Text
  readonly body?: Text
  readonly meta?: Text
  readonly thumbnail?: Image
  readonly button?: Button
}

/** A named value: "Votes", "42". */
export type Fact = { readonly name: string; readonly value: Text }

/** A picture by address, with the words that stand for it. */
export type Image = { readonly url: string; readonly alt: string }

/** Characters, or spans of them. */
export type Text = string | readonly Span[]

/** Characters that mean something. */
export type Span =
  | string
  | { readonly bold: string }
  /** Shown as typed; with line breaks in it, a block of its own. */
  | { readonly code: string }
  /** Words that matched a query. */
  | { readonly mark: string }
  | { readonly link: string; readonly href: string }
  | { readonly time: Instant; readonly as: 'date' | 'dateTime' | 'relative' }
  /** A person, by platform id. */
  | { readonly user: string }

/** Opens a page, or is a command somebody else typed for you. */
export type Button = { readonly label: string; readonly href: string } | Press

/** A button that invokes. */
export type Press = {
  readonly label: string
  readonly invoke: Invocation
  readonly effect: Effect
  readonly style?: 'primary' | 'danger'
  /** Asked before what cannot be undone, where a platform can ask by itself. */
  readonly confirm?: string
}

/**
 * What pressing does: `update` replaces the message it stands in, `reply` answers privately, `form` asks for the options
 * first and then updates, `share` answers for everybody to see.
 */
export type Effect = 'update' | 'reply' | 'form' | 'share'

/** A menu: one of several invocations. */
export type Choice = {
  readonly label: string
  readonly effect: Effect
  readonly options: readonly ChoiceOption[]
}

/** One entry of a menu. */
export type ChoiceOption = {
  readonly label: string
  readonly description?: string
  readonly invoke: Invocation
}

/** The spans of a text, whichever way it was written. */
export function spansOf(text: Text): readonly Span[] {
  return typeof text === 'string' ? [text] : text
}

/** What a text reads as, with nothing but its characters. Times are not words and give ''. */
export function plainText(text: Text): string {
  return spansOf(text).map(spanCharacters).join('')
}

function spanCharacters(span: Span): string {
  if (typeof span === 'string') return span
  if ('bold' in span) return span.bold
  if ('code' in span) return span.code
  if ('mark' in span) return span.mark
  if ('link' in span) return span.link
  if ('user' in span) return span.user
  span satisfies { time: Instant }
  return ''
}
