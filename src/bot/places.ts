// Cities people name that the time zone database does not, and the short names of zones, with the zone each keeps.

const citiesOf: Readonly<Record<string, string>> = {
  'America/New_York':
    'Atlanta, Boston, Cambridge MA, Miami, Philadelphia, Pittsburgh, Washington DC',
  'America/Chicago': 'Austin, Dallas, Houston',
  'America/Denver': 'Salt Lake City',
  'America/Los_Angeles':
    'Bay Area, Mountain View, Palo Alto, San Diego, San Francisco, Seattle, Silicon Valley',
  'America/Sao_Paulo': 'Brasilia, Rio de Janeiro',
  'America/Toronto': 'Montreal, Ottawa, Waterloo',
  'Asia/Dubai': 'Abu Dhabi',
  'Asia/Jerusalem': 'Haifa, Tel Aviv',
  'Asia/Karachi': 'Islamabad, Lahore',
  'Asia/Kolkata': 'Bangalore, Bengaluru, Chennai, Delhi, Hyderabad, Mumbai, Pune',
  'Asia/Ho_Chi_Minh': 'Hanoi',
  'Asia/Seoul': 'Busan, Daejeon',
  'Asia/Shanghai': 'Beijing, Guangzhou, Hangzhou, Nanjing, Shenzhen, Wuhan',
  'Asia/Tokyo': 'Kyoto, Nagoya, Osaka',
  'Australia/Sydney': 'Canberra',
  'Europe/Amsterdam': 'Delft, Eindhoven, Leiden, Rotterdam, Utrecht',
  'Europe/Berlin': 'Aachen, Cologne, Darmstadt, Frankfurt, Hamburg, Heidelberg, Munich, Tübingen',
  'Europe/Istanbul': 'Ankara',
  'Europe/London': 'Bristol, Cambridge UK, Edinburgh, Manchester, Oxford',
  'Europe/Madrid': 'Barcelona, Valencia',
  'Europe/Moscow': 'Saint Petersburg',
  'Europe/Paris': 'Grenoble, Lyon, Toulouse',
  'Europe/Rome': 'Milan, Turin',
  'Europe/Stockholm': 'Gothenburg, Linköping',
  'Europe/Warsaw': 'Krakow',
  'Europe/Zurich': 'Basel, Bern, Geneva, Lausanne',
}

const shortNamesOf: Readonly<Record<string, string>> = {
  UTC: 'GMT, Z, Etc/UTC, Etc/GMT',
  'America/Chicago': 'CST, CDT, CT',
  'America/Denver': 'MST, MDT, MT',
  'America/Los_Angeles': 'PST, PDT, PT',
  'America/New_York': 'EST, EDT, ET',
  'Asia/Kolkata': 'IST',
  'Asia/Seoul': 'KST',
  'Asia/Tokyo': 'JST',
  'Australia/Sydney': 'AEST, AEDT',
  'Europe/Athens': 'EET, EEST',
  'Europe/Berlin': 'CET, CEST, MEZ, MESZ',
  'Europe/London': 'BST',
}

/** A name for a zone: a city, or letters such as `CET`, which say less than a city and mean the one most people mean. */
export type Place = { readonly name: string; readonly zone: string }

/** Every city and short name above. */
export const places: readonly Place[] = [citiesOf, shortNamesOf].flatMap((table) =>
  Object.entries(table).flatMap(([zone, names]) =>
    names.split(', ').map((name) => ({ name, zone })),
  ),
)

/** Countries with several zones, and the one most of their people keep; a guess that is shown before it counts. */
export const chiefZones: Readonly<Record<string, string>> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  ES: 'Europe/Madrid',
  ID: 'Asia/Jakarta',
  MX: 'America/Mexico_City',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
}
