// Where a post goes, as text: `slack:T1/C1`, `discord:G1/C1`, and for one person `slack:T1/@U1`.
import type { Origin } from './invocation.ts'

/** A channel of a workspace, or a person in it. */
export type Address = { readonly platform: string; readonly workspace: string } & (
  | { readonly channel: string }
  | { readonly user: string }
)

/** The address as text, the form in which it is stored. */
export function formatAddress(address: Address): string {
  const { platform, workspace } = address
  const place = 'user' in address ? `@${address.user}` : address.channel
  return `${platform}:${workspace}/${place}`
}

/** An address from its text; undefined when it is not one. */
export function parseAddress(text: string): Address | undefined {
  const [, platform, workspace, at, place] =
    /^([a-z]+):([^/@\s]+)\/(@?)([^/@\s]+)$/.exec(text) ?? []
  if (platform === undefined || workspace === undefined || place === undefined) return undefined
  const where = { platform, workspace }
  return at === '@' ? { ...where, user: place } : { ...where, channel: place }
}

/** Where something goes that is set up where somebody asks: the channel, or in a direct message the person. */
export function whereAsked({ platform, workspace, channel, user, direct }: Origin): Address {
  return direct ? { platform, workspace, user } : { platform, workspace, channel }
}
