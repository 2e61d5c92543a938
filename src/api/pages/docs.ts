// The readable form of the OpenAPI document: every route with what it needs, an example call and an example answer.
import { exampleOf, type JsonSchema } from './example.js'
import { html, type Html } from '../../values/index.js'
import { page, prose } from './html.js'

/** The parts of an OpenAPI document that are shown. */
interface Operation {
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly security?: readonly unknown[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: JsonSchema
}
type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>
interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>>; readonly securitySchemes?: unknown }
}

export function renderDocs(source: object): string {
  const document = source as Document // as zod-openapi made it; its own types allow references everywhere
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))]
  const under = (tag: string) => operations.filter(({ operation }) => operation.tags?.includes(tag))
  const sections = tags.map(
    (tag) => html`<h2 id="${tag}">${tag}</h2>
${under(tag).map((one) => renderOperation(one, document))}`,
  )
  const contents = tags.map((tag) => html`<li><a href="#${tag}">${tag}</a><ul>${under(tag).map(renderLink)}</ul></li>`)
  return page(
    `${document.info.title} API`,
    html`<main>
<h1>${document.info.title} API <span class="quiet">${document.info.version}</span></h1>
<p>${prose(document.info.description ?? '')}</p>
<p>Every address under <code>/api</code> needs a key: <code>Authorization: Bearer x12gw_…</code> or <code>X-API-Key: x12gw_…</code>.
What goes wrong comes back as <code>application/problem+json</code> with a stable <code>code</code>.
Machines read <a href="/openapi.json">/openapi.json</a>.</p>
<details><summary>Contents: ${String(operations.length)} addresses</summary><nav><ul>${contents}</ul></nav></details>
${sections}
</main>`,
  )
}

function renderLink({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  return html`<li><span class="method">${method.toUpperCase()}</span> <a href="#${method}-${path}"><code>${path}</code></a> <span class="quiet">${operation.summary ?? ''}</span></li>`
}

function renderOperation({ path, method, operation }: { path: string; method: string; operation: Operation }, document: Document): Html {
  const { summary = '', description = '', parameters = [], requestBody, responses = {} } = operation
  return html`<h3 id="${method}-${path}"><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h3>
<p>${summary}. <span class="quiet">${prose(description)}</span></p>
${parameters.length === 0 ? [] : renderParameters(parameters)}
<pre>${sayCall(path, method, operation, document)}</pre>
${requestBody === undefined ? [] : html`<p class="quiet">Takes ${Object.keys(requestBody.content ?? {}).join(', ')}</p>`}
${Object.entries(responses)
  .filter(([status]) => status.startsWith('2'))
  .map(
    ([status, { description: says = '', content = {} }]) =>
      html`<details><summary><code>${status}</code> ${says}</summary>${renderExample(content, document)}</details>`,
  )}
`
}

function renderParameters(parameters: readonly Parameter[]): Html {
  const rows = parameters.map(
    ({ name, in: place, required, description = '', schema = {} }) =>
      html`<tr><td><code>${name}</code></td><td>${place}${required === true ? ', required' : ''}</td><td>${prose(description)} ${sayChoices(schema)}</td></tr>`,
  )
  return html`<table>${rows}</table>`
}

function sayChoices({ enum: choices }: JsonSchema): string {
  return choices === undefined ? '' : `One of ${choices.join(', ')}.`
}

function sayCall(path: string, method: string, { security = [], parameters = [], requestBody }: Operation, document: Document): string {
  const address = path.replaceAll(/\{(\w+)\}/g, (_hole, name: string) => sayExample(parameters.find((one) => one.name === name)))
  const types = Object.entries(requestBody?.content ?? {})
  const [type, { schema } = {}] = types.find(([one]) => one === 'application/json') ?? types[0] ?? []
  const body =
    type === 'application/json'
      ? `-d '${JSON.stringify(exampleOf(schema ?? {}, document.components?.schemas ?? {}))}'`
      : '--data-binary @in.edi'
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} $X12GW_URL${address}`,
    ...(security.length === 0 ? [] : ['-H "Authorization: Bearer $X12GW_KEY"']),
    ...(type === undefined ? [] : [`-H "Content-Type: ${type}"`, body]),
  ].join(' \\\n  ')
}

function renderExample(content: Content, document: Document): readonly Html[] {
  const schema = content['application/json']?.schema
  if (schema === undefined) return []
  return [html`<pre>${JSON.stringify(exampleOf(schema, document.components?.schemas ?? {}), undefined, 2)}</pre>`]
}

function sayExample(parameter: Parameter | undefined): string {
  const example = parameter?.schema?.example
  return typeof example === 'string' ? example : `<${parameter?.name ?? 'value'}>`
}
