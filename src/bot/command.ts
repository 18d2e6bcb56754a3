// The glossary of the corridor:
//   command     a declaration under /paper and the function that answers it
//   option      a named value of it; zod declares them, and every platform's declaration and usage text follow
//   invocation  a command somebody asked for, unchecked (invocation.ts)
//   call        a checked one, ready to run (bot.ts)
//   view        what the bot wants to say (view.ts)
import type { z } from 'zod'
import type { DigestStores } from '../digests/stores.ts'
import type { Follows } from '../follows/follow.ts'
import type { Privacy } from '../follows/privacy.ts'
import type { Saves } from '../follows/saves.ts'
import type { Feedback } from '../follows/taste.ts'
import type { Corpus } from '../papers/paper.ts'
import type { SearchEngine } from '../search/engine.ts'
import type { Beyond } from './beyond.ts'
import type { CommandDescription } from './describe.ts'
import type { Origin } from './invocation.ts'
import type { Settings } from './settings.ts'
import type { Instant, View } from './view.ts'

/** `private`: the asker alone sees the answer. `public`: the whole channel does. */
export type Visibility = 'public' | 'private'

/** A value a person may pick while typing an option: what is shown and what is filled in. */
export type Completion = { readonly label: string; readonly value: string }

/** What people can type, and how it is answered. One file in `commands/` each. */
export type Command<O extends z.ZodObject = z.ZodObject> = {
  readonly name: string
  /** One line, at most 100 characters (Discord's limit for a description). */
  readonly summary: string
  /** Complete lines that work on the sample corpus; a test runs them. */
  readonly examples: readonly string[]
  /** What more there is to know, a line each; `help` shows it. */
  readonly notes?: readonly string[]
  readonly options: O
  /** The option that takes loose words where a command is typed as one line. */
  readonly text?: OptionName<O>
  /** An option that the first loose word sets when it is one of its values: `trending week`. */
  readonly first?: OptionName<O>
  /** Options that the last loose words set when they are one of their values, or a switch's own name: `cite 1706.03762 apa`, `trending why`. */
  readonly last?: readonly OptionName<O>[]
  readonly visibility: Visibility
  /** Only a button or a platform asks for it: it is neither declared nor explained. */
  readonly hidden?: true
  /** Its answers concern the asker alone: they are private and not offered for sharing. */
  readonly personal?: true
  /** It is about what is the asker's own in a workspace, and answered in direct messages too. */
  readonly own?: true
  /** What the asker must be allowed to do where they ask. */
  readonly may?: 'manage-channel' | 'manage-workspace'
  /** It makes the bot post in this channel later, so the bot must be allowed to. */
  readonly posts?: true
  /** The options a form asks for, at most five (a Discord modal's limit). */
  readonly form?: readonly OptionName<O>[]
  /** Completions for options that are not plain enumerations. */
  readonly suggest?: Readonly<
    Partial<
      Record<OptionName<O>, (typed: string, context: Context) => Promise<readonly Completion[]>>
    >
  >
  /** Answers. Throws UserError for what the asker can mend; anything else is a fault of ours. */
  run(options: z.output<O>, context: Context): Promise<View>
  /** What running it would come to, shown while its form is filled in. Throws as `run` does. */
  readonly estimate?: (options: z.output<O>, context: Context) => Promise<View>
}

type OptionName<O extends z.ZodObject> = Extract<keyof O['shape'], string>

/** What a command may use while it answers. */
export type Context = {
  readonly origin: Origin
  readonly now: Instant
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly corpus: Corpus
  readonly search: SearchEngine
  /** The literature that is not in the corpus; absent where the bot runs without upstreams. */
  readonly beyond?: Beyond | undefined
  readonly settings: Settings
  readonly digests: DigestStores
  readonly saves: Saves
  readonly follows: Follows
  readonly feedback: Feedback
  readonly privacy: Privacy
  /** Says something at once, which the answer then follows: for what takes longer than a chat waits. */
  readonly interim: (view: View) => void
  /** Every command, described; `help` reads it. */
  readonly commands: readonly CommandDescription[]
}

/** Declares a command; checks the types and nothing else. */
export function defineCommand<O extends z.ZodObject>(command: Command<O>): Command {
  return command as unknown as Command
}
