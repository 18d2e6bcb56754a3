// Trouble on the way to Discord and back, told in advance and used up in the order given.

/** `create-then-…`: Discord does what was asked, and the bot does not hear of it. */
export type Trouble =
  | '429'
  | '500'
  | '502'
  | '503'
  | 'hang'
  | 'drop'
  | 'create-then-hang'
  | 'create-then-drop'
  | 'create-then-502'
  | {
      readonly status: number
      readonly code: number
      readonly message: string
      /** What is wrong in which field, as Discord nests it. */
      readonly errors?: object
    }

export type FaultRule = {
  readonly method?: string
  /** Compared with the path after `/api/v10`. */
  readonly path: RegExp
  /** One request unless told. */
  readonly times?: number
  readonly do: Trouble
  /** Seconds that a 429 tells to wait; 0.05 unless told. */
  readonly retryAfter?: number
}

export type Faults = ReturnType<typeof createFaults>

/** None yet. */
export function createFaults() {
  const rules: { readonly rule: FaultRule; left: number }[] = []
  return {
    add: (rule: FaultRule): void => {
      rules.push({ rule, left: rule.times ?? 1 })
    },
    /** The fault this request meets, if any; it counts as used. */
    meet(method: string, path: string): FaultRule | undefined {
      const met = rules.find(
        ({ rule, left }) =>
          left > 0 && (rule.method ?? method).toUpperCase() === method && rule.path.test(path),
      )
      if (met !== undefined) met.left--
      return met?.rule
    },
    heal: (): void => {
      rules.length = 0
    },
  }
}
