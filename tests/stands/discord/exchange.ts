// What a person sees after doing something: the answer, what follows it, a form, suggestions.
import { type Callback, type Interaction, inside, type State } from './state.ts'
import { until } from './until.ts'
import { type Choice, type Component, flag, type Message, type Modal } from './wire.ts'

export type Exchange = {
  readonly id: string
  readonly token: string
  /** The first answer, whatever it is. */
  ack(): Promise<Callback>
  /** The answer in full as it stands now: no more "thinking", and after a deferred update the message as changed. */
  reply(): Promise<Message>
  /** The form it was answered with. */
  modal(): Promise<Modal>
  /** The suggestions it was answered with. */
  choices(): Promise<readonly Choice[]>
  /** What came after the answer and is still there. */
  followUps(): readonly Message[]
  /** The follow-up of this number, as soon as it is there. */
  followUp(index?: number): Promise<Message>
  /** Whether the answer was there and was taken away. */
  originalDeleted(): boolean
}

/** Watches what becomes of an interaction. */
export function createExchange(state: State, interaction: Interaction): Exchange {
  const { id, token, followUps } = interaction
  const name = `the answer to ${interaction.name}`
  const ack = () => until(name, () => interaction.callback)
  const data = async (type: number) => {
    const callback = await ack()
    if (callback.type !== type) throw new Error(`${name} is of type ${callback.type}, not ${type}`)
    return callback.data
  }
  const shown = () => followUps.flatMap((followUp) => state.messages.get(followUp) ?? [])
  return {
    id,
    token,
    ack,
    async reply() {
      const { type } = await ack()
      if (![4, 5, 6, 7].includes(type)) throw new Error(`${name} is of type ${type}: no message`)
      return until(name, () => {
        const original = state.messages.get(interaction.original ?? '')
        if (original === undefined) throw new Error(`${name} was deleted`)
        return interaction.answered && (original.flags & flag.loading) === 0 && original
      })
    },
    modal: async () => (await data(9)) as unknown as Modal,
    choices: async () => ((await data(8)).choices ?? []) as readonly Choice[],
    followUps: shown,
    followUp: (index = 0) => until(`follow-up ${index} of ${name}`, () => shown()[index]),
    originalDeleted: () => state.deletedMessages.has(interaction.original ?? ''),
  }
}

/** Every component of a message or modal, in reading order. */
export function componentsOf(within: {
  readonly components: readonly Component[]
}): readonly Component[] {
  const all = (component: Component): Component[] => [component, ...inside(component).flatMap(all)]
  return within.components.flatMap(all)
}

/** All the words a message shows. */
export function textOf(message: Message): string {
  const texts = componentsOf(message).flatMap(({ type, content }) => (type === 10 ? content : []))
  return [message.content, ...texts].filter((text) => text !== '').join('\n')
}
