// The index in a file, so that a start need not analyse every paper again. A snapshot saves time and is never a risk:
// it is used only when it is whole and says of itself that it is of this store, this engine and this analysis.
import { z } from 'zod'
import type { KeepableEngine } from './engine.ts'
import { analysisFingerprint } from './fingerprint.ts'
import { readSealedFile, UnusableFile, writeSealedFile } from './sealed-file.ts'

/** Which store an index is of, and the latest of its changes that is in the index. */
export type StoreState = { readonly identity: string; readonly revision: number }

/** Which snapshots will do. */
export type WantedSnapshot = {
  readonly identity: string
  accepts(revision: number): boolean
}

/** An engine that answers as the one that was written, or why there is none: words that can follow "not used:". */
export type ReadSnapshot =
  | { readonly engine: KeepableEngine; readonly revision: number }
  | { readonly engine: undefined; readonly reason: string }

const headerSchema = z.object({
  analysis: z.string(),
  engine: z.string(),
  identity: z.string(),
  revision: z.int().nonnegative(),
  papers: z.int().nonnegative(),
})
type Header = z.output<typeof headerSchema>

/**
 * Writes what the engine holds at this moment, or leaves the file as it was. `state` may be older than what the engine
 * holds, for changes can be applied twice, but never newer. Throws when the file cannot be written.
 */
export async function writeSnapshot(
  file: string,
  engine: KeepableEngine,
  { identity, revision }: StoreState,
): Promise<void> {
  const blocks = engine.save()
  const papers = engine.size()
  const analysis = await analysisFingerprint()
  const header: Header = { analysis, engine: engine.name, identity, revision, papers }
  await writeSealedFile(file, header, blocks)
}

/** Reads a snapshot into an engine that `create` makes. Never rejects: whatever stands in the file's place, there is an engine or a reason. */
export async function readSnapshot(
  file: string,
  create: () => KeepableEngine,
  wanted: WantedSnapshot,
): Promise<ReadSnapshot> {
  try {
    const engine = create()
    const analysis = await analysisFingerprint()
    let header: Header | undefined
    const check = (found: unknown) => {
      header = checkedHeader(found, { analysis, engine: engine.name }, wanted)
    }
    await readSealedFile(file, check, engine.load)
    if (header === undefined || engine.size() !== header.papers)
      throw new UnusableFile('it does not hold the papers it names')
    return { engine, revision: header.revision }
  } catch (error) {
    return { engine: undefined, reason: reasonOf(error) }
  }
}

function checkedHeader(
  found: unknown,
  own: { readonly analysis: string; readonly engine: string },
  wanted: WantedSnapshot,
): Header {
  const header = headerSchema.safeParse(found).data
  if (header === undefined) throw new UnusableFile('its header is damaged')
  if (header.engine !== own.engine) throw new UnusableFile('it is of another engine')
  if (header.analysis !== own.analysis) throw new UnusableFile('it was made by another version')
  if (header.identity !== wanted.identity) throw new UnusableFile('it is of another store')
  if (!wanted.accepts(header.revision))
    throw new UnusableFile(`it is of another revision (${header.revision})`)
  return header
}

function reasonOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return 'there is none'
  return error instanceof Error ? error.message : String(error)
}
