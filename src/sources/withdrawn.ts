// Whether a paper was taken back. arXiv has no field for it: its authors, or arXiv, say so in words.

const noun = '(?:paper|article|manuscript|submission|preprint|e-?print|work|version|draft)'

// “This paper has been withdrawn by the author”, “This version withdrawn by arXiv administrators”. Only `this` speaks of
// the paper itself: other papers may be withdrawn in an abstract, and a comment may tell of an earlier version.
const ofItself = new RegExp(
  `\\bthis (?:[\\w-]+ ){0,2}${noun} (?:(?:has been|was|is(?: being| now)?) )?(?:[\\w-]+ly )?withdrawn\\b`,
  'i',
)

// A comment that begins with it: “Withdrawn”, “(withdrawn)”, “Paper withdrawn by the authors because …”.
const atTheStart = new RegExp(
  `^[^\\p{L}]*(?:(?:the )?${noun} )?(?:(?:has been|was|is) )?withdrawn\\b`,
  'iu',
)

/** Whether a paper's abstract or arXiv comment says, in one of the usual ways, that the paper is withdrawn. */
export function saysWithdrawn(abstract: string, comment = ''): boolean {
  return ofItself.test(abstract) || ofItself.test(comment) || atTheStart.test(comment)
}
