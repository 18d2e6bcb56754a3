// The console on a pipe: each line answered in order, no prompt and no echo.
import type { Readable, Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { maxLine } from './limits.ts'
import { createLineSplitter } from './lines.ts'
import { print } from './print.ts'
import type { Session } from './session.ts'

/** Answers lines until the input ends, `quit` or `leaving`; resolves when the last answer is written. */
export async function runPlain(
  session: Session,
  input: Readable,
  output: Writable,
  leaving: AbortSignal,
): Promise<void> {
  const done = Promise.withResolvers<void>()
  const decoder = new StringDecoder('utf8')
  const splitter = createLineSplitter(maxLine)
  const answer = createAnswerer(session, output)
  let turn = Promise.resolve()
  const take = (lines: readonly string[]) => {
    // Reading rests while lines are answered: an endless input is not gathered in memory.
    input.pause()
    turn = turn.then(async () => {
      for (const line of lines) {
        if (!leaving.aborted && (await answer(line)) === 'quit') done.resolve()
      }
      if (!leaving.aborted) input.resume()
    })
    turn.catch(done.reject)
  }
  const onPiece = (piece: Buffer | string) =>
    take(splitter.push(typeof piece === 'string' ? piece : decoder.write(piece)))
  const onEnd = () => {
    take(splitter.push(decoder.end()))
    take(splitter.end())
    turn.then(done.resolve, done.reject)
  }
  input.on('data', onPiece).once('end', onEnd).once('close', onEnd)
  leaving.addEventListener('abort', () => done.resolve())
  await done.promise.finally(() => {
    input.off('data', onPiece).off('end', onEnd).off('close', onEnd).pause()
  })
}

// After `quit` nothing more is answered; a blank line stands between answers.
function createAnswerer(
  session: Session,
  output: Writable,
): (line: string) => Promise<'quit' | 'next'> {
  let state: 'first' | 'later' | 'quit' = 'first'
  return async (line) => {
    if (state === 'quit') return 'quit'
    const answer = await session.answer(line)
    if (answer.kind === 'quit') {
      state = 'quit'
      return 'quit'
    }
    if (answer.kind === 'text') {
      await print(output, `${state === 'first' ? '' : '\n'}${answer.text}\n`)
      state = 'later'
    }
    return 'next'
  }
}
