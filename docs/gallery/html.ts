// HTML, and nothing in it that was not meant to be.

/** Text between tags or in an attribute. */
export function text(characters: string): string {
  return characters.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** An element with what is in it, which is HTML already. */
export function element(tag: string, className: string, ...inner: readonly string[]): string {
  return `<${tag} class="${className}">${inner.join('')}</${tag}>`
}
