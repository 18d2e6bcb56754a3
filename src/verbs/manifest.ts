// The text of Slack's manifest, as config/slack-manifest.json has it.
import type { CommandDescription } from '../bot/describe.ts'
import { declareManifest } from '../platforms/slack/declare.ts'
import { ArgumentsError, readArguments } from './arguments.ts'

/** The manifest as JSON: for Socket Mode or, with `--url`, for an app that Slack reaches there. @throws ArgumentsError */
export function manifestText(
  commands: readonly CommandDescription[],
  args: readonly string[],
): string {
  const { url } = readArguments(args, { options: { url: 'text' }, words: 'none' }).texts
  if (url !== undefined && URL.parse(url)?.protocol !== 'https:')
    throw new ArgumentsError(
      `--url takes the address at which Slack reaches the bot, https://papers.example.org; “${url}” is none.`,
    )
  return JSON.stringify(declareManifest(commands, url), undefined, 2)
}
