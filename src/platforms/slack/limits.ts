// Slack's limits, by the name its documentation gives the thing they limit. Lengths are UTF-16 units, which is never more
// generous than Slack's own count.

/** Blocks of a message, and of a modal or a Home tab (Block Kit reference: Blocks); the others are what stays readable. */
export const maxBlocks = { message: 50, view: 100, estimate: 10, unfurl: 12 } as const

/**
 * Bytes of all blocks together, as JSON. Slack refuses a message near 13,200 characters of blocks (`msg_blocks_too_long`)
 * though each of them is legal, and says nowhere what it counts: so everything is counted, as dearly as it can be. A view is
 * refused at 250 kB only, but nobody reads as much.
 */
export const maxSize = { message: 12_000, view: 40_000, estimate: 5_000, unfurl: 5_000 } as const

/** A message's `text`, which notifications show and screen readers read (chat.postMessage: "up to 4,000 characters"). */
export const maxFallback = 3900

/** A section's text, a context element, and one of a section's fields (Section block, Text object). */
export const maxText = 3000
export const maxFields = { count: 10, text: 2000 } as const

/** A header's text (Header block). */
export const maxHeader = 150

/** An actions block (Actions block: "a maximum of 25 elements"). */
export const maxActions = 25

/** A button (Button element), and the question asked before it acts (Confirmation dialog object). */
export const maxButton = { label: 75, url: 3000 } as const
export const maxConfirm = { title: 100, text: 300, label: 30 } as const

/** A menu's options, its placeholder, and what one option says and carries (Select menu element, Option object). */
export const maxSelect = {
  options: 100,
  placeholder: 150,
  label: 75,
  description: 75,
  value: 75,
} as const

/** An overflow menu's options (Overflow menu element). */
export const maxOverflow = 5

/** A picture's address and the words for it (Image block). */
export const maxImage = { url: 3000, alt: 2000 } as const

/** Addresses within a text: longer ones would leave no room for words. */
export const maxLink = 1000

/** An `action_id` or a `block_id` (Block Kit reference). */
export const maxId = 255

/** A modal's title and buttons (Modal views), and what is in it (Input block, Plain-text input). */
export const maxModal = {
  title: 24,
  button: 24,
  label: 2000,
  hint: 2000,
  value: 3000,
  error: 400,
} as const
