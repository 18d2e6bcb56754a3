// Words that ask for a paper rather than say what it is about, whatever their inflection.
import { stem } from '../stem.ts'

const asking: ReadonlySet<string> = new Set(
  `paper study work research article author publication literature approach method technique solution example application
   contribution area field topic concept idea problem issue kind type way term context
   new novel various different several recent recently previous previously prior existing earlier first key important
   notable significant specifically such like based please any
   address adopt aim apply attempt concern conduct consider contribute cover create deal demonstrate describe develop discuss
   employ examine exploit explore extend feature find focus give handle include introduce investigate involve know leverage
   list look make mention name offer perform present propose provide publish refer regard relate report review show state
   suggest summarize tackle tell touch try use utilize`
    .split(/\s+/)
    .map(stem),
)

/** Whether a stem is that of a word that asks: `which studies have explored …`. Such a word counts, but little. */
export function isAsking(stemmed: string): boolean {
  return asking.has(stemmed)
}
