// A Discord message as lines that can be read and compared: what its components are, what they say and what they do.
import { type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js'

type Any = Readonly<Record<string, unknown>> & { readonly type: ComponentType }

/** One line or more for a component, what is in it indented below. */
export function outline(component: object): string {
  return linesOf(component as Any).join('\n')
}

function linesOf(component: Any): readonly string[] {
  switch (component.type) {
    case ComponentType.Container:
      return [`container${accent(component)}`, ...inner(component)]
    case ComponentType.TextDisplay:
      return [
        'text',
        ...String(component.content)
          .split('\n')
          .map((line) => `  │ ${line}`),
      ]
    case ComponentType.Section:
      return ['section', ...inner(component), ...indented(linesOf(component.accessory as Any))]
    case ComponentType.Separator:
      return ['line']
    case ComponentType.ActionRow:
      return ['row', ...inner(component)]
    case ComponentType.Button:
      return [button(component as unknown as APIButtonComponent)]
    case ComponentType.StringSelect:
      return [
        `menu “${component.placeholder}” ${component.custom_id}`,
        ...indented(options(component)),
      ]
    case ComponentType.Thumbnail:
      return [`thumbnail ${picture(component)}`]
    case ComponentType.MediaGallery:
      return ['gallery', ...indented((component.items as Any[]).map(picture))]
    default:
      throw new TypeError(`No outline for a component of type ${component.type}`)
  }
}

function inner(component: Any): readonly string[] {
  return indented((component.components as Any[]).flatMap(linesOf))
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}

function accent({ accent_color: colour }: Any): string {
  return colour === undefined ? '' : ` #${Number(colour).toString(16)}`
}

function button(component: APIButtonComponent): string {
  const does =
    'url' in component ? component.url : 'custom_id' in component ? component.custom_id : ''
  const label = 'label' in component ? component.label : ''
  return `button “${label}” ${ButtonStyle[component.style].toLowerCase()} → ${does}`
}

function options(menu: Any): readonly string[] {
  return (menu.options as Readonly<Record<string, string>>[]).map(
    ({ label, description, value }) =>
      `“${label}”${description ? ` (${description})` : ''} → ${value}`,
  )
}

function picture(component: Any): string {
  const { media, description } = component as unknown as {
    media: { url: string }
    description?: string
  }
  return `${media.url}${description === undefined ? '' : ` “${description}”`}`
}
