// `npm run test:crash`: the long run, with its counts. Fails when anything was lost, or said again.
import { parseArgs } from 'node:util'
import { placeFile, placeSchema } from '../contracts/places.ts'
import { type CrashOptions, crash } from './crash.ts'
import { crashLines, wrongs } from './report.ts'
import { folder } from './scaled.ts'

const usage = `Usage: npm run test:crash -- [OPTION…]

  --deliveries N   on each platform, 3000 unless you say
  --kills N        60 unless you say
  --freezes N      workers stopped for longer than their lease, 0 unless you say
  --seed N         1 unless you say; may be given again
  --no-history     Slack does not let the app read what was said
  --postgres       on the server that PAPERBOY_TEST_POSTGRES names
`

const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '3000' },
    kills: { type: 'string', default: '60' },
    freezes: { type: 'string', default: '0' },
    seed: { type: 'string', multiple: true, default: ['1'] },
    'no-history': { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function runSeed(seed: number): Promise<boolean> {
  const place = await (values.postgres ? placeSchema() : placeFile(folder))
  const options: CrashOptions = {
    database: place.url,
    deliveries: Number(values.deliveries),
    kills: Number(values.kills),
    freezes: Number(values.freezes),
    seed,
    history: values['no-history'] ? 'closed' : 'readable',
  }
  const tell = (line: string) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${line}`)
  try {
    const report = await crash({ ...options, tell })
    const wrong = wrongs(report, options)
    process.stdout.write(`\nseed ${seed}\n${[...crashLines(report), ...wrong].join('\n')}\n`)
    return wrong.length === 0
  } finally {
    await place.remove()
  }
}

if (values.help) process.stdout.write(usage)
else for (const seed of values.seed) if (!(await runSeed(Number(seed)))) process.exitCode = 1
