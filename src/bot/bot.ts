// The corridor itself: an invocation goes in, a view comes out. Knows no platform and no database.
import type { DigestStores } from '../digests/stores.ts'
import type { Follows } from '../follows/follow.ts'
import type { Privacy } from '../follows/privacy.ts'
import type { Saves } from '../follows/saves.ts'
import type { Feedback } from '../follows/taste.ts'
import type { Corpus } from '../papers/paper.ts'
import type { SearchEngine } from '../search/engine.ts'
import { faultView, mistakeView } from '../views/mistake.ts'
import { type Actions, isShortId, longActions, parseAction } from './action.ts'
import { atHome } from './at-home.ts'
import type { Beyond } from './beyond.ts'
import { checkOptions } from './check.ts'
import type { Command, Completion, Context, Visibility } from './command.ts'
import { type CommandDescription, describeCommand, describeCommands } from './describe.ts'
import { type Form, formButtons, formOf } from './form.ts'
import type { Invocation, Origin } from './invocation.ts'
import { type Permission, refusal } from './permission.ts'
import type { Settings } from './settings.ts'
import { withUntold } from './told.ts'
import { unknownCommandView } from './unknown-command.ts'
import { UserError } from './user-error.ts'
import type { Button, Effect, Instant, Text, View } from './view.ts'

/** A checked invocation, ready to run. */
export type Call = {
  readonly visibility: Visibility
  /** What it answers is the asker's business alone, wherever they ask. */
  readonly personal?: true
  /**
   * Never throws: a mistake or a fault is a view too, with its tone. An answer that takes longer than a chat waits calls
   * `interim` first, with what to show meanwhile.
   */
  run(interim?: (view: View) => void): Promise<View>
}

/** What platforms talk to. */
export type Bot = {
  readonly commands: readonly CommandDescription[]
  /** Checks an invocation. Synchronous, so that a platform can acknowledge at once; never throws. */
  prepare(invocation: Invocation, origin: Origin): Call
  /** Completions for one option while it is typed; [] when there are none. Never throws. */
  suggest(invocation: Invocation, option: string, origin: Origin): Promise<readonly Completion[]>
  /**
   * What an invocation would come to, for a form that is being filled in; undefined where nothing can be said of it (yet).
   * Never throws.
   */
  estimate(invocation: Invocation, origin: Origin): Promise<View | undefined>
  /** The form a `form` button opens, with what is known filled in; undefined when its command has none. */
  form(invocation: Invocation): Form | undefined
  /** What a button's id asks for, or undefined when it is too old or not ours. Never throws. */
  press(actionId: string): Promise<{ invocation: Invocation; effect: Effect } | undefined>
}

/** The part of a logger the bot needs (pino has it). */
export type Log = { error(details: object, message: string): void }

/** What a bot is made of. */
export type Parts = {
  readonly commands: readonly Command[]
  readonly corpus: Corpus
  readonly search: SearchEngine
  readonly beyond?: Beyond | undefined
  readonly settings: Settings
  readonly digests: DigestStores
  readonly saves: Saves
  readonly follows: Follows
  readonly feedback: Feedback
  readonly privacy: Privacy
  readonly actions: Actions
  readonly now: () => Instant
  readonly random: () => number
  readonly log: Log
}

/** Puts the corridor together. */
export function createBot(parts: Parts): Bot {
  const described = parts.commands.map((command) => ({
    command,
    description: describeCommand(command),
  }))
  const commands = describeCommands(parts.commands)
  const named = (name: string) => described.find(({ command }) => command.name === name)

  const contextFor = (origin: Origin, interim: Context['interim'] = () => {}): Context => ({
    origin,
    now: parts.now(),
    random: parts.random,
    corpus: parts.corpus,
    search: parts.search,
    beyond: parts.beyond,
    settings: parts.settings,
    digests: parts.digests,
    saves: parts.saves,
    follows: parts.follows,
    feedback: parts.feedback,
    privacy: parts.privacy,
    interim,
    commands,
  })

  /** Logs what nobody foresaw under a new incident id. */
  function incident(error: unknown, details: object): string {
    const id = incidentId(parts.random)
    parts.log.error({ err: error, incident: id, ...details }, 'unforeseen error')
    return id
  }

  /** Runs to a view, whatever happens; the view's long actions are saved before anybody sees it. */
  async function answer(work: () => Promise<View>, details: object): Promise<View> {
    try {
      const view = await work()
      const texts = longActions(view)
      if (texts.size > 0) await parts.actions.save(texts, parts.now())
      return view
    } catch (error) {
      return faultView(incident(error, details))
    }
  }

  function call(
    visibility: Visibility,
    name: string,
    work: (interim?: Context['interim']) => Promise<View>,
  ): Call {
    return { visibility, run: (interim) => answer(() => work(interim), { command: name }) }
  }

  return {
    commands,

    prepare(invocation, origin) {
      const { command: name, options } = invocation
      const found = named(name)
      if (found === undefined)
        return call('private', name, async () => unknownCommandView(invocation, commands))
      const { command, description } = found
      const checked = checkOptions(command, description, options)
      if ('mistake' in checked)
        return call('private', name, async () =>
          mistakeIn(description, { ...checked, buttons: formButtons(description, options) }),
        )
      const refused = refusal(requiredBy(command), origin)
      if (refused !== undefined) return call('private', name, async () => refused)
      // However it was written: the same answer has the same button.
      const share = { command: name, options: checked.asked }
      const sharing = isShareable(command) ? { share } : {}
      const answered = call(command.visibility, name, async (interim) => {
        try {
          const asker = command.own ? await atHome(origin, parts.privacy) : origin
          const answered = await command.run(checked.options, contextFor(asker, interim))
          const view =
            command.visibility === 'private'
              ? await withUntold(answered, asker, parts, parts.now())
              : answered
          return view.tone === undefined ? { ...view, ...sharing } : view
        } catch (error) {
          if (!(error instanceof UserError)) throw error
          const { message, hint, buttons, option } = error
          return mistakeIn(description, { mistake: message, hint, buttons, option })
        }
      })
      return command.personal === undefined ? answered : { ...answered, personal: true }
    },

    async suggest(invocation, option, origin) {
      const found = named(invocation.command)
      const typed = String(invocation.options[option] ?? '')
      const values = found?.description.options.find((o) => o.name === option)?.values
      if (values !== undefined)
        return values.filter((v) => v.startsWith(typed)).map((value) => ({ label: value, value }))
      const suggest = found?.command.suggest?.[option as never] as Suggest | undefined
      try {
        const asker = found?.command.own ? await atHome(origin, parts.privacy) : origin
        return (await suggest?.(typed, contextFor(asker))) ?? []
      } catch (error) {
        incident(error, { command: invocation.command, option })
        return []
      }
    },

    async estimate(invocation, origin) {
      const found = named(invocation.command)
      if (found?.command.estimate === undefined) return undefined
      const checked = checkOptions(found.command, found.description, invocation.options)
      if ('mistake' in checked) return undefined
      try {
        const asker = found.command.own ? await atHome(origin, parts.privacy) : origin
        return await found.command.estimate(checked.options, contextFor(asker))
      } catch (error) {
        if (!(error instanceof UserError)) incident(error, { command: invocation.command })
        return undefined
      }
    },

    form(invocation) {
      const found = named(invocation.command)
      return found && formOf(found.command, found.description, invocation)
    },

    async press(actionId) {
      try {
        const text = isShortId(actionId) ? await parts.actions.load(actionId) : actionId
        return text === undefined ? undefined : parseAction(text)
      } catch (error) {
        incident(error, { action: actionId })
        return undefined
      }
    },
  }
}

function requiredBy({ may, posts }: Command): Permission[] {
  return [...(may === undefined ? [] : [may]), ...(posts === undefined ? [] : ['post' as const])]
}

/** Everybody sees a public answer already; a personal one is nobody else's business. */
function isShareable({ visibility, personal }: Command): boolean {
  return visibility === 'private' && personal === undefined
}

type Suggest = (typed: string, context: Context) => Promise<readonly Completion[]>

function mistakeIn(
  { usage, examples }: CommandDescription,
  wrong: {
    readonly mistake: string
    readonly hint?: Text | undefined
    readonly buttons?: readonly Button[]
    readonly option?: string | undefined
  },
): View {
  const { mistake, hint, buttons = [], option } = wrong
  return mistakeView({ message: mistake, hint, buttons, option, usage, example: examples[0] })
}

/** Under which a fault is found in the log: eight letters and digits, hard to mistake for each other when read out. */
export function incidentId(random: () => number): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const letter = () => letters[Math.floor(random() * letters.length)] ?? '2'
  return Array.from({ length: 8 }, letter).join('')
}
