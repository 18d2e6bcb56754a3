// The Home tab: there at once, everybody's own, and right again after whatever they do.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/command.ts'
import { until } from '../../stands/discord/until.ts'
import { type OnSlack, openOnSlack } from '../../stands/on-slack.ts'
import { unfetched } from '../../stands/slack/faults.ts'
import { labelsOf, type View, wordsOfView } from '../../stands/slack/wire.ts'

/** Something else that is one's own. */
const panel = defineCommand({
  name: 'panel',
  summary: 'Changes what is one’s own',
  examples: ['panel'],
  options: z.object({}),
  visibility: 'private',
  personal: true,
  run: async () => ({ title: 'The panel', blocks: [] }),
})

let on: OnSlack
beforeEach(async () => {
  on = await openOnSlack({ extra: [panel] })
})
afterEach(async () => {
  await on.close()
  expect(on.slack.violations).toEqual([])
})

const somebody = (name: string) => {
  const { slack } = on
  const { id } = slack.addPerson({ name })
  const members = [...(slack.channel(slack.channelId)?.members ?? []), id]
  slack.changeChannel(slack.channelId, { members: new Set(members) })
  return { user: id }
}
const homeWith = (user: string, words: string): Promise<View> =>
  until(`a Home tab with ${words}`, () => {
    const home = on.slack.home(user)
    return home !== undefined && wordsOfView(home).includes(words) ? home : undefined
  })
const published = (user: string) =>
  on.slack.asked('views.publish').filter(({ body }) => body.user_id === user)
const opened = async (user: string) => {
  on.slack.openHome({ user })
  return homeWith(user, 'Paperboy')
}

describe('opening it', () => {
  it('for the first time shows a first page, and what is one’s own a moment later', async () => {
    const { user } = somebody('ada')
    await opened(user)
    const [first, then, ...more] = published(user).map(({ body }) => JSON.stringify(body.view))
    expect(first).toContain('A first page')
    expect(then).not.toContain('A first page')
    expect(more).toEqual([])
  })

  it('again leaves there what was known until it is told anew', async () => {
    const { user } = somebody('ada')
    await opened(user)
    const before = on.slack.home(user)?.hash
    on.slack.openHome({ user })
    await until('a fresh tab', () => on.slack.home(user)?.hash !== before)
    expect(published(user)).toHaveLength(3)
    expect(JSON.stringify(published(user)[2]?.body)).not.toContain('A first page')
  })

  it('on its messages tab does nothing', async () => {
    const { user } = somebody('ada')
    on.slack.openHome({ user, tab: 'messages' })
    await opened(somebody('grace').user)
    expect(published(user)).toEqual([])
  })

  it('shows two people at once what is theirs, and no more', async () => {
    const { slack } = on
    const [ada, grace] = [somebody('ada'), somebody('grace')]
    await slack.slash('save 1706.03762', ada).reply()
    await slack.slash('save 1810.04805', grace).reply()
    slack.openHome(ada)
    slack.openHome(grace)
    const hers = await homeWith(ada.user, 'Attention Is All You Need')
    const others = await homeWith(grace.user, 'BERT')
    expect(wordsOfView(hers)).not.toContain('BERT')
    expect(wordsOfView(others)).not.toContain('Attention Is All You Need')
  })
})

describe('a change of what is one’s own', () => {
  it('made anywhere is on the tab', async () => {
    const { slack } = on
    const ada = somebody('ada')
    await opened(ada.user)
    await slack.slash('save 1706.03762', ada).reply()
    await homeWith(ada.user, 'Attention Is All You Need')
    slack.dm('save 1810.04805', ada)
    await homeWith(ada.user, 'BERT')
    slack.dm('unsave 1706.03762', ada)
    await until('one less', () => {
      const home = slack.home(ada.user)
      return home && !wordsOfView(home).includes('Attention Is All You Need')
    })
  })

  it('many at once end with all of them there', async () => {
    const { slack } = on
    const ada = somebody('ada')
    await opened(ada.user)
    const ids = ['1706.03762', '1810.04805', '2006.11239']
    for (const id of ids) slack.slash(`save ${id}`, ada)
    await homeWith(ada.user, 'Attention Is All You Need')
    await homeWith(ada.user, 'BERT')
    await homeWith(ada.user, 'Denoising Diffusion Probabilistic Models')
  })

  it('of somebody who never looked is published to nobody', async () => {
    const { slack } = on
    const [ada, grace] = [somebody('ada'), somebody('grace')]
    await opened(ada.user)
    await slack.slash('save 1706.03762', grace).reply()
    await slack.slash('save 1810.04805', ada).reply()
    await homeWith(ada.user, 'BERT')
    expect(published(grace.user)).toEqual([])
    expect(published(ada.user)).toHaveLength(3)
  })
})

describe('what is pressed on it', () => {
  it('is answered in a modal, and the tab stays', async () => {
    const { slack } = on
    const ada = somebody('ada')
    await slack.slash('save 1706.03762', ada).reply()
    await opened(ada.user)
    const home = await homeWith(ada.user, 'Attention Is All You Need')
    slack.press(home, 'Settings')
    const modal = await until('a modal', () =>
      slack.modals(ada.user).find((view) => wordsOfView(view).includes('Your settings')),
    )
    expect(labelsOf(modal)).toContain('Change')
    expect(wordsOfView(await homeWith(ada.user, 'Paperboy'))).toContain('Attention')
    expect(slack.asked('chat.postMessage')).toEqual([])
  })

  it('opens a form whose answer stands in the form', async () => {
    const { slack } = on
    const ada = somebody('ada')
    const home = await opened(ada.user)
    const form = await slack.press(home, 'Search').modal()
    slack.submit(form, { query: 'attention' })
    const answer = await until('an answer', () =>
      slack.modals(ada.user).find((view) => wordsOfView(view).includes('for “attention”')),
    )
    expect(answer.id).toBe(form.id)
    expect(slack.home(ada.user)?.id).toBe(home.id)
  })

  it('and is too old is told in a modal', async () => {
    const { slack } = on
    const ada = somebody('ada')
    const home = await opened(ada.user)
    slack.press(home, 'u~AAAAAAAAAAAAAAAAAAAAAA', { force: true })
    await until('a modal', () =>
      slack.modals(ada.user).find((view) => wordsOfView(view).includes('too old')),
    )
    expect(slack.asked('chat.postMessage')).toEqual([])
  })

  it('changes it where it is what the tab shows, and else stands beside it', async () => {
    const { slack } = on
    const ada = somebody('ada')
    const home = await opened(ada.user)
    slack.press(home, 'u/panel', { force: true })
    await until('a modal', () =>
      slack.modals(ada.user).find((view) => wordsOfView(view).includes('The panel')),
    )
    const { hash } = (await homeWith(ada.user, 'Paperboy')) ?? {}
    slack.press(home, 'u/home', { force: true })
    await until('the tab anew', () => slack.home(ada.user)?.hash !== hash)
    await homeWith(ada.user, 'Paperboy')
  })
})

describe('trouble', () => {
  it('with a picture that Slack cannot fetch costs the pictures alone', async () => {
    await on.close()
    const image = { url: 'https://cdn.example.org/gone.png', alt: 'A figure' }
    const firstPage = { title: 'Paperboy, seen', blocks: [{ kind: 'image', image }] } as const
    on = await openOnSlack({ options: { firstPage } })
    const { user } = somebody('ada')
    on.slack.fault({ method: 'views.publish', do: unfetched })
    await opened(user)
    const [first, second] = published(user).map(({ body }) => JSON.stringify(body))
    expect(first).toContain(image.url)
    expect(second).toContain('Paperboy, seen')
    expect(second).not.toContain(image.url)
    expect(on.logged.map(({ message }) => message)).not.toContain('Slack: a Home tab is as it was')
  })

  it('with Slack is logged, and the next time it is there', async () => {
    const { slack } = on
    const { user } = somebody('ada')
    slack.fault({ method: 'views.publish', times: 2, do: { error: 'not_enabled' } })
    slack.openHome({ user })
    const warned = await until('two warnings', () => {
      const warnings = on.logged.filter(({ level }) => level === 'warn')
      return warnings.length === 2 ? warnings : undefined
    })
    expect(warned[0]?.message).toBe('Slack: a Home tab is as it was')
    await opened(user)
  })

  it('with the database leaves what stands there, and the log has it', async () => {
    const { slack, paperboy } = on
    const { user } = somebody('ada')
    await opened(user)
    const { hash } = on.slack.home(user) ?? {}
    await paperboy.database.close()
    slack.openHome({ user })
    await until('a line in the log', () => on.logged.find(({ level }) => level === 'error'))
    // What was begun is finished then.
    await on.adapter.stop()
    expect(slack.home(user)?.hash).toBe(hash)
  })
})
