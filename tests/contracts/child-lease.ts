// A process of its own that waits for another, then asks for the lease `work`, for 3 ms each time, at uneven steps of a
// clock of its own from 1 to LAST, and on until it has had it once. Prints `INSTANT EPOCH` whenever it gets it. Ends
// when whoever started it does:
// `node child-lease.ts URL HOLDER OTHER LAST`.
import { setTimeout } from 'node:timers/promises'
import { openDatabase } from '../../src/store/database.ts'
import { createLeases } from '../../src/store/leases.ts'

const [, , url = '', holder = '', other = '', last = ''] = process.argv
process.stdin.on('end', () => process.exit(1)).resume()
const database = await openDatabase(url)
const leases = createLeases(database)

await leases.take(`${holder} is here`, holder, 0, 1)
while ((await leases.read(`${other} is here`)) === undefined) await setTimeout(5)

let taken = 0
for (let now = 1, n = 0; now <= Number(last) || taken === 0; n++) {
  const epoch = await leases.take('work', holder, now, 3)
  if (epoch !== undefined) {
    taken++
    process.stdout.write(`${now} ${epoch}\n`)
  }
  // Steps of 1 prolong a lease, longer ones let it run out.
  now += n % 5 === 0 ? 7 : 1
}
await database.close()
process.exit(0)
