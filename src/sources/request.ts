// One GET on the wire: within its time and its size, or a fault in a person's words. It follows no redirect and retries nothing.

/** How one request is made. `timeoutMs` covers connecting, headers and body; `maxBytes` the decompressed body. */
export type Ask = {
  readonly fetch: typeof fetch
  readonly headers: Headers
  readonly timeoutMs: number
  readonly maxBytes: number
}

/** What came back. `text` is '' unless the status is of the 200s. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly text: string }

/** Why nothing usable came back, and whether asking again may help. `reason` goes on from upstream's name. */
export type Fault = {
  readonly kind: 'down' | 'slow' | 'refused' | 'garbled' | 'limited'
  readonly reason: string
  readonly again: 'never' | 'once' | 'often'
}

/**
 * Asks once.
 * @throws the signal's reason once it is aborted, and nothing else.
 */
export async function ask(
  address: URL,
  how: Ask,
  signal: AbortSignal | undefined,
): Promise<Reply | Fault> {
  const { headers, timeoutMs, maxBytes } = how
  const timeLimit = AbortSignal.timeout(timeoutMs)
  // Closes the connection when the rest of an answer is not wanted.
  const enough = new AbortController()
  const signals = [timeLimit, enough.signal, ...(signal === undefined ? [] : [signal])]
  let late = 'did not answer'
  try {
    const response = await how.fetch(address, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.any(signals),
    })
    late = 'did not finish its answer'
    const text = response.ok ? await readBody(response, maxBytes) : ''
    if (text === undefined || !response.ok) enough.abort()
    return text === undefined
      ? tooMuch(maxBytes)
      : { status: response.status, headers: response.headers, text }
  } catch (error) {
    signal?.throwIfAborted()
    if (!timeLimit.aborted) return broken(error)
    return { kind: 'slow', reason: `${late} within ${timeoutMs / 1_000} s`, again: 'often' }
  }
}

/** The body as text, or undefined when it is longer than `maxBytes`. */
async function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function tooMuch(maxBytes: number): Fault {
  const reason = `sent more than ${maxBytes / 1_000_000} MB`
  return { kind: 'garbled', reason, again: 'never' }
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'refused the connection'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'broke off the connection'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'has a name that could not be looked up'],
  [/CERT|TLS|SSL|SELF_SIGNED/, 'has a certificate that could not be trusted'],
]

/** Only the error's code is read: its words may hold what was sent. */
function broken(error: unknown): Fault {
  const code = codeOf(error)
  if (/^(?:HPE_|Z_|ERR_BROTLI|UND_ERR_RES_CONTENT_LENGTH)/.test(code)) {
    return { kind: 'garbled', reason: 'sent an answer that cannot be unpacked', again: 'once' }
  }
  const known = reasons.find(([pattern]) => pattern.test(code))
  return { kind: 'down', reason: known?.[1] ?? 'could not be reached', again: 'often' }
}

/** The code of the error, or of what caused it, or of the first of several causes (one for each address of a host). */
function codeOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  const inner = 'cause' in error ? error.cause : undefined
  const several = error instanceof AggregateError ? error.errors[0] : undefined
  return codeOf(inner ?? several, depth + 1)
}
