// British spellings to American ones, for words that both write: what one of them asks for the other's papers have too.
// A table of roots rather than of endings alone, so that no word becomes another one (`timbre` is not `timber`, nor `four` `for`).

const rules: readonly (readonly [british: RegExp, american: string])[] = [
  [
    /^(behavi|neighb|endeav|col|discol|fav|flav|hon|hum|lab|harb|rum|tum|vap|vig|arm|od|sav|clam|parl|glam)our/,
    '$1or',
  ],
  [/(cent|theat|met|lit|fib|calib|spect|lust|sab)re(?=s?$)/, '$1er'],
  [/(cent|fib|calib)r(?=ed$|ing$)/, '$1er'],
  [/(catal|dial|anal|monol|epil|prol|homol)ogu(?:e(?=s?$)|(?=e[dr]|ing$))/, '$1og'],
  [/^(def|off|pret|lic)enc(?=e)/, '$1ens'],
  [/^practis/, 'practic'],
  [/(cata|para|hydro|electro)lys(?=e$|es$|ed$|er|ing$)/, '$1lyz'],
  [/^grey/, 'gray'],
  [/^artefact/, 'artifact'],
  [/^ageing$/, 'aging'],
  [/^(acknowledg|judg)ement/, '$1ment'],
  [/^(skil|wil)ful/, '$1lful'],
  [/^programme(?=s?$)/, 'program'],
  [/^aluminium/, 'aluminum'],
  [/^sceptic/, 'skeptic'],
  [/^sulph/, 'sulf'],
  [/^manoeuvr(?:e(?=s?$)|(?=ed$|ing$|abl))/, 'maneuver'],
  [/^(an)?aesth/, '$1esth'],
  [/^(ortho)?paed/, '$1ped'],
  [/^haem/, 'hem'],
  [/^foet/, 'fet'],
  [/^oe(?=soph|strog|dem)/, 'e'],
  [/(?<=[kn])aem(?=i[ac])/, 'em'],
]

/** All of them at once, since hardly any word is concerned. */
const any = new RegExp(rules.map(([british]) => british.source).join('|'))

/** A folded word as Americans spell it. */
export function american(word: string): string {
  if (!any.test(word)) return word
  for (const [british, to] of rules) if (british.test(word)) return word.replace(british, to)
  return word
}
