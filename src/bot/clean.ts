// A text without what cannot be seen, or would turn the reading order: what every chat platform starts from.

// More than any view shows of one text; what lies beyond is never looked at.
const maxRead = 6000

const lineBreaks = /\r\n?|[\u0085\u2028\u2029\v\f]/g

// Controls, bidi controls, annotation marks, and everything Unicode shows as nothing; but an emoji is kept whole, and so are
// the joiners that scripts other than Latin need within a word.
const invisible =
  /((?=[\p{Emoji}--[0-9]]|.\ufe0f)\p{RGI_Emoji}|(?<=[[\p{L}\p{M}]--\p{Script=Latin}])[\u200c\u200d](?=[\p{L}--\p{Script=Latin}]))|[\p{Cc}--\n]|\p{Bidi_Control}|[\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gv

// Real scripts need three marks on a letter at most; the rest is stacked to be a nuisance.
const stackedMarks = /([\p{Mn}\p{Me}]{3})[\p{Mn}\p{Me}]+/gu

// Nearly all texts, and nothing in them to mend.
const plainAscii = /^[\n -~]*$/

/** A text with nothing in it but what can be seen and line feeds, in NFC. Not yet markup. Total. */
export function clean(text: string): string {
  const read = text.slice(0, maxRead)
  if (plainAscii.test(read)) return read
  return read
    .toWellFormed()
    .replace(lineBreaks, '\n')
    .replaceAll('\t', '    ')
    .replace(invisible, '$1')
    .normalize('NFC')
    .replace(stackedMarks, '$1')
}

/** The same on one line without spaces at its ends: for labels, which have no markup. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}
