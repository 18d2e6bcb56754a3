// How much of a view's texts is shown where there is not room for all of them: the same on every platform.

/** How many characters of a text are shown: abstracts and the like, what is said beside them, titles. */
export type Room = { readonly body: number; readonly minor: number; readonly title: number }

// Bodies shrink first, then what is said beside them, then titles; what is left of a text below 40 characters is no help.
const most = 4000
const shorter = Array.from({ length: 64 }, (_, i) => Math.floor(most * 0.93 ** i)).filter(
  (length) => length >= 40,
)
const rooms: readonly Room[] = [
  ...shorter.map((body) => ({ body, minor: most, title: most })),
  ...shorter.map((minor) => ({ body: 40, minor, title: most })),
  ...shorter.map((title) => ({ body: 40, minor: 40, title })),
  { body: 0, minor: 40, title: 40 },
  { body: 0, minor: 0, title: 40 },
  { body: 0, minor: 0, title: 12 },
]

/** Room for everything, as far as it is looked at. */
export const widest = rooms[0] as Room

/** The least room a text is given. */
export const tightest = rooms.at(-1) as Room

/** What is laid out with the most room that still holds; undefined when none does. Less room, less text: it is found by halving. */
export function roomiest<Laid>(
  at: (room: Room) => Laid,
  holds: (laid: Laid) => boolean,
): Laid | undefined {
  let best: Laid | undefined
  let [from, to] = [0, rooms.length]
  // Nearly every view needs no halving: it fits as it is.
  let middle = 0
  while (from < to) {
    const laid = at(rooms[middle] as Room)
    if (holds(laid)) {
      best = laid
      to = middle
    } else from = middle + 1
    middle = (from + to) >> 1
  }
  return best
}
