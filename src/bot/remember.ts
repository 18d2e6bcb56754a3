// Answers kept for a moment, so that a busy minute asks a platform once.
import type { Instant } from './view.ts'

/** Asks for what a key stands for, or gives what was answered less than `ms` ago. Failures are not kept. */
export function remembering<T>(
  { ms, most, now }: { readonly ms: number; readonly most: number; readonly now: () => Instant },
  ask: (key: string) => Promise<T>,
): (key: string, asking?: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { readonly at: Instant; readonly answer: Promise<T> }>()
  return (key, asking = () => ask(key)) => {
    const known = kept.get(key)
    if (known !== undefined && now() - known.at < ms) return known.answer
    const answer = asking()
    kept.delete(key)
    kept.set(key, { at: now(), answer })
    answer.catch(() => kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return answer
  }
}
