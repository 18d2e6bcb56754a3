// What a crash run came to, in words and as what must hold.
import type { Count, CrashReport } from './crash.ts'

/** The counts, a line each. */
export function crashLines({ discord, slack, kills, freezes, seconds }: CrashReport): string[] {
  const line = (name: string, count: Count) =>
    `${name.padEnd(8)} ${Object.entries(count)
      .map(([what, n]) => `${what} ${n}`)
      .join(', ')}`
  return [
    line('Discord', discord),
    line('Slack', slack),
    `${kills} kills, ${freezes} freezes, ${seconds.toFixed(1)} s`,
  ]
}

/** What should not have happened, in words; nothing when all is well. */
export function wrongs(
  { discord, slack }: CrashReport,
  { freezes, history }: { readonly freezes: number; readonly history: 'readable' | 'closed' },
): string[] {
  // Who wakes up after its lease may say again what Slack cannot be asked to say once.
  const allowed = freezes === 0 ? 0 : Math.ceil(slack.ambiguous / 1000)
  const checks: readonly (readonly [boolean, string])[] = [
    [discord.lost === 0, `${discord.lost} lost on Discord`],
    [slack.lost === 0, `${slack.lost} lost on Slack`],
    [discord.duplicates === 0, `${discord.duplicates} said again on Discord`],
    [slack.duplicates <= allowed, `${slack.duplicates} said again on Slack`],
    [discord.untrue + slack.untrue === 0, 'something was settled as sent that is not there'],
    [discord.unconfirmed === 0, `${discord.unconfirmed} unconfirmed on Discord`],
    [history === 'closed' || slack.unconfirmed === 0, `${slack.unconfirmed} unconfirmed on Slack`],
  ]
  return checks.flatMap(([holds, words]) => (holds ? [] : [words]))
}
