import { parse } from '@retorquere/bibtex-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cite, citeAll } from '../../src/papers/citation.ts'
import type { Paper } from '../../src/papers/paper.ts'

const attention: Paper = {
  id: '1706.03762',
  title: 'Attention Is All You Need',
  abstract: '',
  authors: ['Ashish Vaswani', 'Noam Shazeer', 'Łukasz Kaiser', 'Illia Polosukhin'],
  source: 'arxiv',
  published: '2017-06-12',
  categories: ['cs.CL', 'cs.LG'],
}

const by = (...authors: string[]): Paper => ({ ...attention, authors })
const titled = (title: string): Paper => ({ ...attention, title })

/** A paper that no source gave more than a title and perhaps authors. */
const bare: Paper = {
  id: 'pb-3f9a1c2b7d40',
  title: 'On Nothing',
  abstract: '',
  authors: [],
  source: 'page',
}

/** One field of the entry as it is written. */
function field(paper: Paper, name: string): string | undefined {
  return new RegExp(`^ {2}${name} *= \\{(.*)\\},?$`, 'm').exec(cite(paper, 'bibtex'))?.[1]
}

/** The entry as a reader of BibTeX understands it, in composed characters. */
function read(paper: Paper) {
  // Formulas are left as they are by the parser, which calls some of their commands unsupported.
  const options = { english: false, sentenceCase: false, unsupported: 'ignore' } as const
  const { entries, errors } = parse(cite(paper, 'bibtex').normalize('NFC'), options)
  expect(errors).toEqual([])
  expect(entries).toHaveLength(1)
  const fields = entries[0]?.fields
  const plain = (text: string | undefined) => text?.normalize('NFC')
  return {
    key: entries[0]?.key,
    title: plain(fields?.title),
    authors: (fields?.author ?? []).map((author) =>
      Object.fromEntries(Object.entries(author).map(([part, text]) => [part, plain(`${text}`)])),
    ),
    fields,
  }
}

function depthNeverNegative(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth++
    if (character === '}') depth--
    if (depth < 0) return false
  }
  return depth === 0
}

describe('BibTeX', () => {
  it('is one @misc entry with all that arXiv knows', () => {
    expect(cite(attention, 'bibtex')).toBe(`@misc{vaswani2017attention,
  title         = {Attention Is All You Need},
  author        = {Vaswani, Ashish and Shazeer, Noam and Kaiser, {\\L}ukasz and Polosukhin, Illia},
  year          = {2017},
  eprint        = {1706.03762},
  archivePrefix = {arXiv},
  primaryClass  = {cs.CL},
  doi           = {10.48550/arXiv.1706.03762},
  url           = {https://arxiv.org/abs/1706.03762}
}`)
  })

  it('does with a title alone', () => {
    expect(cite(bare, 'bibtex')).toBe('@misc{anonymousnothing,\n  title         = {On Nothing}\n}')
  })

  it('prefers the paper’s own DOI, whole, and links to it when there is no arXiv page', () => {
    expect(field({ ...attention, doi: '10.1145/a_b' }, 'doi')).toBe('10.1145/a_b')
    expect(field({ ...bare, doi: '10.1145/a_b' }, 'url')).toBe('https://doi.org/10.1145/a_b')
  })

  it.each([
    ['Kaiming He', 'He, Kaiming'],
    ['Łukasz Kaiser', 'Kaiser, {\\L}ukasz'],
    ['Aäron van den Oord', 'van den Oord, A{\\"a}ron'],
    ['Laurens van der Maaten', 'van der Maaten, Laurens'],
    ['José Hernández-Orallo', "Hern{\\'a}ndez-Orallo, Jos{\\'e}"],
    ['Robert F. Kennedy Jr.', 'Kennedy, Jr., Robert F.'],
    ['NVIDIA', '{NVIDIA}'],
    ['Research and Development', '{Research and Development}'],
    ['Acme, Inc.', '{Acme, Inc.}'],
    ['Søren Æ. Weiß', 'Wei{\\ss}, S{\\o}ren {\\AE}.'],
    ['Ömer Çağrı Işık', 'I{\\c{s}}{\\i}k, {\\"O}mer {\\c{C}}a{\\u{g}}r{\\i}'],
    ['Thế Nguyễn', "Nguy{\\~{\\^e}}n, Th{\\'{\\^e}}"],
    ['Maria García', "Garc{\\'i}a, Maria"],
    ['Иван Петров', 'Петров, Иван'],
    ['何恺明', '{何恺明}'],
  ])('writes %s as %s', (name, expected) => {
    expect(field(by(name), 'author')).toBe(expected)
  })

  it('is read back as the names that went in', () => {
    const names = ['Łukasz Kaiser', 'Aäron van den Oord', 'Robert F. Kennedy Jr.', 'NVIDIA']
    expect(read(by(...names, 'José Hernández-Orallo', 'Laurens van der Maaten')).authors).toEqual([
      { lastName: 'Kaiser', firstName: 'Łukasz' },
      { lastName: 'Oord', firstName: 'Aäron', prefix: 'van den' },
      { lastName: 'Kennedy', firstName: 'Robert F.', suffix: 'Jr.' },
      { name: 'NVIDIA' },
      { lastName: 'Hernández-Orallo', firstName: 'José' },
      { lastName: 'Maaten', firstName: 'Laurens', prefix: 'van der' },
    ])
  })

  it.each([
    ['BERT: Pre-training of Deep Transformers', '{BERT}: Pre-training of Deep Transformers'],
    ['Sparks with GPT-4!', 'Sparks with {GPT-4}!'],
    ['Llama-3 and Qwen2 in 3D', '{Llama-3} and {Qwen2} in {3D}'],
    ['(iPhone) R&B', '({iPhone}) {R\\&B}'],
    ['A Vision-Language Model', 'A Vision-Language Model'],
    ['Q-Learning and What I Learned', '{Q-Learning} and What {I} Learned'],
    ['ÉCLAIR', "{{\\'E}CLAIR}"],
    ['π_0 for μP: Ψ-Sampler', '$\\pi$\\_0 for {$\\mu$P}: {$\\Psi$-Sampler}'],
    ['αβ Search', '$\\alpha\\beta$ Search'],
    // A word of Greek, not symbols.
    ['Λόγος', 'Λόγος'],
    ['$\\pi_0$-FAST in $O(n \\log n)$', '{$\\pi_0$-FAST} in {$O(n \\log n)$}'],
    ['In $200k', 'In \\$200k'],
    ['From $5 to $10', 'From \\$5 to \\$10'],
    ['Pay $5/$10', 'Pay \\$5/\\$10'],
    ['$x{$', '\\$x\\textbraceleft{}\\$'],
    ['50% of #1_a', '50\\% of \\#1\\_a'],
    [
      'L^2 ~ \\x {y} <z>',
      '{L\\textasciicircum{}2} \\textasciitilde{} \\textbackslash{}x \\textbraceleft{}y\\textbraceright{} \\textless{}z\\textgreater{}',
    ],
    ['Two\n  lines', 'Two lines'],
  ])('writes the title %j as %s', (title, expected) => {
    expect(field(titled(title), 'title')).toBe(expected)
  })

  it.each(['$\\input{/etc/passwd}$', '$\\write18{rm}$', '$^^5cinput$', '$\\def\\x{}$'])(
    'lets no command of a stranger’s title through: %s',
    (title) => {
      const written = field(titled(title), 'title') ?? ''
      expect(written).toMatch(/^\\\$/)
      expect(written).not.toMatch(/\\(?:input|write|def)|\^\^/)
    },
  )

  it.each([
    ['Branched Schrödinger Bridge Matching & 50% of {it} #1_x ~ ^ \\ |'],
    ['Ǿ ñ ķ ű ţ ĳ Ł ø ß æ Œ đ ð þ ŋ ı å Ḩ ế ặ'],
    ['ΓΔΘ αβγ ϕφ ϵε'],
    ['中文 عربى हिन्दी 한국어 Русский ไทย 🙂'],
  ])('is read back as the title that went in: %s', (title) => {
    expect(read(titled(title)).title).toBe(title.normalize('NFC'))
  })

  // Without omicron, which TeX has only as the Latin letter.
  const letters = fc.stringMatching(
    /^[ A-Za-z0-9À-ÖØ-öø-ňŊ-žǍ-ǜȘ-țḀ-ẙẠ-ỹα-ξπ-ωа-я一-十&%#_~^\\{}$.:]{1,40}$/u,
  )
  it('is read back as any title of letters and specials', () => {
    fc.assert(
      fc.property(letters, (text) => {
        // One dollar only, so that nothing is a formula.
        const title = text.replaceAll('$', '').replace(/\s+/g, ' ').trim()
        fc.pre(title !== '')
        // NFKC, because the parser reads \mu as the mathematical mu.
        expect(read(titled(`$${title}`)).title?.normalize('NFKC')).toBe(
          `$${title}`.normalize('NFKC'),
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('is one entry without errors, braces balanced, for any title and any authors', () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 8 }),
          fc.string({ unit: 'grapheme', maxLength: 8 }),
          fc.constantFrom(
            ...[
              '{',
              '}',
              '\\',
              '$',
              '"',
              '%',
              '@',
              ',',
              '#',
              '=',
              ' and ',
              ' ',
              '\n',
              '$x^2$',
              '\u0301',
            ],
            ...[
              '\\"o',
              '\\end',
              '}}',
              ', Jr.',
              'van',
              'de',
              '\ud800',
              '$\\pi$',
              '^^',
              '--',
              "''",
              '“',
            ],
          ),
        ),
        { maxLength: 10 },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(nasty, fc.array(nasty, { maxLength: 4 }), nasty, (title, authors, doi) => {
        const paper = { ...attention, title: `T ${title}`, authors, doi }
        expect(depthNeverNegative(cite(paper, 'bibtex'))).toBe(true)
        const { key, authors: found } = read(paper)
        expect(key).toMatch(/^[a-z0-9]+2017[a-z0-9]+$/)
        const expected = authors.filter((name) => name.replace(/[\s\p{Cc}]/gu, '') !== '')
        expect(found).toHaveLength(expected.length)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the citation key', () => {
  it.each([
    [attention, 'vaswani2017attention'],
    [titled('On the Use of φ-Decoding'), 'vaswani2017use'],
    [titled('φ-Decoding'), 'vaswani2017phi'],
    [titled('$\\pi_0$: A Flow Model'), 'vaswani2017pi0'],
    [titled('2.5 Years in Class'), 'vaswani2017years'],
    [titled('What Is It?'), 'vaswani2017what'],
    [titled('学习'), 'vaswani2017'],
    [by('Laurens van der Maaten'), 'vandermaaten2017attention'],
    [by('Søren Ødegård'), 'odegard2017attention'],
    [by('Đức Đặng'), 'dang2017attention'],
    [by('Qwen Team'), 'qwenteam2017attention'],
    [by('何恺明'), 'anonymous2017attention'],
    [bare, 'anonymousnothing'],
  ])('%#: is ASCII and says who, when and what', (paper, key) => {
    expect(cite(paper, 'bibtex').split(',')[0]).toBe(`@misc{${key}`)
  })
})

describe('APA', () => {
  it.each([
    [
      attention,
      'Vaswani, A., Shazeer, N., Kaiser, Ł., & Polosukhin, I. (2017). Attention Is All You Need. arXiv. https://doi.org/10.48550/arXiv.1706.03762',
    ],
    [
      by('Robert F. Kennedy Jr.'),
      'Kennedy, R. F., Jr. (2017). Attention Is All You Need. arXiv. https://doi.org/10.48550/arXiv.1706.03762',
    ],
    [
      { ...bare, authors: ['Jean-Pierre van der Berg', 'NVIDIA'] },
      'van der Berg, J.-P., & NVIDIA. (n.d.). On Nothing.',
    ],
    [{ ...bare, title: 'Why?', doi: '10.1145/3' }, 'Why? (n.d.). https://doi.org/10.1145/3'],
  ])('%#: has authors, year, title and source', (paper, expected) => {
    expect(cite(paper, 'apa')).toBe(expected)
  })

  const crowd = (size: number) => by(...Array.from({ length: size }, (_, n) => `Given F${n + 1}x`))

  it('names twenty authors in full, and of more the first nineteen and the last', () => {
    expect(cite(crowd(20), 'apa')).toContain('F19x, G., & F20x, G. (2017)')
    expect(cite(crowd(21), 'apa')).toContain('F19x, G., … F21x, G. (2017)')
    expect(cite(crowd(21), 'apa')).not.toContain('F20x')
  })
})

describe('Markdown', () => {
  it.each([
    [
      attention,
      '[Attention Is All You Need](https://arxiv.org/abs/1706.03762), Ashish Vaswani et al., 2017',
    ],
    [
      by('Kaiming He'),
      '[Attention Is All You Need](https://arxiv.org/abs/1706.03762), Kaiming He, 2017',
    ],
    [bare, 'On Nothing'],
    [
      { ...bare, title: '[a](b) *c* _d_ `e` <f> ~g~ |h| \\' },
      '\\[a\\](b) \\*c\\* \\_d\\_ \\`e\\` \\<f\\> \\~g\\~ \\|h\\| \\\\',
    ],
    [{ ...bare, doi: '10.1016/0022(81)9' }, '[On Nothing](https://doi.org/10.1016/0022%2881%299)'],
  ])('%#: is a link, an author and a year', (paper, expected) => {
    expect(cite(paper, 'markdown')).toBe(expected)
  })
})

describe('several citations', () => {
  const paper = (id: string): Paper => ({
    id,
    title: 'Attention',
    abstract: '',
    authors: ['Ada Lovelace'],
    source: 'arxiv',
    published: '2025-01-01',
  })

  it('give a letter to a key that an earlier paper has', () => {
    const text = citeAll([paper('2501.00001'), paper('2501.00002'), paper('2501.00003')], 'bibtex')
    expect([...text.matchAll(/@misc\{([^,]+),/g)].map(([, key]) => key)).toEqual([
      'lovelace2025attention',
      'lovelace2025attentionb',
      'lovelace2025attentionc',
    ])
  })

  it('never share a key, however many there are', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      paper(`2501.${String(n + 1).padStart(5, '0')}`),
    )
    const keys = [...citeAll(many, 'bibtex').matchAll(/@misc\{([^,]+),/g)].map(([, key]) => key)
    expect(new Set(keys).size).toBe(60)
    expect(keys.at(-1)).toBe('lovelace2025attentionbh')
  })

  it('are a list in Markdown', () => {
    const text = citeAll([paper('2501.00001'), paper('2501.00002')], 'markdown')
    expect(text.split('\n').filter((line) => line.startsWith('- ['))).toHaveLength(2)
  })
})
