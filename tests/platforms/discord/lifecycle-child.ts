// A process of its own that logs in to a loopback Discord, does what the test says, stops, and has nothing left to do.
import { once } from 'node:events'
import { z } from 'zod'
import { createBot } from '../../../src/bot/bot.ts'
import { defineCommand } from '../../../src/bot/command.ts'
import { createDiscord } from '../../../src/platforms/discord/adapter.ts'
import { createCompactEngine } from '../../../src/search/compact.ts'
import { createBotStores } from '../../../src/store/bot-stores.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { createNotes } from '../../../src/store/notes.ts'
import { createPapers } from '../../../src/store/papers.ts'
import { createWorkspaces } from '../../../src/store/workspaces.ts'

const [api = '', token = '', when = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const database = await openDatabase('sqlite::memory:')
const greet = defineCommand({
  name: 'greet',
  summary: 'Says hello',
  examples: ['greet'],
  options: z.object({}),
  visibility: 'public',
  run: async () => ({ title: 'Hello', blocks: [] }),
})
const log = { info: () => {}, warn: () => say('warned'), error: () => say('failed') }
const bot = createBot({
  commands: [greet],
  corpus: createPapers(database),
  search: createCompactEngine(),
  ...createBotStores(database),
  now: Date.now,
  random: Math.random,
  log,
})
const adapter = createDiscord({
  token,
  api,
  shards: 'auto',
  workspaces: createWorkspaces(database),
  notes: createNotes(database),
  welcome: (server) => ({ title: server, blocks: [] }),
  now: Date.now,
  log,
  graceMs: 200,
})
const started = adapter.start(bot).then(
  () => 'started',
  (error: Error) => error.message,
)
if (when !== 'at once') say(await started)
// The test says when it is time.
await once(process.stdin, 'data')
await adapter.stop()
await started
await database.close()
process.stdin.destroy()
say('stopped')
