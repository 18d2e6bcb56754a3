// The console at a terminal: line editing, history, Tab; lines typed ahead wait their turn.
import {
  clearScreenDown,
  createInterface,
  cursorTo,
  type Interface,
  moveCursor,
} from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { candidateLines, fillOf } from './candidates.ts'
import type { Completions } from './complete.ts'
import { escapeLine } from './escape.ts'
import { maxHistory } from './limits.ts'
import { print } from './print.ts'
import type { Session } from './session.ts'

/** A terminal, and what the prompt needs to know from outside. */
export type Screen = {
  readonly input: Readable
  readonly output: Writable
  complete(line: string): Promise<Completions>
  /** How wide it is now. */
  columns(): number
  /** Printed before the first prompt. */
  readonly welcome: string | undefined
  /** Lines typed in earlier sessions, the oldest first. */
  readonly past: readonly string[]
  /** Given what prints something nobody asked for, above the prompt; it gives false once nobody is there any more. */
  opened(say: (text: () => string) => Promise<boolean>): void
}

const prompt = 'paper> '

// `open`: lines may still come. `waiting`: lines typed and not answered yet. `parted`: the last line was a goodbye.
type State = { open: boolean; waiting: number; parted: boolean; past: readonly string[] }

type Conversation = {
  readonly session: Session
  readonly rl: Interface
  readonly output: Writable
  readonly state: State
  readonly leaving: AbortController
}

/** Prompts until the input ends or the person leaves. Resolves, when all is answered, with the lines to remember, the oldest first. */
export async function runPrompt(
  session: Session,
  screen: Screen,
  leaving: AbortController,
): Promise<readonly string[]> {
  const { output, welcome, past } = screen
  if (welcome !== undefined) await print(output, `${welcome}\n\n`)
  const done = Promise.withResolvers<void>()
  const state: State = { open: true, waiting: 0, parted: false, past }
  const rl = openReadline(screen, state, leaving)
  const talk = { session, rl, output, state, leaving }
  let turn = Promise.resolve()
  rl.on('line', (line) => {
    // Behind earlier answers, a line typed ahead is shown again, above its own.
    const shown = state.waiting > 0 ? `${prompt}${escapeLine(line)}\n` : ''
    state.waiting += 1
    // While an answer is made, what is typed ahead stands alone on its line.
    rl.setPrompt('')
    turn = turn.then(() => answer(line, shown, talk))
    turn.catch(done.reject)
  })
  rl.once('close', () => {
    if (leaving.signal.aborted) done.resolve()
    else turn.then(done.resolve, done.reject)
  })
  rl.prompt()
  screen.opened((text) => {
    const said = turn.then(() => say(text, talk))
    turn = said.then(() => undefined)
    return said
  })
  await done.promise.finally(() => rl.close())
  // The prompt they left stands on a line without an end.
  if (!state.parted && output.writable) output.write('\n')
  return state.past
}

async function answer(
  line: string,
  shown: string,
  { session, rl, output, state, leaving }: Conversation,
): Promise<void> {
  if (leaving.signal.aborted) return
  const reply = await session.answer(line)
  if (leaving.signal.aborted) return
  state.waiting -= 1
  if (reply.kind === 'quit') {
    state.parted = true
    return leaving.abort()
  }
  if (state.open) eraseTypedAhead(rl, output)
  if (reply.kind === 'text') await print(output, `${shown}\n${reply.text}\n\n`)
  if (!state.open || leaving.signal.aborted) return
  if (state.waiting === 0) rl.setPrompt(prompt)
  rl.prompt(true)
}

async function say(
  text: () => string,
  { rl, output, state, leaving }: Conversation,
): Promise<boolean> {
  if (!state.open || leaving.signal.aborted) return false
  eraseTypedAhead(rl, output)
  await print(output, `\n${text()}\n\n`)
  if (state.open && !leaving.signal.aborted) rl.prompt(true)
  return true
}

function openReadline(screen: Screen, state: State, leaving: AbortController): Interface {
  const rl = createInterface({
    input: screen.input,
    output: screen.output,
    terminal: true,
    prompt,
    history: screen.past.toReversed(),
    historySize: maxHistory,
    removeHistoryDuplicates: true,
    signal: leaving.signal,
    completer: (line: string, tell: (error: Error | null, found?: Completions) => void) => {
      // A completion that comes after the end has nobody to go to.
      const tellIfOpen: typeof tell = (error, found) => state.open && tell(error, found)
      screen.complete(line).then((found) => {
        tellIfOpen(null, state.open ? offer(found, line, rl, screen) : found)
      }, tellIfOpen)
    },
  })
  rl.once('close', () => {
    state.open = false
  })
  rl.on('history', (lines) => {
    state.past = lines.toReversed()
  })
  rl.on('SIGINT', () => {
    if (rl.line === '') return leaving.abort()
    rl.write(null, { ctrl: true, name: 'e' })
    rl.write(null, { ctrl: true, name: 'u' })
  })
  return rl
}

// Readline would break long candidates at the edge, and replace what was typed by what they have in common:
// it is given what can be filled in, and several candidates are shown here.
function offer(found: Completions, line: string, rl: Interface, screen: Screen): Completions {
  const [candidates, typed] = found
  if (candidates.length < 2) return found
  const fill = fillOf(found)
  if (fill !== undefined) return [[fill], typed]
  const { rows } = rl.getCursorPos()
  // Readline may go up as many rows as the typed line takes before it shows the prompt anew.
  const shown = candidateLines(candidates, screen.columns()).join('\n')
  screen.output.write(`\n${shown}\n${'\n'.repeat(rows)}`)
  rl.prompt(true)
  return [[], line]
}

// What was typed while the answer was made stands on the screen already; the next prompt shows it again.
function eraseTypedAhead(rl: Interface, output: Writable): void {
  moveCursor(output, 0, -rl.getCursorPos().rows)
  cursorTo(output, 0)
  clearScreenDown(output)
}
