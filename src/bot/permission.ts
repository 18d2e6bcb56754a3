// What may be done where a command was asked for, in the platform's own words, and what a refusal says.
import { mistakeView } from '../views/mistake.ts'
import type { Origin } from './invocation.ts'
import type { View } from './view.ts'

/**
 * `manage-channel`: the asker may change the channel's settings. `manage-workspace`: those that hold for everybody in the
 * workspace. `post`: the bot may write there unasked.
 */
export type Permission = 'manage-channel' | 'manage-workspace' | 'post'

/** Whether a permission is there; `needs` names what is missing as the platform's own settings call it. */
export type Standing =
  | { readonly granted: true }
  | { readonly granted: false; readonly needs: string }

/** The permissions of a place, as far as the platform told. */
export type Permissions = Readonly<Partial<Record<Permission, Standing>>>

/** Why an invocation is refused there; undefined when it is not. */
export function refusal(
  required: readonly Permission[],
  { permissions, platform }: Origin,
): View | undefined {
  for (const permission of required) {
    const standing = permissions?.[permission]
    if (standing?.granted !== true) return refusalViews[permission](standing?.needs, platform)
  }
  return undefined
}

const refusalViews: Readonly<
  Record<Permission, (needs: string | undefined, platform: string) => View>
> = {
  'manage-channel': (needs = 'the right to manage this channel') =>
    mistakeView({
      message: `That takes ${needs}, which you do not have here.`,
      hint: 'Ask somebody who manages this channel, or try it in a channel of your own.',
    }),
  'manage-workspace': (needs = 'the right to manage this whole workspace') =>
    mistakeView({
      message: `That takes ${needs}, which you do not have here.`,
      hint: 'It holds for everybody. Ask somebody who runs this place.',
    }),
  post: (needs = 'the right to write here', platform) =>
    mistakeView({
      message: `I cannot post in this channel: I am missing ${needs}.`,
      hint:
        platform === 'discord'
          ? 'Somebody who manages this server can grant it in the channel’s settings; then ask again.'
          : 'Somebody in this channel can see to that; then ask again.',
    }),
}
