// What people follow, from the arrival of a paper to the message about it.
import { setImmediate } from 'node:timers/promises'
import { type TasteStores, tasteOfPerson } from '../bot/taste.ts'
import type { Instant } from '../bot/view.ts'
import { type Follow, type Follows, watchOf } from '../follows/follow.ts'
import { createMatcher } from '../follows/match.ts'
import type { Person } from '../follows/person.ts'
import { inOrder } from '../follows/taste.ts'
import { whyMatched } from '../follows/why.ts'
import type { Paper } from '../papers/paper.ts'
import { analysePaper } from '../search/analysis.ts'
import { type EditionHit, type FollowEditions, personOf } from '../store/follow-editions.ts'
import type { Find, FollowHits } from '../store/follow-hits.ts'
import { type AlertHit, followAlertView, mostShown } from '../views/follow-alert.ts'
import type { Sayable } from './attempt.ts'
import type { Delivery, Schedule } from './delivery.ts'

export type AlertParts = TasteStores & {
  readonly follows: Follows
  readonly hits: FollowHits
  readonly editions: FollowEditions
}

/** What becomes due, and what it says. */
export type Alerts = { readonly schedule: Schedule; readonly sayable: Sayable }

export function createAlerts(parts: AlertParts): Alerts {
  const matching = createMatching(parts)
  return {
    schedule: {
      async enqueueDue(now) {
        await matching.catchUp(now)
        await parts.editions.tidy(now)
        return parts.editions.enqueueDue(now)
      },
    },
    sayable: {
      compose: (delivery) => compose(parts, delivery),
      async ownerOf(delivery) {
        return ownerOf(delivery)
      },
      reader: { of: ownerOf, left: (person, now) => parts.follows.left(person, now) },
    },
  }
}

function ownerOf({ to, subject }: Delivery): Person {
  return { platform: to.platform, workspace: to.workspace, user: personOf(subject) }
}

/** Looks at every new paper once, whoever else does too: the mark in the database says what was looked at. */
function createMatching({ hits, search }: AlertParts) {
  const matcher = createMatcher(search.papersWith)
  let known = 0

  /** Takes in the follows that are new; one that ended is left out when finds are written down. */
  async function takeFollows(): Promise<void> {
    for (;;) {
      const more = await hits.watches(known)
      for (const { number, watch } of more) matcher.add(watch, number)
      const last = more.at(-1)
      if (last === undefined) return
      known = last.number
      await setImmediate()
    }
  }

  return {
    async catchUp(now: Instant): Promise<void> {
      for (;;) {
        const from = await hits.mark()
        const { papers, mark } = await hits.arrivals(from, now)
        if (mark === from) return
        // After the papers: whoever followed before a paper came is among them.
        await takeFollows()
        const found: Find[] = []
        for (const arrival of papers) {
          const follows = matcher.match(analysePaper(arrival.paper)).flatMap((some) => [...some])
          if (follows.length > 0) found.push({ ...arrival, follows })
          await setImmediate()
        }
        await hits.record(found, { from, to: mark }, now)
      }
    },
  }
}

async function compose(parts: AlertParts, delivery: Delivery) {
  const person = ownerOf(delivery)
  const told = await hitsOf(parts, person, delivery)
  if (told.length === 0)
    return { is: 'nothing' as const, reason: 'They saved, saw or stopped following all of it.' }
  const mention = 'channel' in delivery.to ? person.user : undefined
  return {
    is: 'post' as const,
    view: followAlertView({ hits: told, mention }),
    papers: told.slice(0, mostShown).map(({ paper }) => paper.id),
  }
}

/** The papers of an edition in the person's order, each with the follows that found it. */
async function hitsOf(
  parts: AlertParts,
  person: Person,
  delivery: Delivery,
): Promise<readonly AlertHit[]> {
  const { corpus, follows, saves, editions } = parts
  const found = Map.groupBy(await editions.hitsOf(delivery), ({ paper }) => paper)
  const held = new Map((await follows.list(person)).map((follow) => [follow.id, follow]))
  // As it was when this became due, so that every attempt tells the same.
  const saved = (await saves.list(person)).filter(({ at }) => at <= delivery.dueAt)
  const seen = await editions.seenInChannels(person, delivery.dueAt)
  const left = new Set([...saved.map(({ paper }) => paper), ...seen])
  const papers = (await corpus.list([...found.keys()])).filter(
    ({ id, withdrawn }) => !left.has(id) && withdrawn === undefined,
  )
  return inOrder(papers, await tasteOfPerson(person, parts)).flatMap((paper) => {
    const matches = matchesOf(paper, found.get(paper.id) ?? [], held)
    return matches.length === 0 ? [] : [{ paper, matches }]
  })
}

function matchesOf(paper: Paper, found: readonly EditionHit[], held: ReadonlyMap<string, Follow>) {
  return found.flatMap(({ follow: id }) => {
    const follow = held.get(id)
    return follow === undefined ? [] : [{ follow, reasons: whyMatched(watchOf(follow), paper) }]
  })
}
