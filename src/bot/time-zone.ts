// Time zones by their IANA names, as people write and look for them, and which one somebody is in.
import type { Completion, Context } from './command.ts'
import type { Origin } from './invocation.ts'
import { chiefZones, type Place, places } from './places.ts'
import type { Settings } from './settings.ts'
import type { Instant } from './view.ts'

/** Whether this runtime knows a time zone of that name. */
export function isTimeZone(name: string): boolean {
  try {
    // An offset such as +05:30 is accepted too, but has no seasons: people mean a place.
    return !/^[+-]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return false
  }
}

/**
 * The zone somebody's times are in: what they set, else what the platform knows of them, else a guess from their language
 * where nearly all who speak it keep one. Undefined: ask. Show a zone before it counts, with the time it has there.
 */
export async function zoneOf(
  { platform, workspace, user, timeZone, locale }: Origin,
  settings: Settings,
): Promise<string | undefined> {
  const person = await settings.read('person', { platform, workspace, user })
  if (person.timeZone !== undefined) return person.timeZone
  if (timeZone !== undefined && isTimeZone(timeZone)) return today(timeZone)
  return locale === undefined ? undefined : guessZone(locale)
}

/** The zone of a language's country. American English is what platforms say of everybody, and means nothing. */
function guessZone(locale: string): string | undefined {
  const region = regionOf(locale)
  return region === undefined || region === 'US' ? undefined : chiefZone(region)
}

/** The zone that nearly everybody in a country keeps; undefined where there is none such. */
function chiefZone(region: string): string | undefined {
  const zones = zonesIn(region)
  return chiefZones[region] ?? (zones.length <= 2 ? zones[0] : undefined)
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

/** Names of today for the old ones that the runtime still lists. */
const renamed: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
}

function today(zone: string): string {
  return renamed[zone] ?? zone
}

/** The zones of a country, by its two letters. */
function zonesIn(region: string): readonly string[] {
  // TypeScript does not know it yet; every runtime we support has it.
  const locale = new Intl.Locale(`und-${region}`) as { getTimeZones?(): string[] | undefined }
  return (locale.getTimeZones?.() ?? []).map(today)
}

const byName: readonly Place[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({
  name: today(zone),
  zone: today(zone),
}))

const formerNames: readonly Place[] = Object.entries(renamed).map(([name, zone]) => ({
  name,
  zone,
}))

/** The zone somebody wrote: an IANA name in any case, a city, letters such as `CET`, or a country that has a chief one. */
export function readTimeZone(typed: string): string | undefined {
  const wanted = folded(typed)
  if (wanted === '') return undefined
  const known = [...places, ...byName, ...formerNames]
  const named =
    known.find(({ name }) => folded(name) === wanted) ??
    known.find(({ name }) => cityOf(name) === wanted)
  if (named !== undefined) return named.zone
  const [country] = regionsWhere((name) => name === wanted)
  const chief = country && chiefZone(country)
  return chief ?? (isTimeZone(typed.trim()) ? canonical(typed.trim()) : undefined)
}

function canonical(zone: string): string {
  return today(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone)
}

/** Most platforms show no more. */
const most = 25

/** Completions for an option that takes a time zone: what begins with the words first, each with its time there now. */
export async function suggestTimeZones(
  typed: string,
  { now, origin, settings }: Pick<Context, 'now' | 'origin' | 'settings'>,
): Promise<readonly Completion[]> {
  const zone = typed.trim() === '' ? await zoneOf(origin, settings) : undefined
  const own = zone === undefined ? [] : [{ name: zone, zone }]
  const found = [...own, ...placesLike(folded(typed), now)]
  const seen = new Set<string>()
  const distinct = found.filter((place) => !seen.has(place.zone) && seen.add(place.zone))
  return distinct.slice(0, most).map((place) => ({ label: labelOf(place, now), value: place.zone }))
}

function placesLike(wanted: string, now: Instant): readonly Place[] {
  if (wanted === '') return usual
  const all = [...places, ...byName, ...formerNames]
  const names = (place: Place) => [folded(place.name), cityOf(place.name)]
  const offset = offsetTyped(wanted)
  return [
    ...all.filter((place) => names(place).includes(wanted)),
    ...inCountries((name, region) => name === wanted || region === wanted),
    ...all.filter((place) => names(place).some((name) => name.startsWith(wanted))),
    ...inCountries((name) => name.startsWith(wanted)),
    ...all.filter((place) => folded(place.name).includes(wanted)),
    ...(offset === undefined ? [] : byName.filter(({ zone }) => offsetOf(zone, now) === offset)),
  ]
}

const usual: readonly Place[] = [
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Istanbul',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
].map((zone) => ({ name: zone, zone }))

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const regions = letters.flatMap((first) => letters.map((second) => first + second))
const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

function regionsWhere(fits: (name: string, region: string) => boolean): readonly string[] {
  return regions.filter((region) => {
    const name = regionNames.of(region)
    return name !== undefined && fits(folded(name), region.toLowerCase())
  })
}

function inCountries(fits: (name: string, region: string) => boolean): readonly Place[] {
  return regionsWhere(fits).flatMap((region) => {
    const chief = chiefZone(region)
    const zones = [...(chief === undefined ? [] : [chief]), ...zonesIn(region)]
    return zones.map((zone) => ({ name: regionNames.of(region) ?? zone, zone }))
  })
}

/** `Munich · Europe/Berlin · UTC+1 · 14:32 now`. */
function labelOf({ name, zone }: Place, now: Instant): string {
  const time = clockIn(zone, now)
  const offset = offsetOf(zone, now)
  const named = name === zone ? [zone] : [name, zone]
  return [...named, ...(offset === zone ? [] : [offset]), `${time} now`].join(' · ')
}

/** The clock on the wall of a time zone: `14:32`. */
export function clockIn(timeZone: string, now: Instant): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(now)
}

/** `UTC+5:30`, as it is at an instant. */
function offsetOf(timeZone: string, now: Instant): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
  const part = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')
  return (part?.value ?? '').replace('GMT', 'UTC').replace(/\+0$/, '')
}

/** `utc+01:00` and `+1` as `UTC+1`. */
function offsetTyped(wanted: string): string | undefined {
  const [, sign, hours, minutes] =
    /^(?:utc|gmt)?\s*([+-])0?(\d{1,2})(?::?([0-5]\d))?$/.exec(wanted) ?? []
  if (sign === undefined) return undefined
  if (Number(hours) === 0 && minutes === undefined) return 'UTC'
  return `UTC${sign}${hours}${minutes === undefined || minutes === '00' ? '' : `:${minutes}`}`
}

/** As names are compared: lower case, no accents, a space for everything that parts words. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_/,\s]+/g, ' ')
    .trim()
}

function cityOf(name: string): string {
  return folded(name.slice(name.lastIndexOf('/') + 1))
}
