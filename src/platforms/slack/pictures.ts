// Pictures that Slack cannot fetch. It refuses a whole message for one of them: then it is said without any.
import { webApi } from '@slack/bolt'
import type { Block, View } from '../../bot/view.ts'

/**
 * Says views as they are, and once more without pictures where Slack refuses them for one that it cannot fetch. Nothing was
 * said then: saying it again says nothing twice. `seen` gives what is shown of a view. Throws what `say` throws.
 */
export async function pictured<T>(say: (seen: (view: View) => View) => Promise<T>): Promise<T> {
  try {
    return await say((view) => view)
  } catch (error) {
    if (!isUnfetched(error)) throw error
    return await say(withoutPictures)
  }
}

// Its words and its buttons are all there.
function withoutPictures({ thumbnail: _, ...view }: View): View {
  return { ...view, blocks: view.blocks.flatMap(unpictured) }
}

function unpictured(block: Block): readonly Block[] {
  if (block.kind === 'image') return []
  if (block.kind !== 'item') return [block]
  const { thumbnail: _, ...item } = block
  return [item]
}

// Slack could not fetch a picture: "downloading image failed [json-pointer:/blocks/0/image_url]".
function isUnfetched(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIPlatformError)) return false
  const { errors, response_metadata: more } = error.data as Told
  return [errors, more?.messages].flat().some((told) => /downloading image failed/i.test(`${told}`))
}

type Told = {
  readonly errors?: unknown
  readonly response_metadata?: { readonly messages?: unknown }
}
