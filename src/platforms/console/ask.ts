// One question, one answer: the console without a conversation.
import type { Bot } from '../../bot/bot.ts'
import type { View } from '../../bot/view.ts'
import { parseWords } from '../../bot/words.ts'
import { withoutPaper } from './parse.ts'
import { renderView } from './render.ts'
import { consoleOrigin } from './session.ts'
import type { Terminal } from './terminal.ts'

/** Answers one line, as printed and as a view; not `ok` when it is a mistake or a fault. An empty line asks for help. */
export async function ask(
  bot: Bot,
  line: string,
  terminal: Terminal,
): Promise<{ readonly text: string; readonly view: View; readonly ok: boolean }> {
  const invocation = parseWords(withoutPaper(line), bot.commands)
  const view = await bot.prepare(invocation, consoleOrigin).run()
  return { text: renderView(view, terminal).text, view, ok: view.tone === undefined }
}
