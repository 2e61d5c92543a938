// What a reader of claims gives, whatever they were written in: the claims, where each part of them stands there, and what is wrong.
import type { Claim } from '../../domain/index.js'
import { toPointer } from './pointer.js'
import { claimSchema } from './claim.js'
import { type JsonProblem, problemsOf } from './parse.js'

/** Finds the parts of one claim in what was handed in. */
export interface ClaimPlaces {
  /** The pointer there of what stands in our claim at a JSON pointer; "" is the claim itself. */
  at(pointer: string): string
  /** What a sentence about it begins with: "row 3, charge: " in a table, nothing in JSON. */
  lead(pointer: string): string
}

export interface ReadClaim {
  readonly claim: Claim
  readonly places: ClaimPlaces
  /** False when parts that are wrong were left out: then it is there for the edits to be asked, and never sent. */
  readonly isWhole: boolean
  /** What the claim says of itself: T for a test, P for production. */
  readonly usage?: 'P' | 'T'
}

export interface ReadClaims {
  /** In the order in which they were handed in. */
  readonly claims: readonly ReadClaim[]
  readonly problems: readonly JsonProblem[]
}

/** Reads an array of claims in our own JSON. Each stands for itself: one with problems does not cost its neighbours. */
export function readClaimsJson(json: unknown): ReadClaims {
  if (!Array.isArray(json)) return { claims: [], problems: [{ pointer: '', message: 'must be an array of claims' }] }
  const claims: ReadClaim[] = []
  const problems: JsonProblem[] = []
  for (const [index, item] of json.entries()) {
    const places: ClaimPlaces = { at: (pointer) => `/${index}${pointer}`, lead: () => '' }
    const read = readDraft(item)
    problems.push(...read.problems.map(({ pointer, message }) => ({ pointer: places.at(pointer), message })))
    if (read.claim !== undefined) claims.push({ claim: read.claim, places, isWhole: read.problems.length === 0 })
  }
  return { claims, problems }
}

/**
 * One claim as our JSON says it. With problems, what is wrong is left out and the rest read again, so that the edits can be asked of
 * what is right; undefined when nothing that makes a claim is left.
 */
export function readDraft(draft: unknown): { readonly claim?: Claim; readonly problems: readonly JsonProblem[] } {
  const first = claimSchema.safeParse(draft)
  if (first.success) return { claim: first.data, problems: [] }
  const problems = first.error.issues.flatMap((issue) => problemsOf(issue, []))
  const rest = claimSchema.safeParse(without(draft, new Set(problems.map(({ pointer }) => pointer))))
  return rest.success ? { claim: rest.data, problems } : { problems }
}

/** A copy without what stands at these pointers. Items of lists stay in their places, and so does what is wrong in place of one. */
function without(value: unknown, pointers: ReadonlySet<string>, path: readonly (string | number)[] = []): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, index) => without(item, pointers, [...path, index]))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) =>
      pointers.has(toPointer([...path, key])) ? [] : [[key, without(each, pointers, [...path, key])]],
    ),
  )
}
