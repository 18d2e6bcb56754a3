// What Slack demands of a modal or a Home tab.
import { demandNone, type Flaw, wrong } from './refusal.ts'
import { blockFlaws, shapeFlaws } from './rules-blocks.ts'
import { type Fields, isFields, listOf } from './wire.ts'

const viewBytes = 250_000

/** A view that may be shown; refuses others. */
export function demandView(view: unknown, type: 'modal' | 'home'): Fields {
  if (!isFields(view)) throw wrong('invalid_arguments')
  if (view.type !== type) throw wrong('invalid_arguments', { errors: [`must be a ${type}`] })
  if (JSON.stringify(view).length > viewBytes) throw wrong('view_too_large')
  demandNone('invalid_arguments', viewFlaws(view, type))
  return view
}

/** What is wrong with a view. */
export function viewFlaws(view: Fields, type: 'modal' | 'home'): Flaw[] {
  const { blocks, ...rest } = view
  const name = type === 'modal' ? 'ModalView' : 'HomeView'
  const hasInput = listOf(blocks).some((block) => block.type === 'input')
  const needsSubmit = type === 'modal' && hasInput && view.submit === undefined
  const isTold = typeof view.external_id !== 'string' || view.external_id.length <= 255
  return [
    ...shapeFlaws(name, '/view', { ...rest, blocks: [] }),
    ...blockFlaws(blocks, '/view/blocks', type),
    ...(needsSubmit ? [{ at: '/view', message: 'missing required field: submit' }] : []),
    ...(isTold ? [] : [{ at: '/view/external_id', message: 'must be less than 256 characters' }]),
  ]
}
