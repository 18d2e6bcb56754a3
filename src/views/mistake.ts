// What somebody sees when they, or we, got something wrong.
import { type Button, plainText, type Text, type View } from '../bot/view.ts'

/** A mistake the asker can mend: what was wrong, what to type instead. */
export function mistakeView(mistake: {
  readonly message: string
  readonly hint?: Text | undefined
  readonly usage?: string
  readonly example?: string | undefined
  readonly buttons?: readonly Button[]
  readonly option?: string | undefined
}): View {
  const { message, hint, usage, example, buttons = [], option } = mistake
  const words = hint === undefined ? message : `${message} ${plainText(hint)}`
  return {
    title: message,
    tone: 'mistake',
    wrong: option === undefined ? { words } : { words, option },
    blocks: [
      ...(hint === undefined ? [] : [{ kind: 'text' as const, text: hint }]),
      ...(usage === undefined ? [] : [{ kind: 'text' as const, text: usageLine(usage, example) }]),
      ...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, buttons }]),
    ],
  }
}

function usageLine(usage: string, example: string | undefined): Text {
  const line = ['Usage: ', { code: usage }]
  return example === undefined || example === usage
    ? line
    : [...line, ', for example ', { code: example }]
}

/** A fault of ours: nothing about it but the id under which the log has the rest. */
export function faultView(incident: string): View {
  return {
    title: 'Something went wrong on our side.',
    tone: 'fault',
    blocks: [
      {
        kind: 'text',
        text: ['It is noted as incident ', { code: incident }, '. Trying again may help.'],
      },
    ],
  }
}
