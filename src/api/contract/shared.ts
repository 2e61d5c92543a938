// Views that several parts of the contract share: pages, bytes behind a figure, findings, problems.
import { z } from 'zod'
import { count, id, instant, text } from './leaves.js'

export const range = z.strictObject({ offset: count, length: count })
/** The very bytes behind a figure, and where to fetch them. */
export const source = z
  .strictObject({ fileId: id, sha256: text, set: count, segment: count, offset: count, length: count, content: text })
  .meta({ id: 'Source', description: 'The bytes behind this: file, transaction set, segment, byte range, and the address that gives them' })
export type SourceView = z.infer<typeof source>

export const findingView = z
  .strictObject({
    code: text.meta({ example: 'ELEMENT_CODE_INVALID' }),
    severity: text.meta({ description: 'error, warning or info', example: 'error' }),
    snip: z.int().meta({ description: 'WEDI SNIP test type', example: 2 }),
    interchange: text.optional(),
    group: text.optional(),
    transactionSet: text.optional(),
    segment: count.meta({ description: 'ST = 1 inside a set, from the start of the file outside one' }),
    offset: count.meta({ description: 'Byte offset of the segment in the file' }),
    loop: text.optional(),
    path: text.meta({ example: '2300/CLM05-3' }),
    rule: text.optional().meta({ description: 'The rule or edit that it is of; profiles may decide on it', example: 'edit-npi-form' }),
    pointer: text.optional().meta({ description: 'Its place in claims handed in as JSON (RFC 6901)', example: '/0/billing/npi' }),
    message: text,
    decision: text.optional(),
  })
  .meta({ id: 'Finding' })
export type FindingView = z.infer<typeof findingView>

export const coverageOrder = text.meta({ description: 'P first, S second, T third, A to H after them', example: 'S' })

export const attemptView = z
  .strictObject({
    payerOrder: coverageOrder,
    number: count.meta({ description: 'From 1, for this payer' }),
    frequency: text.meta({ description: 'CLM05-3: 1 original, 7 replacement, 8 void', example: '7' }),
    replaces: text.optional().meta({ description: 'The payer’s number of what it replaces (REF*F8)' }),
    partnerId: text,
    fileId: id,
    at: instant,
  })
  .meta({ id: 'ClaimAttempt' })
export type AttemptView = z.infer<typeof attemptView>

export const problem = z
  .strictObject({
    type: text.meta({ example: 'urn:x12-gateway:problem:not-found' }),
    title: text,
    status: z.int().meta({ example: 404 }),
    code: text.meta({ example: 'NOT_FOUND' }),
    detail: text,
    pointer: text.optional().meta({ description: 'The first thing that is wrong', example: '/query/limit' }),
    errors: z.array(z.strictObject({ pointer: text, detail: text })).optional(),
    findings: z.array(findingView).optional(),
    attempts: z.array(attemptView).optional().meta({ description: 'Every sending of the claim that was not corrected' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457)' })
export type Problem = z.infer<typeof problem>

/** A page of a listing. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: text.optional().meta({ description: 'Give it back as `cursor` for the next page' }) })
}
