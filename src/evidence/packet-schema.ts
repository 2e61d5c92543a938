// The form of manifest, seal and send log as a packet from elsewhere must have it: nothing in it is believed before that.
import { z } from 'zod'
import { type Instant, toInstant } from '../values/index.js'
import { packetFormat } from './manifest.js'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const instant = z.custom<Instant>((text) => typeof text === 'string' && toInstant(text) === text)
const digest = { sha256, sizeBytes: count, blocks: z.string().regex(/^[0-9a-f]*$/) }
const name = z.string().regex(/^[A-Za-z0-9-]{1,40}\.(?:edi|json)$/)

const slice = z.strictObject({
  name,
  kind: z.enum(['837', 'TA1', '999', '277CA']),
  source: z.strictObject({ name: z.string(), sha256, sizeBytes: count, at: instant }),
  ranges: z.array(z.strictObject({ offset: count, length: count })).min(1),
  facts: z.record(z.string(), z.string()),
  ...digest,
})
const record = z.strictObject({ name, kind: z.enum(['send-log', 'timeline']), ...digest })

export const manifestSchema = z.strictObject({
  format: z.literal(packetFormat),
  madeAt: instant,
  madeBy: z.string(),
  claim: z.strictObject({ patientControlNumber: z.string().min(1), charge: z.string() }),
  receipt: z.enum(['payer', 'clearinghouse', 'syntax', 'none']),
  parts: z.array(z.union([slice, record])).min(1),
})

export const sealSchema = z.strictObject({
  format: z.literal(packetFormat),
  manifest: z.strictObject(digest),
  cover: z.strictObject(digest),
  publicKey: z.string(),
  signature: z.string(),
})

export const sendLogSchema = z.array(z.looseObject({ outcome: z.string(), sha256, sizeBytes: count, fileName: z.string() }))
