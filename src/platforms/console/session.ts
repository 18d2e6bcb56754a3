// One person at the console: answers their lines and remembers what the numbers on the screen stand for.
import { actionId } from '../../bot/action.ts'
import { tooOldView } from '../../bot/apologies.ts'
import type { Bot } from '../../bot/bot.ts'
import type { Invocation, Origin } from '../../bot/invocation.ts'
import type { Text, View } from '../../bot/view.ts'
import { printWords } from '../../bot/words.ts'
import type { ConsoleChoice } from './choices.ts'
import { maxLine } from './limits.ts'
import { parseLine } from './parse.ts'
import { renderView } from './render.ts'
import type { Terminal } from './terminal.ts'

/** Where everything typed at the console comes from: one person, one place. */
export const consoleOrigin: Origin = {
  platform: 'console',
  workspace: 'local',
  channel: 'console',
  user: 'local',
  permissions: { 'manage-channel': { granted: true }, 'manage-workspace': { granted: true } },
}

/** What a line comes to: text to print, nothing at all, or the end. */
export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }

/** A conversation in progress. */
export type Session = {
  /** Never throws, as the bot never does. */
  answer(line: string): Promise<Answer>
  /** Prints a view nobody asked for; its numbers can be typed too. */
  show(view: View): string
}

/** Starts with no numbers to pick. An answer without choices leaves the ones before it in force. */
export function createSession(bot: Bot, terminal: () => Terminal): Session {
  let choices: readonly ConsoleChoice[] = []
  const show = (view: View) => {
    const rendered = renderView(view, terminal())
    if (rendered.choices.length > 0) choices = rendered.choices
    return rendered.text
  }
  return {
    show,
    async answer(typed) {
      const line = parseLine(typed, bot.commands, choices)
      switch (line.kind) {
        case 'quit':
        case 'nothing':
          return { kind: line.kind }
        case 'invoke':
          return { kind: 'text', text: show(await run(bot, line.invocation)) }
        case 'press':
          return { kind: 'text', text: show(await press(bot, line.choice)) }
        case 'no-such-choice':
          return { kind: 'text', text: show(noSuchChoice(line.number, choices.length)) }
        case 'too-long':
          return { kind: 'text', text: show(tooLong) }
        default:
          return line satisfies never
      }
    },
  }
}

function run(bot: Bot, invocation: Invocation): Promise<View> {
  return bot.prepare(invocation, consoleOrigin).run()
}

// Through the same id a button on any other platform carries.
async function press(bot: Bot, choice: ConsoleChoice): Promise<View> {
  if ('href' in choice) {
    // A link without words of its own reads as its address.
    const address = { link: '', href: choice.href }
    return { title: choice.label, blocks: [{ kind: 'text', text: [address] }] }
  }
  const action = await bot.press(actionId(choice.press))
  if (action === undefined) return tooOldView
  return action.effect === 'form' ? formView(action.invocation, bot) : run(bot, action.invocation)
}

/** A console's form is its own line: here it is, to be typed again with changes. */
function formView(invocation: Invocation, bot: Bot): View {
  const command = bot.commands.find(({ name }) => name === invocation.command)
  if (command === undefined) return tooOldView
  const line = { code: printWords(invocation, command) }
  const usage: Text = ['Usage: ', { code: command.usage }]
  return {
    title: 'Type it changed',
    blocks: [
      { kind: 'text', text: ['This was: ', line] },
      { kind: 'text', text: usage },
    ],
  }
}

const tooLong: View = {
  title: 'That line is too long.',
  blocks: [{ kind: 'text', text: `A line may have ${maxLine} characters.` }],
  tone: 'mistake',
}

function noSuchChoice(number: number, offered: number): View {
  const range = offered === 1 ? 'Type 1 for the only one.' : `Type a number from 1 to ${offered}.`
  const none = ['Numbers pick from an answer. Type ', { code: 'help' }, ' to see what you can ask.']
  return {
    title: offered === 0 ? 'There is nothing to pick from yet.' : `There is no choice ${number}.`,
    blocks: [{ kind: 'text', text: offered === 0 ? none : range }],
    tone: 'mistake',
  }
}
