// Numbers in groups, most of them small: each group's stand side by side, so that thousands of them are copied at once.
import { createNumbers } from './numbers.ts'

/** Groups that only grow. */
export type Groups = {
  /** A new one; gives its number, from 0 on. */
  open(): number
  add(group: number, value: number): void
  /** What is in a group, until something is added to any. */
  in(group: number): Int32Array
}

/** None yet. */
export function createGroups(): Groups {
  let count = 0
  /** Where each group begins, and the last ends. */
  let begins = new Int32Array(1)
  let values = new Int32Array(0)
  let newGroups = createNumbers()
  let newValues = createNumbers()

  /** Puts what was added into its groups, all at once: what was there moves only once for all of it. */
  function settle(): void {
    const ends = new Int32Array(count + 1)
    for (let n = 0; n < newGroups.size(); n++) add(ends, newGroups.at(n) + 1, 1)
    for (let group = 0; group < count; group++)
      add(ends, group + 1, (ends[group] as number) + sizeOf(group))
    const larger = new Int32Array(ends[count] as number)
    const next = ends.slice(0, count)
    for (let group = 0; group < begins.length - 1; group++) {
      larger.set(values.subarray(begins[group], begins[group + 1]), ends[group])
      add(next, group, sizeOf(group))
    }
    for (let n = 0; n < newGroups.size(); n++) {
      const group = newGroups.at(n)
      larger[next[group] as number] = newValues.at(n)
      add(next, group, 1)
    }
    begins = ends
    values = larger
    newGroups = createNumbers()
    newValues = createNumbers()
  }

  function sizeOf(group: number): number {
    return group < begins.length - 1 ? (begins[group + 1] as number) - (begins[group] as number) : 0
  }

  return {
    open: () => count++,
    add(group, value) {
      newGroups.push(group)
      newValues.push(value)
    },
    in(group) {
      if (newGroups.size() > 0) settle()
      return values.subarray(begins[group], begins[group + 1])
    },
  }
}

function add(to: Int32Array, place: number, value: number): void {
  to[place] = (to[place] as number) + value
}
