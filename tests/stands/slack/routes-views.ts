// Modals and Home tabs: opened with a trigger, put on top of one another, replaced, published.
import { refused, wrong } from './refusal.ts'
import type { Asked, Method } from './rest.ts'
import { demandView } from './rules-view.ts'
import { type Deed, identified, newId, type State, type Team, teamOf } from './state.ts'
import { personOf } from './teams.ts'
import type { Block, Fields, View } from './wire.ts'

const triggerMs = 3000
const stackLimit = 3

/** The methods for views. */
export function viewMethods(state: State): Method[] {
  return [
    {
      name: 'views.open',
      answer(asked) {
        const deed = useTrigger(state, asked)
        return { view: pushView(state, deed, asked.body.view, []) }
      },
    },
    {
      name: 'views.push',
      answer(asked) {
        const deed = useTrigger(state, asked)
        return { view: pushView(state, deed, asked.body.view, state.stacks.get(deed.user)) }
      },
    },
    {
      name: 'views.update',
      answer(asked) {
        const [id, external] = [asked.text('view_id'), asked.text('external_id')]
        const view = [...state.views.values()].find(
          (one) => one.id === id || (id === '' && external !== '' && one.external_id === external),
        )
        if (view === undefined || view.team_id !== asked.team.id) throw refused('not_found')
        const hash = asked.text('hash')
        if (hash !== '' && hash !== view.hash) throw refused('hash_conflict')
        return { view: replaceView(state, view.id, asked.body.view) }
      },
    },
    { name: 'views.publish', answer: (asked) => ({ view: publish(state, asked) }) },
  ]
}

/** What brought the trigger; it is used up. */
function useTrigger(state: State, asked: Asked): Deed {
  const id = asked.text('trigger_id')
  const trigger = state.triggers.get(id)
  if (trigger === undefined) throw wrong('invalid_trigger_id')
  if (trigger.used) throw wrong('exchanged_trigger_id')
  if (state.now() - trigger.at > triggerMs) throw refused('expired_trigger_id')
  const deed = state.deeds.get(trigger.deed)
  if (deed === undefined) throw new Error('a trigger of nothing')
  if (deed.team !== asked.team.id) throw wrong('invalid_trigger_id')
  demandView(asked.body.view, 'modal')
  trigger.used = true
  return deed
}

/** Puts a modal on top of those a person has open. */
export function pushView(
  state: State,
  deed: Deed,
  given: unknown,
  below: readonly string[] = [],
): View {
  if (below.length >= stackLimit) throw wrong('push_limit_reached')
  const view = madeView(state, teamOf(state, deed.team), demandView(given, 'modal'), below)
  state.views.set(view.id, { ...view, shownTo: deed.user })
  state.stacks.set(deed.user, [...below, view.id])
  deed.views.push(view.id)
  return view
}

/** Shows something else in a view that is there. */
export function replaceView(state: State, id: string, given: unknown): View {
  const before = state.views.get(id)
  if (before === undefined) throw refused('not_found')
  const { type, shownTo, team_id } = before
  const fresh = madeView(state, teamOf(state, team_id), demandView(given, type), [])
  const { root_view_id, previous_view_id } = before
  const view: View = { ...fresh, id, root_view_id, previous_view_id }
  state.views.set(id, { ...view, shownTo })
  noteView(state, shownTo, view)
  return view
}

function publish(state: State, asked: Asked): View {
  const person = personOf(state, asked.text('user_id'))
  const key = `${asked.team.id}/${person.id}`
  const hash = asked.text('hash')
  const before = state.views.get(state.homes.get(key) ?? '')
  if (hash !== '' && before !== undefined && before.hash !== hash) throw refused('hash_conflict')
  if (before !== undefined) return replaceView(state, before.id, asked.body.view)
  const view = madeView(state, asked.team, demandView(asked.body.view, 'home'), [])
  state.views.set(view.id, { ...view, shownTo: person.id })
  state.homes.set(key, view.id)
  noteView(state, person.id, view)
  return view
}

function madeView(state: State, team: Team, view: Fields, below: readonly string[]): View {
  const external = String(view.external_id ?? '')
  const isTaken = [...state.views.values()].some((one) => one.external_id === external)
  if (external !== '' && below.length > 0 && isTaken) throw wrong('duplicate_external_id')
  const id = newId('V')
  return {
    callback_id: '',
    private_metadata: '',
    clear_on_close: false,
    notify_on_close: false,
    submit: null,
    close: null,
    ...view,
    id,
    type: view.type as View['type'],
    team_id: team.id,
    blocks: identified(view.blocks as readonly Block[]),
    state: { values: {} },
    hash: `${Math.floor(state.now() / 1000)}.${newId('')}`,
    previous_view_id: below.at(-1) ?? null,
    root_view_id: below[0] ?? id,
    app_id: state.appId,
    external_id: external,
    app_installed_team_id: team.id,
    bot_id: team.botId,
  }
}

/** Tells the latest deeds of a person what came of them. */
function noteView(state: State, person: string, view: View): void {
  for (const deed of state.deeds.values())
    if (deed.user === person && deed.team === view.team_id) deed.views.push(view.id)
}

/** Closes the topmost modal of a person, or all of them. */
export function closeViews(state: State, person: string, all: 'all' | 'top'): void {
  const stack = state.stacks.get(person) ?? []
  const gone = all === 'all' ? stack : stack.slice(-1)
  for (const id of gone) state.views.delete(id)
  state.stacks.set(person, all === 'all' ? [] : stack.slice(0, -1))
}
