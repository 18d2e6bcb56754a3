// Inflections to one form: `models` and `model`, `quantized` and `quantization`, `optimise` and `optimizing`.
// Deliberately light. The classic English stemmers fold derivations too (Porter: experience = experiment,
// object = objective, position = positive), and a word must never find another word.
import { american } from './american.ts'

/** Words whose endings mislead: irregular plurals, words that only look inflected, and nouns in -ation and -ing that mean something else than their verbs. */
const irregular: Readonly<Record<string, string>> = {
  corpora: 'corpus',
  matrices: 'matrix',
  indices: 'index',
  vertices: 'vertex',
  axes: 'axis',
  axis: 'axis',
  theses: 'thesis',
  thesis: 'thesis',
  criteria: 'criterion',
  phenomena: 'phenomenon',
  children: 'child',
  mice: 'mouse',
  men: 'man',
  women: 'woman',
  learnt: 'learn',
  built: 'build',
  guaranteed: 'guarante',
  relus: 'relu',
  // Not inflected, whatever their endings look like.
  embed: 'embed',
  embeds: 'embed',
  bias: 'bias',
  atlas: 'atlas',
  canvas: 'canvas',
  alias: 'alias',
  lens: 'lens',
  gas: 'gas',
  gases: 'gas',
  news: 'news',
  basis: 'basis',
  // Another meaning than that of the verb or adjective inside them: `activation` is not `active`, nor `presentation` what `we present`.
  active: 'active',
  aime: 'aime',
  anime: 'anime',
  based: 'based',
  formation: 'formation',
  foundation: 'foundation',
  foundations: 'foundation',
  gene: 'gene',
  genes: 'gene',
  information: 'information',
  limitation: 'limitation',
  limitations: 'limitation',
  meaning: 'meaning',
  meanings: 'meaning',
  module: 'module',
  modules: 'module',
  presentation: 'presentation',
  presentations: 'presentation',
  publication: 'publication',
  publications: 'publication',
  rationale: 'rationale',
  rationales: 'rationale',
  setting: 'setting',
  settings: 'setting',
  specification: 'specification',
  specifications: 'specification',
  suite: 'suite',
  suites: 'suite',
}

/** Word endings by the form they share, tried in order; `min` is how many letters must stand before one. */
const endings: readonly { readonly ending: RegExp; readonly to: string; readonly min: number }[] = [
  { ending: /analy[sz](?:es?|ed|ing|is)$/, to: 'analys', min: 0 },
  { ending: /i[sz]ations?$/, to: 'iz', min: 3 },
  { ending: /i[sz](?:es?|ed|ing)$/, to: 'iz', min: 4 },
  // Not `repeated`: its verb ends in -eat.
  { ending: /(?:ations?|(?<![eo])at(?:es?|ed|ing))$/, to: '', min: 4 },
  { ending: /ies$|ied$|ying$/, to: 'y', min: 2 },
  { ending: /(?:ss|x|ch|sh|zz)es$/, to: '', min: 0 },
  { ending: /s[ie]s$/, to: 's', min: 3 },
]

/** The form that all inflections of a folded word share. Words with anything but a–z are left alone. Idempotence is not promised. */
export function stem(folded: string): string {
  const word = american(folded)
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined
  if (known !== undefined) return known
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  return tidy(withoutEnding(word))
}

function withoutEnding(word: string): string {
  // What all endings end with, and most words do not.
  if (!/[degns]$/.test(word)) return word
  for (const { ending, to, min } of endings) {
    const at = word.search(ending)
    if (at < 0 || at < min) continue
    // `losses` keeps its `ss`: only the `es` goes.
    return to === '' && word.endsWith('es') && min === 0
      ? word.slice(0, -2)
      : withFinalE(word.slice(0, at) + to)
  }
  // `gpus` is a plural, `corpus` is not.
  const singular = /(?:[^su]|^[^aeiou]+u)s$/.test(word) ? word.slice(0, -1) : word
  return withoutTense(singular)
}

function withoutTense(word: string): string {
  const base = word.replace(/(?<!e)(?:ed|ing)$/, '')
  if (base === word || !/[aeiouy]/.test(base)) return word
  // `using` and `used` belong to `use`, not to `us`.
  return base.length === 2 ? `${base}e` : withFinalE(base)
}

/** One vowel and then one consonant, as in `plan`: before -ed and -ing such a word doubles its end (`planned`), so `planed` has lost an e (the *o condition of Porter 1980). */
const short = /^[^aeiouy]*[aeiouy][^aeiouywx]$/

function withFinalE(base: string): string {
  return short.test(base) ? `${base}e` : base
}

/** Evens out what is left: a final e that tells no words apart, a doubled consonant, i for y, British -our. */
function tidy(word: string): string {
  const base = word.replace(/e$/, '')
  return (word.length > 3 && !short.test(base) ? base : word)
    .replace(/(?<=.[aeiouy])([b-df-hj-np-rtv-z])\1$/, '$1')
    .replace(/(?<=.{2})ie?$/, 'y')
    .replace(/(?<=.{3})our$/, 'or')
}
