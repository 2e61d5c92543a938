// Claims at the edge: JSON in, typed claims out, and what is wrong with the rest by JSON pointer.
import { z } from 'zod'
import type { Claim, OpenClaim } from '../../domain/index.js'
import { claimSchema } from './claim.js'
import { openClaimSchema } from './open-claim.js'
import { toPointer } from './pointer.js'

/** What is wrong at a place of the document (RFC 6901); the message never repeats what stands there. */
export interface JsonProblem {
  /** "/0/lines/2/chargeCents"; of an unknown field, the field itself. */
  readonly pointer: string
  readonly message: string
}

export interface ParsedClaims<T> {
  /** Those without a problem, in their order. */
  readonly claims: readonly T[]
  readonly problems: readonly JsonProblem[]
}

/** Reads an array of claims of any kinds. Each stands for itself: one with problems does not cost its neighbours. */
export function parseClaims(json: unknown): ParsedClaims<Claim> {
  return parseEach(claimSchema, json)
}

/** Reads an array of open claims, the format of `claims import`. `first` is the place of its first claim in the document, when it is a part. */
export function parseOpenClaims(json: unknown, first = 0): ParsedClaims<OpenClaim> {
  return parseEach(openClaimSchema, json, first)
}

function parseEach<T>(schema: z.ZodType<T>, json: unknown, first = 0): ParsedClaims<T> {
  if (!Array.isArray(json)) return { claims: [], problems: [{ pointer: '', message: 'must be an array of claims' }] }
  const claims: T[] = []
  const problems: JsonProblem[] = []
  for (const [index, item] of json.entries()) {
    const parsed = schema.safeParse(item)
    if (parsed.success) claims.push(parsed.data)
    else problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, [first + index])))
  }
  return { claims, problems }
}

/** What zod found, by its place below `root`. */
export function problemsOf(issue: z.core.$ZodIssue, root: readonly PropertyKey[]): JsonProblem[] {
  const path = [...root, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: toPointer([...path, key]), message: 'is not known here' }))
  return [{ pointer: toPointer(path), message: issue.message }]
}
