// What a person has set, with the buttons that change it.
import type { Completion } from '../bot/command.ts'
import type { OptionValue } from '../bot/invocation.ts'
import type { SettingsOf } from '../bot/settings.ts'
import { printQuietHours } from '../bot/time-of-day.ts'
import { clockIn } from '../bot/time-zone.ts'
import type { Block, Button, Instant, View } from '../bot/view.ts'

/** A person's settings as they hold. */
export type MySettings = {
  readonly person: SettingsOf<'person'>
  /** The zone their times are in, whoever said so; undefined when nobody did. */
  readonly zone: string | undefined
  /** Offered where it is undefined. */
  readonly places: readonly Completion[]
  readonly now: Instant
  readonly saved: 'now' | 'before'
}

/** The hours a button offers: when most people sleep. */
const usualQuiet = { from: '22:00', to: '07:00' }

/** Each setting with its value, and how to change it. */
export function mySettingsView(mine: MySettings): View {
  const { person, saved } = mine
  return {
    title: saved === 'now' ? 'Your settings are saved' : 'Your settings',
    blocks: [
      { kind: 'text', text: 'For what comes to you alone, such as the papers you follow.' },
      {
        kind: 'facts',
        facts: [
          { name: 'Time zone', value: zoneWords(mine) },
          { name: 'Hour', value: person.hour },
          { name: 'Weekends', value: person.weekends ? 'yes' : 'no: on Monday instead' },
          { name: 'Quiet hours', value: quietWords(person) },
        ],
      },
      ...askedForZone(mine),
      { kind: 'buttons', buttons: buttonsOf(mine) },
    ],
  }
}

function zoneWords({ person, zone, now }: MySettings): string {
  if (zone === undefined) return 'not known yet'
  const clock = `it is ${clockIn(zone, now)} there`
  return person.timeZone === undefined
    ? `${zone}, as far as I can tell; ${clock}`
    : `${zone}; ${clock}`
}

function quietWords({ quiet }: SettingsOf<'person'>): string {
  return quiet === undefined ? 'none' : `${quiet.from} to ${quiet.to}`
}

function askedForZone({ places }: MySettings): Block[] {
  if (places.length === 0) return []
  const options = places.map(({ label, value }) => ({ label, invoke: asking({ zone: value }) }))
  return [
    { kind: 'choice', choice: { label: 'Choose your time zone', effect: 'update', options } },
    { kind: 'note', text: 'None of these? Change takes the name of a city.' },
  ]
}

function buttonsOf({ person, zone }: MySettings): Button[] {
  const { hour, weekends, quiet } = person
  const asked = {
    ...(zone && { zone }),
    hour,
    weekends,
    quiet: quiet === undefined ? 'off' : printQuietHours(quiet),
  }
  const hours = quiet === undefined ? printQuietHours(usualQuiet) : 'off'
  return [
    { label: 'Change', invoke: asking(asked), effect: 'form' },
    {
      label: weekends ? 'Not at weekends' : 'At weekends too',
      invoke: asking({ weekends: !weekends }),
      effect: 'update',
    },
    {
      label:
        quiet === undefined
          ? `Quiet from ${usualQuiet.from} to ${usualQuiet.to}`
          : 'No quiet hours',
      invoke: asking({ quiet: hours }),
      effect: 'update',
    },
  ]
}

function asking(options: Readonly<Record<string, OptionValue>>) {
  return { command: 'settings mine', options }
}
