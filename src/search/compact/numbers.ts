// Numbers by number, in as little room as typed arrays take: columns that grow.

/** The typed arrays a column may be made of. */
export type Row = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** A column; beyond what was set all is 0. */
export type Column<R extends Row> = {
  /** Everything set so far, and zeros behind it. It is another one after the column has grown. */
  readonly all: R
  set(at: number, value: number): void
  add(at: number, value: number): void
  /** Takes over numbers that were kept. */
  put(bytes: ArrayBuffer): void
}

/** A column of one kind of number: `columnOf(Uint32Array)`. */
export function columnOf<R extends Row>(kind: {
  new (length: number): R
  new (bytes: ArrayBuffer): R
}): Column<R> {
  const make = (at: number) => {
    if (at < column.all.length) return
    const larger = new kind(Math.max(at + 1, Math.ceil(column.all.length * 1.5)))
    larger.set(column.all)
    column.all = larger
  }
  // A plain property: this is asked of every paper, and a getter of each column's own takes longer.
  const column = {
    all: new kind(1024),
    set(at: number, value: number) {
      make(at)
      column.all[at] = value
    },
    add(at: number, value: number) {
      make(at)
      column.all[at] = (column.all[at] as number) + value
    },
    put(bytes: ArrayBuffer) {
      column.all = new kind(bytes)
    },
  }
  return column
}
