// A process of its own that opens a database, says so, and closes it: `node child-open.ts URL`.
import { openDatabase } from '../../src/store/database.ts'

const database = await openDatabase(process.argv[2] ?? '')
await database.close()
process.stdout.write('opened\n')
