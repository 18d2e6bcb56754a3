// Addresses at an upstream, from a configured base that may have a path of its own.

/** The address of `path` (without a leading slash, already escaped) under the base, with the parameters that are given. */
export function endpoint(
  baseUrl: string,
  path: string,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  const url = new URL(baseUrl)
  url.hash = ''
  url.search = ''
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value))
  return url.href
}
