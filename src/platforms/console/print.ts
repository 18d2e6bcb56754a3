// Writing, and waiting until it is written.
import type { Writable } from 'node:stream'

/** Writes text. Resolves when it is through, or will never be: a failure is the stream's `error` event, which the adapter hears. */
export function print(output: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    output.write(text, () => resolve())
  })
}
