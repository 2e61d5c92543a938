// The OpenAPI 3.1 document, made from the same table that answers the requests.
import {
  createDocument as render,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { problem } from './contract.js'
import type { Route } from './route.js'
import { scopeMeanings } from './scopes.js'

type Document = ReturnType<typeof render>

export function createDocument(routes: readonly Route[], version: string): Document {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: toOperation(route) }
  return render({
    openapi: '3.1.0',
    info: {
      title: 'x12-gateway',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Claims out, acknowledgements and remittances in, every payment reconciled to the cent. Money is in whole cents (`…Cents`), days are `YYYY-MM-DD`, instants UTC. Listings give `items` and `next`; hand `next` back as `cursor`.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: `An API key, x12gw_…; its scopes say what it may do:\n${sayScopes()}` },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The same key in its own header' },
      },
    },
  })
}

function sayScopes(): string {
  return Object.entries(scopeMeanings)
    .map(([scope, meaning]) => `- \`${scope}\`: ${meaning}`)
    .join('\n')
}

function toOperation(route: Route): ZodOpenApiOperationObject {
  const { path, method, tag, summary, scope, headers, params, query, accepts } = route
  const isOpen = scope === 'public'
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    description: isOpen ? 'Needs no key.' : `Needs the scope \`${scope}\`.`,
    security: isOpen ? [] : [{ bearer: [scope] }, { apiKey: [scope] }],
    requestParams: { path: params, query, ...(Object.keys(headers.shape).length === 0 ? {} : { header: headers }) },
    ...(Object.keys(accepts).length === 0 ? {} : { requestBody: { required: true, content: accepts } }),
    responses: toResponses(route),
  }
}

/** "getApiV1ClaimsIdTimeline" would say too much: "getClaimsByIdTimeline". */
function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/v1/, '')
    .split(/[/.-]/)
    .filter((word) => word !== '')
  return (
    method +
    words
      .map((word) => word.replace(/^\{(\w)(.*)\}$/, (_all, first: string, rest: string) => `By${first.toUpperCase()}${rest}`))
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')
  )
}

function toResponses({ scope, path, headers, params, query, accepts, statuses, answer, produces }: Route): ZodOpenApiResponsesObject {
  const takesBody = Object.keys(accepts).length > 0
  const takesInput = takesBody || Object.keys(query.shape).length > 0 || Object.keys(params.shape).length > 0
  const failure = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } })
  return {
    ...Object.fromEntries(
      Object.entries(statuses).map(([status, description]) => [
        status,
        status === '204' ? { description } : { description, content: { [produces]: { schema: answer } } },
      ]),
    ),
    ...(takesInput ? { '400': failure('The request is not understood') } : {}),
    ...(scope === 'public'
      ? {}
      : { '401': failure('No valid key'), '403': failure('The key lacks the scope'), '429': failure('Too many failed tries') }),
    ...(path.includes('{') ? { '404': failure('There is no such thing') } : {}),
    ...(Object.keys(headers.shape).length > 0 ? { '409': failure('The Idempotency-Key was used for other content before') } : {}),
    ...(takesBody ? { '413': failure('Too large'), '415': failure('Another content type is needed') } : {}),
    default: failure('Anything else that goes wrong'),
  }
}
