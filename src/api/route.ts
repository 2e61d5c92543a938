// One definition per route: it checks what comes in, gives the types to its handler, and becomes its own page of the OpenAPI document.
import type { Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiContentObject } from 'zod-openapi'
import { type BodyReader, noBody, readBody } from './body.js'
import { checkInput } from './input.js'
import type { ApiLimits } from './parts.js'
import type { Scope } from './scopes.js'

/** Who is asking: the key's id and what it may do. */
export interface Caller {
  readonly keyId: string
  readonly scopes: readonly string[]
}

/** A request that passed every check. */
export interface Call<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly caller: Caller
  /** The Idempotency-Key header, of routes that take it; one client's keys are not another's. */
  readonly idempotencyKey?: string
}

export interface Answer<T> {
  readonly status?: number
  readonly body: T
  /** Ids of what was shown or changed ("claim:<id>"), for the audit trail. */
  readonly objects?: readonly string[]
  /** It only tried what its route does: the audit trail names it apart from the real thing. */
  readonly isDryRun?: boolean
  /** Name under which a browser saves bytes. */
  readonly fileName?: string
}

const nothing = z.strictObject({})
const idempotencyHeader = z.strictObject({
  'Idempotency-Key': z.string().min(1).max(255).optional().meta({
    description:
      'Chosen by you, new for each submission. The same key with the same content gives the first answer again, with the states of now; with other content it is a 409',
    example: '5f2b1c9e-7d43-4a55-9a0e-1f8f3f1f7a10',
  }),
})
type Empty = Record<string, never>

export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B, R extends z.ZodType> {
  readonly method: 'get' | 'post' | 'delete'
  /** With parameters in braces, as OpenAPI writes them: "/api/v1/claims/{id}". */
  readonly path: `/${string}`
  /** What the key must hold; "public" asks for no key. A route without it does not start. */
  readonly scope: Scope | 'public'
  /** Action the audit trail names; "none" for what shows no patient data. */
  readonly audit: string
  /** True for a change that must commit together with its audit event, or not at all. */
  readonly isAtomic?: boolean
  readonly tag: string
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: BodyReader<B>
  /** Does it take an Idempotency-Key header? */
  readonly takesIdempotencyKey?: boolean
  /** Success statuses with what they mean; the lowest is the one a handler need not name. */
  readonly statuses?: Readonly<Record<number, string>>
  readonly answer: R
  /** Media type of the answer: JSON unless said otherwise. */
  readonly produces?: string
  handle(call: Call<z.output<P>, z.output<Q>, B>): Promise<Answer<z.input<R>>>
}

/** A route with its types worked in: what the dispatcher and the document need. */
export interface Route
  extends Pick<RouteSpec<z.ZodObject, z.ZodObject, unknown, z.ZodType>, 'method' | 'path' | 'scope' | 'audit' | 'tag' | 'summary'> {
  readonly isAtomic: boolean
  readonly headers: z.ZodObject
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly accepts: ZodOpenApiContentObject
  readonly statuses: Readonly<Record<number, string>>
  readonly answer: z.ZodType
  readonly produces: string
  /** Checks the request; throws a Fault that tells all that is wrong. The result runs the handler. */
  prepare(request: Request, caller: Caller, limits: ApiLimits): Promise<() => Promise<Answer<unknown>>>
}

export function defineRoute<
  R extends z.ZodType,
  P extends z.ZodObject = z.ZodObject<Empty>,
  Q extends z.ZodObject = z.ZodObject<Empty>,
  B = undefined,
>(spec: RouteSpec<P, Q, B, R>): Route {
  const { method, path, scope, audit, tag, summary, answer } = spec
  // Left out, the schemas are the empty ones that the type parameters default to.
  const params = spec.params ?? (nothing as unknown as P)
  const query = spec.query ?? (nothing as unknown as Q)
  const body = spec.body ?? (noBody as unknown as BodyReader<B>)
  return {
    method,
    path,
    scope,
    audit,
    tag,
    summary,
    answer,
    params,
    query,
    isAtomic: spec.isAtomic ?? false,
    headers: spec.takesIdempotencyKey === true ? idempotencyHeader : nothing,
    accepts: body.content,
    statuses: spec.statuses ?? { 200: 'The answer' },
    produces: spec.produces ?? 'application/json',
    prepare: async (request, caller, limits) => {
      const key = spec.takesIdempotencyKey === true ? request.headers['idempotency-key'] : undefined
      const given = key === undefined ? {} : checkInput(idempotencyHeader, { 'Idempotency-Key': key }, '/headers')
      const call = {
        params: checkInput(params, request.params, '/path'),
        query: checkInput(query, request.query, '/query'),
        body: await readBody(body, request, limits),
        caller,
        ...(given['Idempotency-Key'] === undefined ? {} : { idempotencyKey: `${caller.keyId}:${given['Idempotency-Key']}` }),
      }
      return () => spec.handle(call)
    },
  }
}

/** Stops the start when two routes claim one address, or one lacks its scope or audit word: nothing is open by omission. */
export function checkRoutes(routes: readonly Route[], isScope: (text: string) => boolean): void {
  const seen = new Set<string>()
  for (const { method, path, scope, audit } of routes) {
    const name = `${method} ${path}`
    if (scope !== 'public' && !isScope(scope)) throw new TypeError(`route ${name} declares no scope`)
    if (scope === 'public' && path.startsWith('/api/')) throw new TypeError(`route ${name} lies under /api and must ask for a key`)
    if (!audit) throw new TypeError(`route ${name} does not say what the audit trail calls it`)
    if (seen.has(name)) throw new TypeError(`route ${name} is declared twice`)
    seen.add(name)
  }
}
