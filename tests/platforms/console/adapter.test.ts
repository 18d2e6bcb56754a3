// The console over streams: order, ends, numbers, keys.
import { tmpdir } from 'node:os'
import { PassThrough, Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Bot } from '../../../src/bot/bot.ts'
import type { View } from '../../../src/bot/view.ts'
import { type ConsoleOptions, createConsole } from '../../../src/platforms/console/adapter.ts'
import { ask } from '../../../src/platforms/console/ask.ts'
import { createHistory } from '../../../src/platforms/console/history.ts'
import type { Terminal } from '../../../src/platforms/console/terminal.ts'
import { createLibrary, now } from './library.ts'

const pipe: Terminal = { width: undefined, colour: false, links: false, now }

function startConsole(options: Partial<ConsoleOptions> = {}, bot: Bot = createLibrary()) {
  const input = new PassThrough()
  const output = new PassThrough().setEncoding('utf8')
  let written = ''
  output.on('data', (piece) => {
    written += piece
  })
  const console = createConsole({
    input,
    output,
    terminal: () => pipe,
    interactive: 'plain',
    ...options,
  })
  return { console, input, output, written: () => written, ended: console.start(bot) }
}

/** Types at a prompt and gives readline and the bot their turns. */
async function type(input: PassThrough, keys: string): Promise<void> {
  input.write(keys)
  await sleep(30)
}

async function answersTo(text: string | Buffer): Promise<string> {
  const { input, ended, written } = startConsole()
  input.end(text)
  await ended
  return written()
}

describe('on a pipe', () => {
  it('answers in order and waits for the last answer, though the input ended before', async () => {
    expect(await answersTo('wait 60\nwait 1\nhelp')).toBe(
      'Waited 60\n\nWaited 1\n\nWhat you can ask\n',
    )
  })

  it('says nothing to blank lines and comments, and has no prompt, echo or welcome', async () => {
    const { input, ended, written } = startConsole({ welcome: { title: 'Hello', blocks: [] } })
    input.end('\n# a comment\r\n   \nhelp\r\n')
    await ended
    expect(written()).toBe('What you can ask\n')
  })

  it('presses what a number stands for, in the last answer that offered any', async () => {
    const text = await answersTo('search attention\n2\n1\n3\n9\n')
    expect(text.split('\n\n').slice(3)).toEqual([
      'Attention Is Not All You Need',
      'Shown.',
      'Attention Is All You Need',
      'Shown.',
      'arXiv',
      'https://arxiv.org/a%20b',
      'There is no choice 9.',
      'Type a number from 1 to 3.\n',
    ])
  })

  it('says so when there is nothing to pick from', async () => {
    expect(await answersTo('1\n')).toMatch(/^There is nothing to pick from yet\.\n/)
  })

  it('answers nothing after quit, and ends though the input goes on', async () => {
    const { input, ended, written } = startConsole()
    input.write('help\nquit\nhelp\n')
    await ended
    expect(written()).toBe('What you can ask\n')
  })

  it('survives binary noise and endless lines', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))
    const long = Buffer.alloc(3_000_000, 'a')
    const text = await answersTo(
      Buffer.concat([noise, Buffer.from('\n'), long, Buffer.from('\nhelp\n')]),
    )
    expect(text).toContain('That line is too long.\n')
    expect(text).toMatch(/\n\nWhat you can ask\n$/)
    expect(text).not.toMatch(/[^\P{Cc}\n]/u)
  })

  it('reads characters whose bytes come apart', async () => {
    const { input, ended, written } = startConsole()
    const bytes = Buffer.from('show 注意力\n')
    for (const byte of bytes) input.write(Buffer.of(byte))
    input.end()
    await ended
    expect(written()).toBe('注意力\n\nShown.\n')
  })

  it('does not read on while it answers', async () => {
    let read = 0
    const input = Readable.from(
      (function* () {
        for (;;) {
          read++
          yield Buffer.from('wait 5\n')
        }
      })(),
    )
    const { console } = startConsole({ input })
    await sleep(60)
    await console.stop()
    // The stream's own buffer holds some; thousands would mean that nobody held it back.
    expect(read).toBeLessThan(200)
  })

  it('ends quietly when nobody reads any more', async () => {
    const output = new Writable({
      write(_piece, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      },
    })
    const { input, ended } = startConsole({ output })
    input.write('help\nhelp\n')
    await expect(ended).resolves.toBeUndefined()
  })

  it('throws any other failure of the output', async () => {
    const output = new Writable({
      write(_piece, _encoding, done) {
        done(Object.assign(new Error('disk full'), { code: 'ENOSPC' }))
      },
    })
    const { input, ended } = startConsole({ output })
    input.write('help\n')
    await expect(ended).rejects.toThrow('disk full')
  })

  it('stops at once, without the answer being made', async () => {
    const { console, input, ended, written } = startConsole()
    input.write('wait forever\n')
    await sleep(10)
    await console.stop()
    await ended
    expect(written()).toBe('')
  })
})

describe('at a prompt', () => {
  it('welcomes, prompts, answers, and ends with the input', async () => {
    const { input, ended, written } = startConsole({
      interactive: 'prompt',
      welcome: { title: 'Hello', blocks: [] },
    })
    await type(input, 'help\r')
    input.end()
    await ended
    const text = written()
    expect(text).toMatch(/^Hello\n\n/)
    expect(text.indexOf('paper> ')).toBeLessThan(text.indexOf('\nWhat you can ask\n\n'))
    expect(text).toMatch(/\n$/)
  })

  it('shows what comes unasked above what is being typed, and lets its numbers be pressed', async () => {
    const { console, input, ended, written } = startConsole({ interactive: 'prompt' })
    const to = { platform: 'console', workspace: 'local', channel: 'console' }
    const press = {
      label: 'Help',
      invoke: { command: 'help', options: {} },
      effect: 'reply',
    } as const
    const view: View = { title: 'Unasked', blocks: [{ kind: 'buttons', buttons: [press] }] }
    await type(input, 'search at')
    const outcome = await console.post(to, view, { key: 'k1' })
    expect(outcome).toEqual({ status: 'sent', receipt: { channel: 'console', message: 'k1' } })
    await type(input, 'tention\r')
    await type(input, '1\rquit\r')
    await ended
    const [before, after = ''] = written().split('\nUnasked\n')
    expect(before).toContain('search at')
    expect(after).toMatch(/paper> search at/)
    expect(after).toContain('Attention Is Not All You Need')
    expect(await console.post(to, view, { key: 'k2' })).toMatchObject({
      status: 'failed',
      retryAt: now + 60_000,
    })
  })

  it('cannot be told anything on a pipe, or before it is open', async () => {
    const { console, input, ended } = startConsole()
    const to = { platform: 'console', workspace: 'local', channel: 'console' }
    const outcome = await console.post(to, { title: 'Unasked', blocks: [] }, { key: 'k1' })
    expect(outcome.status).toBe('failed')
    input.end()
    await ended
  })

  it('presses the numbers of the welcome', async () => {
    const help = {
      label: 'Help',
      invoke: { command: 'help', options: {} },
      effect: 'reply',
    } as const
    const { input, ended, written } = startConsole({
      interactive: 'prompt',
      welcome: { title: 'Hello', blocks: [{ kind: 'buttons', buttons: [help] }] },
    })
    await type(input, '1\rquit\r')
    await ended
    expect(written()).toContain('\nWhat you can ask\n')
  })

  it('answers lines typed ahead in their order, each under its own words', async () => {
    const { input, ended, written } = startConsole({ interactive: 'prompt' })
    input.write('wait 50\rwait 1\rquit\r')
    await ended
    expect(written()).toMatch(/\nWaited 50\n\n(?:.|\n)*paper> wait 1\n\nWaited 1\n/)
  })

  it('waits for the last answer when the input ended before', async () => {
    const { input, ended, written } = startConsole({ interactive: 'prompt' })
    input.end('wait 50\r')
    await ended
    expect(written()).toContain('\nWaited 50\n')
  })

  it('completes with Tab', async () => {
    const { input, ended, written } = startConsole({ interactive: 'prompt' })
    await type(input, 'tre')
    await type(input, '\t')
    await type(input, 'da')
    await type(input, '\t')
    await type(input, '\r')
    input.end()
    await ended
    expect(written()).toContain('\nTrending this day\n')
  })

  it('shows several titles clipped to the terminal with Tab, and keeps what was typed', async () => {
    const terminal = () => ({ ...pipe, width: 20 })
    const { input, ended, written } = startConsole({ interactive: 'prompt', terminal })
    await type(input, 'search all you')
    await type(input, '\t')
    expect(written()).toContain('\nAttention Is All Yo…\nAttention Is Not Al…\n')
    await type(input, ' need\rquit\r')
    await ended
    expect(written()).toContain('2 papers for “all\nyou need”')
  })

  it('goes on when completions fail', async () => {
    const library = createLibrary()
    const bot: Bot = { ...library, suggest: () => Promise.reject(new Error('no completions')) }
    const { input, ended, written } = startConsole({ interactive: 'prompt' }, bot)
    await type(input, 'search x')
    await type(input, '\t')
    await type(input, '\rhelp\r')
    input.end()
    await ended
    expect(written()).toContain('\nWhat you can ask\n')
  })

  it('clears a line with Ctrl-C, and leaves with it on an empty one, even while an answer is made', async () => {
    const { input, ended, written } = startConsole({ interactive: 'prompt' })
    await type(input, 'serch')
    await type(input, '\x03')
    await type(input, 'help\r')
    expect(written()).toContain('\nWhat you can ask\n')
    await type(input, 'wait forever\r')
    await type(input, '\x03')
    await ended
    expect(written()).not.toContain('Waited')
  })

  it('leaves with Ctrl-D', async () => {
    const { input, ended } = startConsole({ interactive: 'prompt' })
    await type(input, '\x04')
    await expect(ended).resolves.toBeUndefined()
  })

  it('remembers lines, the oldest first, and brings them back with the arrow', async () => {
    const saved: (readonly string[])[] = []
    const history = {
      load: async () => ['trending day', 'help'],
      save: async (lines: readonly string[]) => {
        saved.push(lines)
      },
    }
    const { input, ended, written } = startConsole({ interactive: 'prompt', history })
    const up = '\x1b[A'
    await type(input, up)
    await type(input, up)
    await type(input, '\r')
    await type(input, 'quit\r')
    await ended
    expect(written()).toContain('\nTrending this day\n')
    expect(saved).toEqual([['help', 'trending day', 'quit']])
  })

  it('ends well when nothing can be remembered, with one warning', async () => {
    const errors: unknown[] = []
    const history = createHistory(tmpdir(), (error) => errors.push(error))
    const { input, ended, written } = startConsole({ interactive: 'prompt', history })
    await type(input, 'help\rquit\r')
    await expect(ended).resolves.toBeUndefined()
    expect(written()).toContain('\nWhat you can ask\n')
    expect(errors).toHaveLength(1)
  })

  it('ends quietly when the window is gone', async () => {
    const { output, ended } = startConsole({ interactive: 'prompt' })
    await sleep(10)
    output.destroy(Object.assign(new Error('write EIO'), { code: 'EIO' }))
    await expect(ended).resolves.toBeUndefined()
  })

  it('stops when it is told to', async () => {
    const { console, ended } = startConsole({ interactive: 'prompt' })
    await sleep(10)
    await console.stop()
    await expect(ended).resolves.toBeUndefined()
  })
})

describe('ask', () => {
  it('answers one line', async () => {
    const answer = await ask(createLibrary(), '/paper trending day', pipe)
    expect(answer).toMatchObject({ text: 'Trending this day', ok: true })
    expect(answer.view.title).toBe('Trending this day')
  })

  it('answers an empty line with help', async () => {
    expect((await ask(createLibrary(), '', pipe)).text).toBe('What you can ask')
  })

  it.each(['wait never', 'serach x', 'trending decade'])(
    'is not ok with a mistake: %s',
    async (line) => {
      expect((await ask(createLibrary(), line, pipe)).ok).toBe(false)
    },
  )
})
