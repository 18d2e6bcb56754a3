// The connections as the client keeps them, but one that is being opened can be ended too.
import { setImmediate } from 'node:timers/promises'
import {
  type ClientOptions,
  type IShardingStrategy,
  SimpleShardingStrategy,
  WebSocketShardStatus,
} from 'discord.js'

type BuildStrategy = NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>

type Connection = {
  readonly status: WebSocketShardStatus
  emit(event: 'closed', close: { readonly code: number }): boolean
}

/**
 * The client's own strategy. A connection that waits to be greeted takes its end for a failure, opens anew, and is then
 * waited for without end: so it is told first that it is closed.
 */
export const buildStrategy: BuildStrategy = (manager) => {
  const strategy = new SimpleShardingStrategy(manager)
  const { shards } = strategy as unknown as { shards: ReadonlyMap<number, Connection> }
  const own: IShardingStrategy = strategy
  const destroy = own.destroy.bind(strategy)
  own.destroy = async (options) => {
    for (const connection of shards.values())
      if (connection.status === WebSocketShardStatus.Connecting)
        connection.emit('closed', { code: 1000 })
    // It hears of that before it is ended.
    await setImmediate()
    await destroy(options)
  }
  return own
}
