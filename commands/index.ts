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
import follow from './follow.ts'
import following from './following.ts'
import forgetMe from './forget-me.ts'
import help from './help.ts'
import home from './home.ts'
import less from './less.ts'
import more from './more.ts'
import mute from './mute.ts'
import privacy from './privacy.ts'
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
import unfollow from './unfollow.ts'
import unsave from './unsave.ts'
import why from './why.ts'

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
  home,
  follow,
  following,
  mute,
  unfollow,
  why,
  more,
  less,
  save,
  saved,
  unsave,
  settingsMine,
  settingsChannel,
  settingsWorkspace,
  privacy,
  forgetMe,
  stats,
  help,
  card,
]
