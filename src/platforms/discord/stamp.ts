// Buttons in direct messages carry the server whose message they stand in: there, Discord tells of none.
import { type APIContainerComponent, type BaseInteraction, ComponentType } from 'discord.js'

/** An action's id, and the server. An id has at most 75 characters, a server's 20: within Discord's 100. */
const stamped = /^(.*)@(\d{17,20})$/s

/** The same message with the server in all its buttons and menus; without one, the message as it is. */
export function stamp(
  container: APIContainerComponent,
  server: string | undefined,
): APIContainerComponent {
  return server === undefined ? container : (within(container, server) as APIContainerComponent)
}

function within(part: unknown, server: string): unknown {
  if (Array.isArray(part)) return part.map((each) => within(each, server))
  if (typeof part !== 'object' || part === null) return part
  const { type, custom_id: id } = part as { type?: number; custom_id?: string }
  if (type === ComponentType.Button && id !== undefined)
    return { ...part, custom_id: `${id}@${server}` }
  if (type === ComponentType.StringSelect) {
    const { options } = part as { options: readonly { value: string }[] }
    const values = options.map((one) => ({ ...one, value: `${one.value}@${server}` }))
    return { ...part, options: values }
  }
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, within(value, server)]),
  )
}

/** The action's id as it was before. */
export function unstamped(id: string): string {
  return stamped.exec(id)?.[1] ?? id
}

/** What was pressed, chosen or filled in. */
export function idOf(interaction: BaseInteraction): string | undefined {
  if (interaction.isStringSelectMenu()) return interaction.values[0]
  return interaction.isMessageComponent() || interaction.isModalSubmit()
    ? interaction.customId
    : undefined
}

/** The server that what was pressed in direct messages carries. */
export function stampOf(interaction: BaseInteraction): string | undefined {
  return interaction.guildId === null ? stamped.exec(idOf(interaction) ?? '')?.[2] : undefined
}
