import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alphaxivUrl,
  arxivUrl,
  huggingFaceUrl,
  paperIdFromTitle,
  parseArxivId,
  parseReference,
  pdfUrl,
  titleKey,
} from '../../src/papers/identity.ts'

describe('parseArxivId', () => {
  it.each([
    ['2501.00663', { id: '2501.00663' }],
    ['2501.00663v2', { id: '2501.00663', version: 2 }],
    ['arXiv:1706.03762v7', { id: '1706.03762', version: 7 }],
    ['ARXIV:1706.03762', { id: '1706.03762' }],
    ['0704.0001', { id: '0704.0001' }],
    ['1412.9999', { id: '1412.9999' }],
    ['1501.00001', { id: '1501.00001' }],
    ['cs/0112017', { id: 'cs/0112017' }],
    ['hep-th/9711200v3', { id: 'hep-th/9711200', version: 3 }],
    ['HEP-TH/9711200', { id: 'hep-th/9711200' }],
    ['math.GT/0309136', { id: 'math/0309136' }],
    ['math/0309136', { id: 'math/0309136' }],
    ['cond-mat.mtrl-sci/0703001', { id: 'cond-mat/0703001' }],
  ])('reads %s', (text, expected) => {
    expect(parseArxivId(text)).toEqual(expected)
  })

  it.each([
    ['0703.0001', 'the scheme began in April 2007'],
    ['1412.00001', 'five digits came in January 2015'],
    ['1501.0001', 'four digits ended in December 2014'],
    ['2500.00001', 'there is no month 0'],
    ['2513.00001', 'there is no month 13'],
    ['2501.006633', 'six digits'],
    ['2501.00663v0', 'versions begin at 1'],
    ['2501.00663v', 'no version'],
    ['2501.00663 ', 'a space'],
    [' 2501.00663', 'a space'],
    ['x2501.00663', 'a letter before'],
    ['cs/0113017', 'there is no month 13'],
    ['cs/0704001', 'old ids ended in March 2007'],
    ['and/0112017', 'no archive'],
    ['pb-3f9a1c2b7d40', 'our own, not arXiv’s'],
    ['', 'nothing'],
  ])('refuses %j: %s', (text) => {
    expect(parseArxivId(text)).toBeUndefined()
  })
})

const id = { kind: 'id', id: '2501.00663' }
const second = { ...id, version: 2 }

describe('parseReference', () => {
  it.each([
    ['2501.00663', id],
    ['arxiv: 2501.00663v2', second],
    ['2501.00663v2.pdf', second],
    ['arXiv:2501.00663v2 [cs.LG] 31 Dec 2024', second],
    ['[arXiv:2501.00663]', id],
    ['https://arxiv.org/abs/2501.00663', id],
    ['http://www.arxiv.org/abs/2501.00663v2', second],
    ['arxiv.org/abs/2501.00663/', id],
    ['https://export.arxiv.org/abs/2501.00663', id],
    ['https://arxiv.org/pdf/2501.00663v2.pdf', second],
    ['https://arxiv.org/pdf/2501.00663', id],
    ['https://arxiv.org/html/2501.00663v2#S3', second],
    ['https://arxiv.org/html/2501.00663v2/x1.png', second],
    ['https://arxiv.org/format/2501.00663', id],
    ['https://arxiv.org/src/2501.00663v2', second],
    ['HTTPS://ARXIV.ORG/abs/2501.00663?context=cs', id],
    ['https://ar5iv.labs.arxiv.org/html/2501.00663', id],
    ['https://ar5iv.org/abs/2501.00663', id],
    ['https://huggingface.co/papers/2501.00663#community', id],
    ['hf.co/papers/2501.00663', id],
    ['https://www.alphaxiv.org/abs/2501.00663v2', second],
    ['https://alphaxiv.org/overview/2501.00663', id],
    ['https://www.alphaxiv.org/de/overview/2501.00663', id],
    ['https://doi.org/10.48550/arXiv.2501.00663', id],
    ['https://dx.doi.org/10.48550/ARXIV.2501.00663', id],
    ['doi:10.48550/arXiv.2501.00663', id],
    ['<https://arxiv.org/abs/2501.00663>', id],
    ['“2501.00663”', id],
    ['(see https://arxiv.org/abs/2501.00663)', undefined],
    ['(https://arxiv.org/abs/2501.00663).', id],
    ['  2501.00663,\n', id],
    ['https://arxiv.org/abs/math.GT/0309136', { kind: 'id', id: 'math/0309136' }],
    ['arxiv.org/pdf/hep-th/9711200v3.pdf', { kind: 'id', id: 'hep-th/9711200', version: 3 }],
    ['pb-3f9a1c2b7d40', { kind: 'id', id: 'pb-3f9a1c2b7d40' }],
    ['`pb-3F9A1C2B7D40`', { kind: 'id', id: 'pb-3f9a1c2b7d40' }],
    ['10.1145/3292500.3330701', { kind: 'doi', doi: '10.1145/3292500.3330701' }],
    ['DOI: 10.1145/3292500.3330701.', { kind: 'doi', doi: '10.1145/3292500.3330701' }],
    ['https://doi.org/10.18653/v1/N19-1423', { kind: 'doi', doi: '10.18653/v1/n19-1423' }],
    // The last bracket belongs to the DOI.
    ['10.1016/0022-2836(81)90087-5', { kind: 'doi', doi: '10.1016/0022-2836(81)90087-5' }],
    ['(10.1016/S0140-6736(97))', { kind: 'doi', doi: '10.1016/s0140-6736(97)' }],
    ['https://doi.org/10.1002%2Fasi.4630', { kind: 'doi', doi: '10.1002/asi.4630' }],
  ])('reads %j', (text, expected) => {
    expect(parseReference(text)).toEqual(expected)
  })

  it.each([
    'Attention is all you need',
    'attention',
    'GPT-4',
    '2501.00663 and more',
    '2501',
    '3.14159',
    'https://example.org/abs/2501.00663',
    'https://notarxiv.org/abs/2501.00663',
    'https://arxiv.org.example.org/abs/2501.00663',
    'https://arxiv.org/list/cs.LG/2501',
    'https://huggingface.co/somebody/2501.00663',
    'https://huggingface.co/papers/trending',
    'https://arxiv.org/abs/pb-3f9a1c2b7d40',
    'pb-xyz',
    'https://',
    'doi:',
    '10.1145/',
    '',
    '<>',
  ])('takes %j for no reference', (text) => {
    expect(parseReference(text)).toBeUndefined()
  })

  it('never throws, and what it gives is an id it reads again as itself', () => {
    const pasted = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'grapheme' }).map((tail) => `https://arxiv.org/abs/${tail}`),
      fc.string({ unit: 'binary' }).map((tail) => `10.1145/${tail}`),
    )
    fc.assert(
      fc.property(pasted, (text) => {
        const found = parseReference(text)
        if (found?.kind === 'id') expect(parseReference(found.id)).toMatchObject({ id: found.id })
        if (found?.kind === 'doi') expect(found.doi).toMatch(/^10\..+\//)
      }),
      { numRuns: 2000 },
    )
  })

  it('is not slow on what was made to make it slow', () => {
    const started = performance.now()
    for (const part of [' ', '(', ')', '.', '/', '10.', 'arxiv:', '%2', 'doi : ']) {
      parseReference(part.repeat(500_000))
      parseReference(`arxiv.org/abs/${part.repeat(400)}`)
      titleKey(part.repeat(50_000))
    }
    titleKey(`\\texttt${' '.repeat(200_000)}`)
    // Quadratic time would take minutes here.
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('titleKey', () => {
  it.each([
    ['Attention Is All You Need', 'attention is all you need.', 'case and punctuation'],
    ['OS-Genesis: Reverse\n  Task Synthesis', 'OS Genesis Reverse Task Synthesis', 'line breaks'],
    ['Branched Schrödinger Bridge', 'Branched Schr\\"{o}dinger Bridge', 'TeX accents'],
    ['Branched Schrödinger Bridge', 'Branched Schrodinger Bridge', 'no accents'],
    ['Erdős', 'Erd\\H{o}s', 'an accent named by a letter'],
    ['Die Straße', 'Die Stra{\\ss}e', 'a letter with a command'],
    ['π_0: A Flow Model', '$\\pi_0$: A Flow Model', 'Greek as TeX'],
    ['μP', 'µP', 'mu and the micro sign'],
    ['ϕ and ε', '$\\varphi$ and $\\epsilon$', 'variants of one letter'],
    ['un^2CLIP', 'un$^2$CLIP', 'a power'],
    ['X²-Gaussian', 'X^{2}-Gaussian', 'a raised digit'],
    ['\\texttt{D}ual-\\texttt{H}ead', 'texttt{D}ual-texttt{H}ead', 'a lost backslash'],
    ['\\textbf{Dual} Head', 'Dual Head', 'a command without a letter of its own'],
    ['ﬁne-tuning', 'fine-tuning', 'a ligature'],
    ['ΛΟΓΟΣ', 'λογος', 'the two forms of sigma'],
  ])('%j = %j: %s', (a, b) => {
    expect(titleKey(a)).toBe(titleKey(b))
    expect(titleKey(a)).not.toBe('')
  })

  it('keeps different titles apart', () => {
    expect(titleKey('GPT-3')).not.toBe(titleKey('GPT-4'))
    expect(titleKey('学习')).not.toBe(titleKey('推理'))
  })

  it('is empty without letters or digits', () => {
    expect(titleKey('')).toBe('')
    expect(titleKey(' — $$ {} !? ')).toBe('')
  })

  it('is letters and digits alone, and its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const key = titleKey(title)
        expect(key).toMatch(/^[\p{L}\p{N}\p{M}]*$/u)
        expect(titleKey(key)).toBe(key)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('paperIdFromTitle', () => {
  it('is the same for two spellings: the start of the SHA-256 of the key', () => {
    expect(paperIdFromTitle('Attention Is All You Need')).toBe('pb-5563e10cdb03')
    expect(paperIdFromTitle('Attention Is All You Need')).toBe(
      paperIdFromTitle('attention is all you need!'),
    )
  })

  it('tells titles of signs alone apart', () => {
    expect(paperIdFromTitle('∞')).not.toBe(paperIdFromTitle('∅'))
  })
})

describe('addresses', () => {
  it('are built from an arXiv id', () => {
    expect(arxivUrl('2501.00663')).toBe('https://arxiv.org/abs/2501.00663')
    expect(pdfUrl('hep-th/9711200')).toBe('https://arxiv.org/pdf/hep-th/9711200')
    expect(huggingFaceUrl('2501.00663')).toBe('https://huggingface.co/papers/2501.00663')
    expect(alphaxivUrl('2501.00663')).toBe('https://www.alphaxiv.org/abs/2501.00663')
  })

  it.each([arxivUrl, pdfUrl, huggingFaceUrl, alphaxivUrl])('%o is read back as the id', (url) => {
    expect(parseReference(url('2501.00663') ?? '')).toEqual(id)
  })

  it.each(['pb-3f9a1c2b7d40', '', '2501.00663/../../evil', 'javascript:alert(1)'])(
    'there is none for %j',
    (other) => {
      for (const url of [arxivUrl, pdfUrl, huggingFaceUrl, alphaxivUrl]) {
        expect(url(other)).toBeUndefined()
      }
    },
  )
})
