// Draws the bot's answers as every platform shows them: node docs/gallery/make.ts [folder]
// Writes gallery.html, and pictures of it where a chromium is installed.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { View } from '../../src/bot/view.ts'
import { consoleColumn } from './console.ts'
import { discordColumn } from './discord.ts'
import { element, text } from './html.ts'
import { slackColumn } from './slack.ts'
import { galleryRows, type Row } from './views.ts'

type Column = { readonly platform: string; readonly draw: (view: View) => string }

// A platform is a column: its function here, its looks in gallery.css.
const columns: readonly Column[] = [
  { platform: 'Discord', draw: discordColumn },
  { platform: 'Slack', draw: slackColumn },
  { platform: 'The console', draw: consoleColumn },
]

const here = fileURLToPath(new URL('.', import.meta.url))
const chromium = '/usr/bin/chromium'
// The first rows are enough of a picture; the page has them all.
const picture = { pages: 2, rows: 3, width: 712, height: 2000 } as const

function page(rows: readonly Row[], css: string): string {
  const heads = columns.map(({ platform }) => element('h1', 'column', text(platform)))
  const body = rows.map(({ typed, view }) => {
    const drawn = columns.map(({ draw }) => element('div', 'column', draw(view)))
    return element('section', 'row', element('div', 'typed', text(typed)), ...drawn)
  })
  const head = `<meta charset="utf-8"><title>What Paperboy says</title>\n<style>\n${css}</style>\n`
  return `<!doctype html>\n${head}${element('div', 'row', ...heads)}\n${body.join('\n')}\n`
}

async function shoot(html: string, image: string, profile: string): Promise<void> {
  await promisify(execFile)(chromium, [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--hide-scrollbars',
    '--force-device-scale-factor=0.8',
    `--user-data-dir=${profile}`,
    `--window-size=${picture.width * columns.length},${picture.height}`,
    `--screenshot=${image}`,
    pathToFileURL(html).href,
  ])
}

async function shootAll(rows: readonly Row[], css: string, out: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'))
  for (let i = 0; i < picture.pages; i++) {
    const html = join(folder, `${i}.html`)
    await writeFile(html, page(rows.slice(i * picture.rows, (i + 1) * picture.rows), css))
    await shoot(html, join(out, `gallery-${i + 1}.webp`), join(folder, 'profile'))
  }
  await rm(folder, { recursive: true })
}

const out = process.argv[2] ?? here
const css = await readFile(join(here, 'gallery.css'), 'utf8')
const rows = await galleryRows()
await mkdir(out, { recursive: true })
await writeFile(join(out, 'gallery.html'), page(rows, css))
if (existsSync(chromium)) await shootAll(rows, css, out)
