// Which addresses a platform may be given, and how they are written.

// What may stand between the marks of a link, on any platform, without meaning anything there.
const unsafe = /[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu

/**
 * The address as platforms take it, within `limit` characters; undefined when it is not one a person should be sent to:
 * http and https only, a host with a name, no user or password in it.
 */
export function webAddress(href: string, limit: number): string | undefined {
  if (href.length > limit) return undefined
  const url = URL.parse(href)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  if (!/[^.]\.[^.]/.test(url.hostname) || url.username !== '' || url.password !== '')
    return undefined
  const address = url.href.replace(unsafe, percent)
  return address.length <= limit ? address : undefined
}

function percent(character: string): string {
  const encoded = encodeURIComponent(character)
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded
}
