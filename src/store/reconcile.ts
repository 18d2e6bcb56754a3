// Works out, without touching the database, what a batch of records does to the papers held:
// which record belongs to which paper, and which papers turn out to be one.
import { titleKey } from '../papers/identity.ts'
import { merge, samePaper } from '../papers/merge.ts'
import type { Paper, PaperId } from '../papers/paper.ts'

/** What the store holds of everything a batch could touch. */
export type Stored = {
  readonly papers: readonly Paper[]
  readonly aliases: ReadonlyMap<PaperId, PaperId>
}

/** What a batch comes to. */
export type Reconciled = {
  readonly added: readonly Paper[]
  /** Papers already held that changed, or that have another id now. */
  readonly changed: readonly Paper[]
  /** Ids of papers held before, each with the id of the paper it is part of now. */
  readonly merged: ReadonlyMap<PaperId, PaperId>
  /** Aliases not held before: the merged ids, and ids a record came with but its paper does not bear. */
  readonly aliases: ReadonlyMap<PaperId, PaperId>
  /** Records that told us nothing new. */
  readonly unchanged: number
}

// A paper on the desk; `rows` are the stored papers it is made of.
type Entry = { paper: Paper; key: string; readonly rows: readonly PaperId[] }

type Desk = {
  readonly entries: Map<PaperId, Entry>
  readonly titled: Map<string, Set<Entry>>
  readonly aliases: Map<PaperId, PaperId>
}

/** Applies the records in order, each as if the ones before it had been stored. */
export function reconcile(stored: Stored, incoming: readonly Paper[]): Reconciled {
  const desk: Desk = { entries: new Map(), titled: new Map(), aliases: new Map(stored.aliases) }
  for (const paper of stored.papers) put(desk, paper, [paper.id])
  let unchanged = 0
  for (const paper of incoming) if (!take(desk, paper)) unchanged++
  return { ...settle(desk, stored), unchanged }
}

// Whether the record changed anything.
function take(desk: Desk, record: Paper): boolean {
  const matches = matching(desk, record)
  const [first, ...others] = matches
  if (first === undefined) {
    put(desk, record, [])
    return true
  }
  const whole = others.reduce((paper, other) => merge(paper, other.paper), first.paper)
  const next = merge(whole, record)
  for (const match of matches) drop(desk, match)
  for (const id of [record.id, ...matches.map((match) => match.paper.id)])
    if (id !== next.id) desk.aliases.set(id, next.id)
  put(desk, next, [...new Set(matches.flatMap((match) => match.rows))])
  return !(others.length === 0 && same(first.paper, next))
}

/**
 * The papers a record belongs to, the surest first: by id or alias, and by title where at least one of
 * the two ids is our own. Two arXiv ids are two papers whatever their titles.
 */
function matching(desk: Desk, record: Paper): readonly Entry[] {
  const known = desk.entries.get(currentId(desk.aliases, record.id))
  const key = titleKey(record.title)
  const twins = key === '' ? [] : sortById(desk.titled.get(key) ?? [])
  const found = new Set(twins.filter((twin) => isOwn(twin.paper.id)))
  const all = known ? [known, ...found] : [...found]
  const foreign = twins.find((twin) => !isOwn(twin.paper.id))
  if (foreign && isOwn(record.id) && all.every((entry) => isOwn(entry.paper.id))) all.push(foreign)
  return [...new Set(all)]
}

function sortById(entries: Iterable<Entry>): Entry[] {
  return [...entries].sort((a, b) => (a.paper.id < b.paper.id ? -1 : 1))
}

function put(desk: Desk, paper: Paper, rows: readonly PaperId[]): void {
  const entry = { paper, key: titleKey(paper.title), rows }
  desk.entries.set(paper.id, entry)
  const titled = desk.titled.get(entry.key) ?? new Set()
  desk.titled.set(entry.key, titled.add(entry))
}

function drop(desk: Desk, entry: Entry): void {
  desk.entries.delete(entry.paper.id)
  desk.titled.get(entry.key)?.delete(entry)
}

function settle(desk: Desk, stored: Stored): Omit<Reconciled, 'unchanged'> {
  const before = new Map(stored.papers.map((paper) => [paper.id, paper]))
  const added: Paper[] = []
  const changed: Paper[] = []
  const merged = new Map<PaperId, PaperId>()
  for (const { paper, rows } of desk.entries.values()) {
    const old = before.get(paper.id)
    if (rows.length === 0) added.push(paper)
    else if (old === undefined || !same(old, paper)) changed.push(paper)
    for (const row of rows) if (row !== paper.id) merged.set(row, paper.id)
  }
  const aliases = new Map<PaperId, PaperId>()
  for (const alias of desk.aliases.keys()) {
    const id = currentId(desk.aliases, alias)
    if (stored.aliases.get(alias) !== id) aliases.set(alias, id)
  }
  return { added, changed, merged, aliases }
}

function currentId(aliases: ReadonlyMap<PaperId, PaperId>, id: PaperId): PaperId {
  let current = id
  for (let next = aliases.get(current); next !== undefined; next = aliases.get(current))
    current = next
  return current
}

function same(a: Paper, b: Paper): boolean {
  return a.id === b.id && samePaper(a, b)
}

function isOwn(id: PaperId): boolean {
  return id.startsWith('pb-')
}
