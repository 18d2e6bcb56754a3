// A process of its own that stores batches (batches.ts) until it is killed, or through batch LAST, and prints each
// batch's number once it is acknowledged: `node child-upsert.ts URL NAME [LAST]`.
import { openDatabase } from '../../src/store/database.ts'
import { createPapers } from '../../src/store/papers.ts'
import { batchOf } from './batches.ts'

const [, , url = '', name = '', last = 'Infinity'] = process.argv
const papers = createPapers(await openDatabase(url))
for (let n = 0; n <= Number(last); n++) {
  await papers.upsert(batchOf(name, n), 1_000 + n)
  process.stdout.write(`${n}\n`)
}
process.exit(0)
