// The console's limits. A terminal shows any amount of text, so these are about reading, and about memory.

/** Columns of prose: assumed when a terminal does not say, the narrowest laid out for, the widest comfortable to read. */
export const width = { default: 80, min: 20, max: 100 } as const

/** The longest line a person may type, in UTF-16 units: far above any query, far below what would hurt. */
export const maxLine = 4000

/** Typed lines remembered from one session to the next. */
export const maxHistory = 500

/** Columns the names of facts may take before their values move to a line of their own. */
export const maxFactName = 24

/** Columns left to the values of facts beside their names, at least. */
export const minFactValue = 14

/** Candidates that Tab shows of what the bot suggests; more is a search, not a completion. */
export const maxSuggested = 10
