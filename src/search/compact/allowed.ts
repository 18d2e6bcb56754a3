// The papers that count for a query: known of each at once, or looked up when somebody asks.

/** How far each paper has come; those at the top have all that is asked. */
export type Levels = { readonly level: Uint16Array; readonly top: number }

/** Papers that count. */
export type Allowed = {
  allows(paper: number): boolean
  /** Where it is known of each paper. */
  readonly levels?: Levels
}

/** The papers that satisfy a query. */
export type Matching = Allowed & {
  readonly total: number
  /** All of them, in no order. */
  found(): Uint32Array
}

/** The papers at the top level. */
export function atTop(levels: Levels): Allowed {
  const { level, top } = levels
  return { levels, allows: (paper) => level[paper] === top }
}
