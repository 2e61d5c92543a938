// What keeps the gateway running: outbox, partners, keys, audit trail, health.
import { z } from 'zod'
import { allScopes } from '../scopes.js'
import { count, id, instant, outboxState, text } from './leaves.js'

export const outboxView = z
  .strictObject({
    id,
    partnerId: text,
    kind: text.meta({ example: '837' }),
    fileId: id,
    name: text,
    sizeBytes: count,
    state: outboxState,
    attempts: count,
    nextAttemptAt: instant,
    lastError: text.optional(),
    createdAt: instant,
    sentAt: instant.optional(),
  })
  .meta({ id: 'OutboxRow' })
export type OutboxView = z.infer<typeof outboxView>

const identity = z.strictObject({ qualifier: text, id: text, applicationId: text })
export const partnerView = z
  .strictObject({
    id: text,
    name: text,
    usage: z.enum(['P', 'T']),
    us: identity,
    them: identity,
    receiverName: text,
    payers: z.array(text),
    acknowledge: z.strictObject({ ta1: z.boolean(), implementation999: z.boolean() }),
    claimsPerSet: count,
    decisions: z.record(z.string(), z.string()),
    folder: z.strictObject({
      kind: z.enum(['local', 'sftp']),
      host: text.optional(),
      port: count.optional(),
      username: text.optional(),
      hostKeys: z.array(text).optional(),
      outbound: text,
      inbound: text,
      inboundPattern: text,
      afterDownload: z.enum(['delete', 'move', 'keep']),
    }),
    schedule: z.strictObject({ poll: text.optional(), send: text.optional(), timeZone: text }),
  })
  .meta({ id: 'Partner', description: 'A trading partner, without its secrets' })
export type PartnerView = z.infer<typeof partnerView>

const scope = z.enum(allScopes).meta({ id: 'Scope' })
export const keyBody = z.strictObject({
  name: text.trim().min(1).max(100).meta({ description: 'What the key is for', example: 'billing office' }),
  scopes: z.array(scope).min(1).max(allScopes.length),
})
export const keyView = z
  .strictObject({ id, name: text, scopes: z.array(text), createdAt: instant, revokedAt: instant.optional() })
  .meta({ id: 'ApiKey' })
export type KeyView = z.infer<typeof keyView>
export const newKeyView = z
  .strictObject({ ...keyView.shape, secret: text.meta({ description: 'Shown this once and kept nowhere' }) })
  .meta({ id: 'NewApiKey' })

export const auditView = z
  .strictObject({
    seq: count,
    at: instant,
    actor: text.meta({ example: 'key:019ab0c2-77f0-7c51-9d2e-4a0b6f1c8e11' }),
    action: text.meta({ example: 'claim.read' }),
    object: text.optional(),
    detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'AuditEvent' })
export type AuditView = z.infer<typeof auditView>

export const healthView = z.strictObject({ status: z.literal('ok'), version: text }).meta({ id: 'Health' })
export const readinessView = z
  .strictObject({ status: z.enum(['ready', 'not-ready']), checks: z.record(z.string(), z.enum(['ok', 'failed'])) })
  .meta({ id: 'Readiness' })
