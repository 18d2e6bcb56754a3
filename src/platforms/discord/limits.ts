// Discord's limits, by the name its documentation gives the thing they limit. Lengths are UTF-16 units, which is never more
// generous than Discord's own count.

/** Components of one message, nested ones included (Component Reference: "up to 40 total components"). */
export const maxComponents = 40

/** Characters of all text displays of one message together (Component Reference: Text Display). */
export const maxText = 4000

/** Buttons of an action row (Component Reference: Action Row). */
export const maxRowButtons = 5

/** A button's label and address (Component Reference: Button). */
export const maxButton = { label: 80, url: 512 } as const

/** A string select's options, its placeholder, and what one option says (Component Reference: String Select). */
export const maxSelect = { options: 25, placeholder: 150, label: 100, description: 100 } as const

/** A picture's address and the words for it, and the pictures of a gallery (Component Reference: Media Gallery). */
export const maxMedia = { url: 2048, description: 1024, items: 10 } as const

/** Files of one message (Create Message: `attachments`). */
export const maxFiles = 10

/** A modal (Interactions: Modal; Component Reference: Label, Text Input). */
export const maxModal = { title: 45, labels: 5, label: 45, description: 100, value: 4000 } as const

/** A `custom_id`, and the `value` of a select's option (Component Reference). */
export const maxCustomId = 100

/** A declared command: descriptions, what an option's text may hold, and the choices of one option (Application Commands). */
export const maxDeclared = { description: 100, text: 6000, choices: 25 } as const

/** What is suggested while an option is typed (Interactions: Autocomplete). */
export const maxSuggested = { choices: 25, text: 100 } as const

/** A `nonce` (Create Message). */
export const maxNonce = 25
