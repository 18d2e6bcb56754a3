// Figures as text: numbers a person can compare at a glance, in columns.

/** A row's cells as text; the first names it, the others are set flush right. */
export type Row = readonly string[]

/** Rows under their columns' names, in plain characters, with two spaces between columns. */
export function renderTable(columns: Row, rows: readonly Row[]): string {
  const widths = columns.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)),
  )
  const line = (row: Row) =>
    widths
      .map((width, i) => (i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width)))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width))
  return [line(columns), line(rule), ...rows.map(line)].join('\n')
}

/** Three significant digits or whole thousands: `0.42`, `1.35`, `27.1`, `310`, `12,400`. `–` for what was not measured. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (value >= 100) return grouped(Math.round(value))
  return value.toFixed(value >= 10 ? 1 : 2)
}

/** A whole number with its thousands apart. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US')
}

/** One figure as a multiple of another: `0.8 ×`. */
export function ratio(value: number | undefined, of: number | undefined): string {
  if (value === undefined || of === undefined || Number.isNaN(value / of)) return '–'
  return `${figure(value / of)} ×`
}

/** A paragraph in lines of at most 100 characters. */
export function wrapped(text: string): string {
  return text.replace(/(?=.{101})(.{1,100}) /g, '$1\n')
}
