import { describe, expect, it } from 'vitest'
import { parseName } from '../../src/papers/name.ts'

describe('parseName', () => {
  it.each([
    ['Kaiming He', 'He', 'Kaiming'],
    ['Illia Polosukhin', 'Polosukhin', 'Illia'],
    ['José Hernández-Orallo', 'Hernández-Orallo', 'José'],
    ['Laurens van der Maaten', 'van der Maaten', 'Laurens'],
    ['Aäron van den Oord', 'van den Oord', 'Aäron'],
    ['Guy Van den Broeck', 'Van den Broeck', 'Guy'],
    ['Benjamin Van Durme', 'Van Durme', 'Benjamin'],
    ['Emily de Oliveira Santos', 'de Oliveira Santos', 'Emily'],
    ['Pico della Mirandola', 'della Mirandola', 'Pico'],
    ['Mohammed bin Salman', 'bin Salman', 'Mohammed'],
    ['Muhammad ibn Musa al-Khwarizmi', 'ibn Musa al-Khwarizmi', 'Muhammad'],
    ['Ali al-Rashid', 'al-Rashid', 'Ali'],
    // A middle name here, not a particle.
    ['Kiet Van Nguyễn', 'Nguyễn', 'Kiet Van'],
    // A particle comes after a given name.
    ['Van Morrison', 'Morrison', 'Van'],
    ['De Cheng', 'Cheng', 'De'],
    ['Ai Weiwei', 'Weiwei', 'Ai'],
    ['van den Oord, Aäron', 'van den Oord', 'Aäron'],
    ['Hinton,  Geoffrey E.', 'Hinton', 'Geoffrey E.'],
    ['  Yann\n LeCun ', 'LeCun', 'Yann'],
  ])('%j: family %j, given %j', (text, family, given) => {
    expect(parseName(text)).toEqual({ kind: 'person', family, given })
  })

  it.each([
    'Robert F. Kennedy Jr.',
    'Robert F. Kennedy, Jr.',
    'Kennedy, Jr., Robert F.',
    'Kennedy, Robert F., Jr.',
  ])('knows the suffix of %j', (text) => {
    expect(parseName(text)).toEqual({
      kind: 'person',
      family: 'Kennedy',
      given: 'Robert F.',
      suffix: 'Jr.',
    })
  })

  it.each([
    'NVIDIA',
    'Qwen Team',
    'Team Cohere',
    'Mistral AI',
    'o3 contributors',
    'The ATLAS Collaboration',
    'Acme, Inc.',
    'Bang and Olufsen',
    'others',
    'Kennedy Jr.',
    'A, B, C, D',
    'Smith,',
    ',',
  ])('leaves %j whole', (name) => {
    expect(parseName(name)).toEqual({ kind: 'whole', name })
  })
})
