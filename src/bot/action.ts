// What a button carries. A button is a command somebody else typed for you, so its id is the command as text.
import { createHash } from 'node:crypto'
import type { Invocation } from './invocation.ts'
import type { Effect, Press, View } from './view.ts'

/** Keeps the texts of actions too long to be their own id. */
export type Actions = {
  /** Saves texts by id; saving the same again is harmless. */
  save(entries: ReadonlyMap<string, string>, at: number): Promise<void>
  load(id: string): Promise<string | undefined>
}

/** Slack's limit for the `value` of a menu's option, the shortest of all platforms. */
export const maxActionId = 75

type Pressable = Pick<Press, 'invoke' | 'effect'>

const effectLetters: Readonly<Record<Effect, string>> = {
  update: 'u',
  reply: 'r',
  form: 'f',
  share: 's',
}

const effects = Object.keys(effectLetters) as readonly Effect[]

/**
 * The id of a button: `u/search?page=2&query=mamba`, or, past 75 characters, `u~` and 22 characters of
 * SHA-256. The same button always has the same id; a long one's text must be saved before it is shown.
 */
export function actionId(press: Pressable): string {
  const text = actionText(press)
  return text.length <= maxActionId ? text : shortId(text)
}

/** The press that shows everybody what an invocation answers. */
export function sharePress(invoke: Invocation): Press {
  return { label: 'Share', invoke, effect: 'share' }
}

/** Whether an id stands for a saved text. */
export function isShortId(id: string): boolean {
  return /^[urfs]~[\w-]{22}$/.test(id)
}

/** The invocation in an action's text; undefined when the text is not one. Never throws. */
export function parseAction(text: string): { invocation: Invocation; effect: Effect } | undefined {
  const [, letter, name = '', query = ''] = /^([urfs])\/([^?]+)(?:\?(.*))?$/s.exec(text) ?? []
  const effect = effects.find((known) => effectLetters[known] === letter)
  if (effect === undefined) return undefined
  const command = decode(name)
  if (command === undefined) return undefined
  const options = Object.fromEntries(new URLSearchParams(query))
  return { invocation: { command, options }, effect }
}

/** The texts to save before a view is shown, by id; empty for most views. */
export function longActions(view: View): ReadonlyMap<string, string> {
  const shared = view.share === undefined ? [] : [sharePress(view.share)]
  const texts = [...pressesOf(view), ...shared].map(actionText)
  return new Map(
    texts.filter((text) => text.length > maxActionId).map((text) => [shortId(text), text]),
  )
}

function pressesOf(view: View): readonly Pressable[] {
  return view.blocks.flatMap((block): readonly Pressable[] => {
    if (block.kind === 'buttons') return block.buttons.filter((button) => 'invoke' in button)
    if (block.kind === 'item') return block.button && 'invoke' in block.button ? [block.button] : []
    if (block.kind !== 'choice') return []
    return block.choice.options.map(({ invoke }) => ({ invoke, effect: block.choice.effect }))
  })
}

function actionText({ invoke, effect }: Pressable): string {
  const entries = Object.entries(invoke.options).map(([key, value]) => [key, String(value)])
  const query = new URLSearchParams(entries.sort(byKey) as [string, string][]).toString()
  const head = `${effectLetters[effect]}/${encodeURIComponent(invoke.command.toWellFormed())}`
  return query === '' ? head : `${head}?${query}`
}

function byKey([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1
}

function shortId(text: string): string {
  const digest = createHash('sha256').update(text).digest('base64url')
  return `${text[0]}~${digest.slice(0, 22)}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    // A broken escape: somebody's own text, not an action of ours.
    return undefined
  }
}
