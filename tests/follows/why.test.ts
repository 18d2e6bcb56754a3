// Every reason for which a paper came, in the words people read.
import { expect, test } from 'vitest'
import { plainText } from '../../src/bot/view.ts'
import { readWanted } from '../../src/follows/follow.ts'
import type { Likeness } from '../../src/follows/likeness.ts'
import { whyMatched } from '../../src/follows/why.ts'
import { likingText, matchText } from '../../src/views/hit-lines.ts'
import { paperOf } from '../search/fixtures.ts'

const paper = paperOf({
  id: '2501.00001',
  title: 'Mamba Models',
  abstract: 'A state space model for long sequences, with few-shot learning.',
  keywords: ['linear attention'],
  authors: ['Albert Gu', 'Tri Dao'],
  organization: 'Princeton',
  votes: 12,
  code: { url: 'https://github.com/x/y' },
  projectUrl: 'https://example.org',
})

function why(text: string, likeness?: Likeness): string {
  const { query } = readWanted(text)
  const reasons = whyMatched({ query, likeness }, paper)
  const follow = { id: 'f', query: text, often: 'daily' as const, createdAt: 0 }
  return plainText(matchText({ follow, reasons }))
}

test.each([
  ['mamba', 'matched Mamba in the title'],
  ['"state space model"', 'matched state space model in the abstract'],
  ['mamba sequence', 'matched Mamba in the title, matched sequences in the abstract'],
  ['linear', 'matched linear in the keywords'],
  ['fewshot', 'matched few-shot in the abstract'],
  ['dao', 'matched Dao among the authors'],
  ['author:gu', 'matched gu among the authors'],
  ['org:princeton', 'matched princeton in the organization'],
  ['has:code', 'it has code'],
  ['has:project', 'it has a project page'],
  ['votes:>10', 'it has 12 votes'],
  ['2501.00001', 'its id'],
  ['mamba -video has:code', 'matched Mamba in the title, it has code'],
  ['zebra OR mamba', 'matched Mamba in the title'],
])('%s', (query, words) => {
  expect(why(query)).toBe(`${words}; your follow ${query}`)
})

test('what only leaves out has no reason to tell', () => {
  expect(why('-video')).toBe('Your follow -video')
})

test('what resembles a paper tells the words they share, four at most', () => {
  const terms = ['mamba', 'state', 'space', 'sequenc', 'shot', 'zebra'].map((stem) => {
    return { stem, word: stem, weight: 1 }
  })
  const likeness = { paper: '2501.00009', title: 'Another', terms }
  const { query } = readWanted('like:2501.00009')
  const [reason, ...others] = whyMatched({ query, likeness }, paper)
  expect(reason).toEqual({ shares: ['mamba', 'state', 'space', 'sequenc'] })
  expect(others).toEqual([])
})

test('a place is told by what made it, with its sum', () => {
  const liking = { score: 1, wanted: ['mamba', 'space'], unwanted: ['video'] }
  const told = (given: typeof liking) => plainText(likingText(given) ?? '')
  expect(told(liking)).toBe('Its place: you wanted more of mamba, space and less of video (+1)')
  expect(told({ score: -1, wanted: [], unwanted: ['video'] })).toBe(
    'Its place: you wanted less of video (-1)',
  )
  expect(likingText({ score: 0, wanted: [], unwanted: [] })).toBeUndefined()
})
