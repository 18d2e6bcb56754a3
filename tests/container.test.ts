// The container: on the Node that the tests run on, with everything in it that the program reads.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

describe('the container', () => {
  it('has the Node that the project brings along', () => {
    const { version } = JSON.parse(read('node_modules/node/package.json'))
    expect(read('Dockerfile')).toContain(`FROM node:${version}-`)
  })

  it('copies folders that are there, and lets them into the build', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    )
    const allowed = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path)
    expect(copied.toSorted()).toEqual(allowed.toSorted())
    for (const path of copied) expect(existsSync(new URL(`../${path}`, import.meta.url))).toBe(true)
  })
})
