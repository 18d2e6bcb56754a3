// Everything people can type, in the order `help` shows it.
import type { Command } from '../src/bot/command.ts'
import card from './card.ts'
import cite from './cite.ts'
import digestOff from './digest-off.ts'
import digestPause from './digest-pause.ts'
import digestPreview from './digest-preview.ts'
import digestResume from './digest-resume.ts'
import digestSet from './digest-set.ts'
import digestShow from './digest-show.ts'
import digestTest from './digest-test.ts'
import find from './find.ts'
import help from './help.ts'
import random from './random.ts'
import save from './save.ts'
import saved from './saved.ts'
import search from './search.ts'
import settingsChannel from './settings-channel.ts'
import settingsMine from './settings-mine.ts'
import settingsWorkspace from './settings-workspace.ts'
import show from './show.ts'
import similar from './similar.ts'
import stats from './stats.ts'
import trending from './trending.ts'
import unsave from './unsave.ts'

export const commands: readonly Command[] = [
  search,
  trending,
  show,
  similar,
  cite,
  random,
  find,
  digestShow,
  digestSet,
  digestPreview,
  digestTest,
  digestPause,
  digestResume,
  digestOff,
  save,
  saved,
  unsave,
  settingsMine,
  settingsChannel,
  settingsWorkspace,
  stats,
  help,
  card,
]
