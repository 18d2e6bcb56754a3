// What each condition of a query asks of a paper.
import { describe, expect, test } from 'vitest'
import { analysePaper } from '../../src/search/analysis.ts'
import { matcherOf } from '../../src/search/match.ts'
import { parseQuery } from '../../src/search/query.ts'
import { paperOf } from './fixtures.ts'

const paper = analysePaper(
  paperOf({
    id: '2501.00663',
    title: 'Latent Diffusion Models for Few-Shot Generation',
    abstract: 'Quantized state-space networks run on GPUs. Qwen2.5 and C++ code at version 2.0.',
    authors: ['Yann LeCun', 'Diederik P. Kingma', 'Aäron van den Oord', '何恺明'],
    organization: 'Meta AI Research',
    keywords: ['robot learning', 'pose estimation'],
    votes: 20,
    code: { url: 'https://github.com/a/b' },
  }),
)
const bare = analysePaper(
  paperOf({ title: 'Fewshot Retrieval', authors: ['Jo Kingma', 'Dan Oord'] }),
)

const finds = (query: string, among = paper) => matcherOf(parseQuery(query))(among)

describe('a paper is found by', () => {
  test.each([
    ['diffusion', 'a word of the title'],
    ['model', 'the singular of a plural'],
    ['quantization', 'another inflection'],
    ['GPU', 'an acronym whose plural stands there'],
    ['DIFFUSION', 'any case'],
    ['few-shot', 'a compound as it stands'],
    ['few shot', 'its parts'],
    ['"few shot"', 'its parts as a phrase'],
    ['fewshot', 'a compound written as one'],
    ['"state space"', 'a phrase across a hyphen'],
    ['statespace', 'a compound of the abstract written as one'],
    ['qwen2.5', 'a name with its version'],
    ['c++', 'a name that ends in signs'],
    ['"latent diffusion model"', 'a phrase in other inflections'],
    ['title:diffusion', 'a word in the title'],
    ['title:"diffusion models"', 'a phrase in the title'],
    ['title:few-shot', 'a compound in the title'],
    ['robot', 'a keyword'],
    ['"pose estimation"', 'a keyword of two words'],
    ['lecun', 'a loose name'],
    ['lecun diffusion', 'a loose name beside a word'],
    ['"yann lecun"', 'a name in quotes'],
    ['meta', 'a loose organisation'],
    ['author:lecun', 'a family name'],
    ['author:"LeCun Yann"', 'a name the other way round'],
    ['author:"Y LeCun"', 'an initial'],
    ['author:"D. P. Kingma"', 'two initials'],
    ['author:"Aaron Oord"', 'a name without accents and particles'],
    ['author:何恺明', 'a name in its own script'],
    ['org:meta', 'a word of the organisation'],
    ['org:"AI Meta"', 'its words in any order'],
    ['has:code', 'having code'],
    ['votes:>=20', 'votes at the border'],
    ['votes:20', 'votes exactly'],
    ['2501.00663', 'its id'],
    ['arxiv.org/abs/2501.00663v3', 'its address'],
    ['-survey', 'what it has not'],
    ['survey OR diffusion', 'one of two'],
    ['survey OR -fusion', 'what one of two excludes'],
    ['-"diffusion latent"', 'a phrase that it has the other way round only'],
    ['the diffusion of', 'words beside common ones that stand nowhere in it'],
  ])('%s (%s)', (query) => expect(finds(query)).toBe(true))
})

describe('a paper is not found by', () => {
  test.each([
    ['fusion', 'a piece of a word'],
    ['diffus', 'a beginning of a word'],
    ['diffusion survey', 'two words of which it has one'],
    ['"models generation"', 'words that do not stand side by side'],
    ['"generation quantized"', 'a phrase from the end of the title to the start of the abstract'],
    ['"2.0 robot"', 'a phrase from the abstract into the keywords'],
    ['"learning pose"', 'a phrase across two keywords'],
    ['title:quantized', 'a word that the abstract alone has'],
    ['title:lecun', 'a name, asked for in the title'],
    ['title:statespace', 'a compound that the abstract alone has'],
    ['20', 'digits that stand there with a point between'],
    ['author:"Yann Kingma"', 'the names of two people'],
    ['author:Kin', 'a beginning of a name'],
    ['"lecun diederik"', 'the neighbours of two names'],
    ['author:diffusion', 'a word, asked for as a name'],
    ['org:google', 'another organisation'],
    ['org:lecun', 'a person, asked for as an organisation'],
    ['has:project', 'having what it has not'],
    ['votes:>20', 'more votes'],
    ['votes:<20', 'fewer votes'],
    ['2501.00664', 'another id'],
    ['-diffusion', 'what excludes it'],
    ['-author:lecun', 'a person it has, excluded'],
    ['-has:code', 'code it has, excluded'],
    ['the', 'a common word alone, which it has not'],
    ['org:\\text', 'a name without a word in it'],
    ['author:\\text', 'a name without a word in it'],
  ])('%s (%s)', (query) => expect(finds(query)).toBe(false))
})

test('a compound is found in both directions where it was typed as one word', () => {
  expect(finds('few-shot', bare)).toBe(true)
  expect(finds('fewshot', bare)).toBe(true)
  // Two loose words do not make a compound; a person who types them means either.
  expect(finds('few shot', bare)).toBe(false)
  expect(finds('"few shot"', bare)).toBe(false)
})

test('votes nobody counted are not zero', () => {
  expect(finds('votes:<5', bare)).toBe(false)
  expect(finds('-votes:>5', bare)).toBe(true)
})

test('a name is that of one person', () => {
  expect(finds('author:"Dan Kingma"', bare)).toBe(false)
  expect(finds('author:"J Kingma"', bare)).toBe(true)
})

test('a query of common words alone asks for them', () => {
  const attention = analysePaper(paperOf({ title: 'All You Need Is Love' }))
  expect(finds('is all you need', attention)).toBe(true)
  expect(finds('is all she needs', attention)).toBe(true)
  expect(finds('what is it', attention)).toBe(false)
})
