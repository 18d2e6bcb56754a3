// /paper follow: what is new for a query comes by itself. Asked once, it shows what that would come to.
import { z } from 'zod'
import { type Context, defineCommand } from '../src/bot/command.ts'
import { refusal } from '../src/bot/permission.ts'
import { rhythmOf } from '../src/bot/rhythm.ts'
import { zoneOf } from '../src/bot/time-zone.ts'
import { UserError } from '../src/bot/user-error.ts'
import type { View } from '../src/bot/view.ts'
import { nextTelling } from '../src/follows/due.ts'
import { estimate, estimateDays } from '../src/follows/estimate.ts'
import {
  type Follow,
  followId,
  frequencies,
  isNothing,
  mostFollows,
  printWanted,
  readWanted,
  type Wanted,
} from '../src/follows/follow.ts'
import { type Likeness, likenessOf } from '../src/follows/likeness.ts'
import { addDays, isoDay } from '../src/papers/paper.ts'
import { printQuery } from '../src/search/query.ts'
import { type FollowDraft, followDraftView, followEstimateView } from '../src/views/follow-draft.ts'
import { followedView } from '../src/views/following-list.ts'

/** What a query costs grows with its terms, and every new paper is held against it. */
const mostTerms = 16

const options = z.object({
  query: z
    .string()
    .trim()
    .max(300)
    .optional()
    .describe('what to follow: a query as in search, or like: and a paper'),
  often: z.enum(frequencies).default('daily').describe('how often it is told'),
  where: z
    .enum(['dm', 'here'])
    .default('dm')
    .describe('by direct message, or in this channel with a mention'),
  instead: z
    .string()
    .trim()
    .max(40)
    .optional()
    .describe('the follow of yours that it takes the place of'),
  save: z.boolean().default(false).describe('do it, without looking first'),
})

type Asked = z.output<typeof options>

export default defineCommand({
  name: 'follow',
  summary: 'Get what is new for a query, by itself, with the reason why',
  examples: [
    'follow "state space" model',
    'follow author:vaswani weekly',
    'follow like:2006.11239 instant',
    'follow diffusion -video has:code daily save',
  ],
  notes: [
    'What search shows is what follow sends. like:1706.03762 follows what resembles a paper; words beside it narrow that down.',
    'A new version of a paper is not a new paper; nothing comes twice, and nothing you saved.',
  ],
  options,
  text: 'query',
  last: ['often', 'where', 'save'],
  visibility: 'private',
  personal: true,
  own: true,
  form: ['query', 'often', 'where'],
  async run(asked, context) {
    const wanted = readQuery(asked.query ?? '')
    const refused =
      asked.where === 'here' && !context.origin.direct
        ? refusal(['post'], context.origin)
        : undefined
    if (refused !== undefined) return refused
    const zone = await zoneOf(context.origin, context.settings)
    const follow = await followOf(asked, wanted, zone, context)
    if (asked.save) return save(follow, asked, context)
    return followDraftView(await draft(follow, wanted, asked, zone, context))
  },
  async estimate(asked, context) {
    const wanted = readQuery(asked.query ?? '')
    const zone = await zoneOf(context.origin, context.settings)
    const follow = await followOf(asked, wanted, zone, context)
    return followEstimateView(await draft(follow, wanted, asked, zone, context))
  },
})

/** Throws UserError for what cannot be followed. */
function readQuery(text: string): Wanted {
  const wanted = readWanted(text)
  if (isNothing(wanted))
    throw new UserError(wanted.query.problems[0] ?? 'follow needs a query.', {
      option: 'query',
      hint: 'Give a word or two, an author:name, or like: and the id of a paper.',
      buttons: [{ label: 'Write one', invoke: { command: 'follow', options: {} }, effect: 'form' }],
    })
  const terms = wanted.query.clauses.flat()
  if (terms.length > mostTerms)
    throw new UserError(`That is more than ${mostTerms} words: try fewer, or two follows.`, {
      option: 'query',
    })
  if (wanted.like === undefined && terms.every(({ not }) => not))
    throw new UserError('That only leaves papers out, and would follow all others.', {
      option: 'query',
      hint: 'Say what you want to see, too.',
    })
  return wanted
}

async function followOf(
  { often, where }: Asked,
  wanted: Wanted,
  zone: string | undefined,
  context: Context,
): Promise<Follow> {
  const { origin, now } = context
  const likeness = wanted.like === undefined ? undefined : await likenessTo(wanted.like, context)
  return {
    id: followId(wanted),
    query: printWanted(wanted),
    ...(likeness && { likeness }),
    often,
    ...(where === 'here' && !origin.direct && { channel: origin.channel }),
    ...(zone && { zone }),
    createdAt: now,
  }
}

async function likenessTo(id: string, { corpus, search }: Context): Promise<Likeness> {
  const paper = await corpus.find(id)
  if (paper === undefined)
    throw new UserError(`I do not have ${id}.`, { hint: 'Show it first; then it can be followed.' })
  const likeness = likenessOf(paper, search)
  if (likeness === undefined)
    throw new UserError('Too little is known of that paper to find others like it.', {
      hint: paper.title,
    })
  return likeness
}

async function draft(
  follow: Follow,
  wanted: Wanted,
  { instead }: Asked,
  zone: string | undefined,
  context: Context,
): Promise<FollowDraft> {
  const { origin, corpus, search, settings, follows, now } = context
  const watch = { query: wanted.query, likeness: follow.likeness }
  const found = await estimate(watch, context, now)
  const held = (await follows.list(origin)).find(({ id }) => id === follow.id)
  const isSame = held?.often === follow.often && held.channel === follow.channel
  const { lastDay } = await corpus.state()
  const isOld = lastDay === undefined || lastDay < addDays(isoDay(now), -estimateDays)
  const rhythm = await rhythmOf(origin, settings, zone)
  return {
    follow,
    problems: wanted.query.problems,
    estimate: found,
    next: nextTelling(follow.often, rhythm, now),
    zone,
    known:
      held === undefined ? (instead === undefined ? 'new' : 'other') : isSame ? 'same' : 'other',
    instead,
    nearest: found.papers > 0 ? undefined : await nearestOf(wanted, search),
    corpus: isOld ? 'old' : 'current',
  }
}

/** The query with its misspelt words mended, where no paper has them. */
async function nearestOf(
  { query, like }: Wanted,
  search: Context['search'],
): Promise<string | undefined> {
  if (like !== undefined) return undefined
  const { total } = await search.search(query, { offset: 0, limit: 1 })
  const corrected = total > 0 ? undefined : await search.correct(query)
  return corrected && printQuery(corrected)
}

async function save(follow: Follow, { instead }: Asked, context: Context): Promise<View> {
  const { origin, follows, settings, now } = context
  const replaced = instead === undefined || instead === follow.id ? undefined : instead
  const old = replaced === undefined ? undefined : await follows.remove(origin, replaced)
  const came = await follows.put(origin, follow)
  if (came === 'full')
    throw new UserError(
      `You follow ${mostFollows} topics, which is as many as I keep for one person.`,
      {
        hint: 'Stop one you read least; then this one fits.',
        buttons: [
          {
            label: 'What I follow',
            invoke: { command: 'following', options: {} },
            effect: 'update',
          },
        ],
      },
    )
  const rhythm = await rhythmOf(origin, settings, follow.zone)
  const next = nextTelling(follow.often, rhythm, now)
  return followedView(follow, old === undefined ? came : 'changed', next)
}
