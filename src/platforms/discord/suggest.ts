// Completions → what Discord shows under an option while it is typed.
import type { ApplicationCommandOptionChoiceData } from 'discord.js'
import { cleanLine } from '../../bot/clean.ts'
import { clip } from '../../bot/clip.ts'
import type { Completion } from '../../bot/command.ts'
import { maxSuggested } from './limits.ts'

/** At most 25 choices, each of another value. A value too long to be one is cut at a word: it still finds its paper. */
export function choicesOf(
  completions: readonly Completion[],
): ApplicationCommandOptionChoiceData<string>[] {
  const choices = completions.map(({ label, value }) => ({
    name: clip(cleanLine(label) || value, maxSuggested.text),
    value:
      value.length <= maxSuggested.text
        ? value
        : clip(value, maxSuggested.text)
            .slice(0, -1)
            .replace(/\s+\S*$/, ''),
  }))
  const usable = choices.filter(({ name, value }) => name.trim() !== '' && value !== '')
  return [...new Map(usable.map((choice) => [choice.value, choice])).values()].slice(
    0,
    maxSuggested.choices,
  )
}
