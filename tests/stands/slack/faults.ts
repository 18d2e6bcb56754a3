// Trouble on the way to Slack and back, told in advance and used up in the order given.

/** `create-then-…`: Slack does what was asked, and the bot does not hear of it. Any other word is an error in a 200. */
export type Trouble =
  | '429'
  | '500'
  | '503'
  | 'hang'
  | 'drop'
  | 'create-then-hang'
  | 'create-then-drop'
  | 'create-then-500'
  | 'create-then-fatal_error'
  | { readonly error: string; readonly more?: object }

/** What Slack says of a message with a picture that it cannot fetch. */
export const unfetched: Trouble = {
  error: 'invalid_blocks',
  more: {
    errors: ['downloading image failed [json-pointer:/blocks/0/image_url]'],
    response_metadata: {
      messages: ['[ERROR] downloading image failed [json-pointer:/blocks/0/image_url]'],
    },
  },
}

export type FaultRule = {
  /** A method of the Web API, or `response_url`. */
  readonly method: string | RegExp
  /** One request unless told. */
  readonly times?: number
  readonly do: Trouble
  /** Seconds that a 429 tells to wait; 1 unless told. */
  readonly retryAfter?: number
}

export type Faults = ReturnType<typeof createFaults>

/** None yet. */
export function createFaults() {
  const rules: { readonly rule: FaultRule; left: number }[] = []
  const fits = ({ method: wanted }: FaultRule, method: string) =>
    typeof wanted === 'string' ? wanted === method : wanted.test(method)
  return {
    add: (rule: FaultRule): void => {
      rules.push({ rule, left: rule.times ?? 1 })
    },
    /** The fault this request meets, if any; it counts as used. */
    meet(method: string): FaultRule | undefined {
      const met = rules.find(({ rule, left }) => left > 0 && fits(rule, method))
      if (met !== undefined) met.left--
      return met?.rule
    },
    heal: (): void => {
      rules.length = 0
    },
  }
}
