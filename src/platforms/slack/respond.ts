// The address that comes with what somebody did: answers go there without the bot being in the channel.
import { webApi } from '@slack/bolt'

/** Sends a message to such an address. Throws what the client's own methods throw, so that one table tells what it means. */
export type Respond = (url: string, message: object) => Promise<void>

/** Longer than this no answer is sent (milliseconds). */
const timeoutMs = 10_000

/** What sends; `request` is fetch. */
export function createRespond(request: typeof globalThis.fetch): Respond {
  return async (url, message) => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    const refusal = refusalIn(text)
    if (response.status === 429)
      throw new webApi.WebAPIRateLimitedError(Number(response.headers.get('retry-after') ?? 1))
    if (refusal !== undefined) throw new webApi.WebAPIPlatformError(refusal)
    if (!response.ok) throw new webApi.WebAPIHTTPError(response.status, response.statusText, {})
  }
}

// It says `ok`, or tells in JSON what was wrong.
function refusalIn(text: string) {
  if (!/"ok"\s*:\s*false/.test(text)) return undefined
  const [, error = ''] = /"error"\s*:\s*"([a-z_]+)"/.exec(text) ?? []
  // What is wrong at which place.
  const messages = text.match(/[^"]+\[json-pointer:[^"]+/g) ?? []
  return { ok: false, error, response_metadata: { messages } } as const
}
