// A process of its own that takes turns at arXiv, all asked for at once, and prints the instants:
// `node child-turns.ts URL COUNT NOW`.
import { openDatabase } from '../../src/store/database.ts'
import { createUpstreams } from '../../src/store/upstreams.ts'

const [, , url = '', count = '', now = ''] = process.argv
const database = await openDatabase(url)
const upstreams = createUpstreams(database)
const turns = await Promise.all(
  Array.from({ length: Number(count) }, () => upstreams.takeTurn('arxiv', 3_000, Number(now))),
)
process.stdout.write(turns.map((turn) => `${turn}\n`).join(''))
await database.close()
