// What somebody who talks to the bot, as to a colleague, asks for.
import { mentionsIn } from '../papers/mentions.ts'
import { straightQuotes } from '../search/query.ts'
import { clip } from './clip.ts'
import type { CommandDescription } from './describe.ts'
import type { Invocation } from './invocation.ts'
import { parseWords } from './words.ts'

/** As much as `search` takes; of a longer text `find` picks the telling words. */
const longestQuery = 300
/** As much as `find` takes. */
const longestTalk = 4000

const greeting =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|(?:could|can|would|will) you|please|pls)\b[\s,.!:-]*/i
const farewell = /[\s,]*(?:\b(?:please|pls|thanks|thank you|thx|cheers)\b)?[\s.!?]*$/i
const wishes: readonly RegExp[] = [
  /^(?:do you (?:have|know(?: of)?)|are there|is there|i am|i’m|i'm|we are|i (?:need|want))\b\s*/i,
  /^(?:show|find|give|get|send|bring) (?:me|us)\b\s*/i,
  /^(?:search|look(?:ing)?) for\b\s*/i,
  /^(?:(?:some|any|the|more|new|recent|good)\s+)*(?:papers?|articles?|research|work|something|anything)\s+(?:about|on|for)\b\s*/i,
]

/**
 * A command as it would be typed, the paper of a link, the papers of several links, else a search for the words without the
 * courtesies around them. Nothing but courtesies asks for help. Never throws.
 */
export function readTalk(said: string, commands: readonly CommandDescription[]): Invocation {
  const text = withoutCourtesies(said)
  const wished = wishes.reduce((rest, wish) => rest.replace(wish, ''), text) || text
  if (wished === '') return { command: 'help', options: {} }
  const typed = parseWords(wished, commands)
  const isKnown = commands.some(({ name }) => name === typed.command)
  if (isKnown || isOfGroup(typed, commands)) return typed
  if (wished.length > longestQuery || mentionsIn(wished).length > 0)
    return { command: 'find', options: { text: wished } }
  return { command: 'search', options: { query: straightQuotes(wished) } }
}

function withoutCourtesies(said: string): string {
  let text = clip(said.trim(), longestTalk)
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(greeting, '').replace(farewell, '').trim()
  }
  return text
}

function isOfGroup({ command }: Invocation, commands: readonly CommandDescription[]): boolean {
  const group = `${command.split(' ')[0]} `
  return command.includes(' ') && commands.some(({ name }) => name.startsWith(group))
}
