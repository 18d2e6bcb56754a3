// Cuts long lists into parts that fit one statement.

/** The items in parts of `size`. By default small enough for rows of 60 columns (SQLite takes 32,766 parameters). */
export function chunks<T>(items: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}
