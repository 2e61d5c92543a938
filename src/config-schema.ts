// What may stand in a settings file. The JSON Schemas in config/ are made from this, for editors and for people.
import { z } from 'zod'
import { findingCodes } from './values/index.js'

const text = z.string().min(1)
/** Where a secret is found. */
export const secret = z.union([z.strictObject({ env: text }), z.strictObject({ file: text })], {
  error: 'must name an environment variable or a file: { env: NAME } or { file: PATH }',
})
const delimiter = z.string().length(1)
const identity = z.strictObject({
  qualifier: z.string().length(2),
  id: z.string().min(1).max(15),
  applicationId: z.string().min(2).max(15),
})

const paths = {
  outbound: z.string().default('outbound'),
  inbound: z.string().default('inbound'),
  inboundPattern: text.default('*'),
  afterDownload: z.enum(['delete', 'move', 'keep']).default('delete'),
  moveTo: text.optional(),
  stableMs: z.int().min(0).default(0),
  upload: z.enum(['rename', 'direct']).default('rename'),
}

const folder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('local'), root: text, ...paths }),
  z.strictObject({
    kind: z.literal('sftp'),
    host: text,
    port: z.int().min(1).max(65535).default(22),
    username: text,
    hostKeys: z
      .array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'must be a fingerprint such as "SHA256:…" from ssh-keygen -lf'))
      .min(1),
    login: z.union([z.strictObject({ password: secret }), z.strictObject({ privateKey: secret, passphrase: secret.optional() })], {
      error: 'must be { password } or { privateKey, passphrase }, each as { env: NAME } or { file: PATH }',
    }),
    timeoutMs: z.int().min(1000).default(30_000),
    ...paths,
    stableMs: z.int().min(0).default(60_000),
  }),
])

/** One trading partner. `config/partners.schema.json` is made from it. */
export const partnerSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and hyphens'),
    name: text,
    usage: z.enum(['P', 'T']).default('T'),
    us: identity,
    them: identity,
    contact: z.strictObject({ name: text, phone: z.string().regex(/^\d{10,}$/, 'must be the digits of a telephone number') }),
    receiverName: text,
    payers: z.array(text).default([]),
    envelope: z
      .strictObject({
        element: delimiter.default('*'),
        component: delimiter.default(':'),
        repetition: delimiter.default('^'),
        terminator: delimiter.default('~'),
        lineEnd: z.enum(['none', 'lf', 'crlf']).default('lf'),
        mayChange: z.boolean().default(false),
        acknowledgementRequested: z.boolean().default(true),
      })
      .prefault({}),
    acknowledge: z.strictObject({ ta1: z.boolean().default(false), implementation999: z.boolean().default(false) }).prefault({}),
    repairIsa: z.boolean().default(false),
    limits: z.strictObject({ claimsPerSet: z.int().min(1).max(5000).default(5000) }).prefault({}),
    decisions: z
      .record(
        z.union([z.enum(Object.keys(findingCodes) as [keyof typeof findingCodes]), z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/)], {
          error: 'must be a finding code or the id of a rule',
        }),
        z.enum(['reject', 'warn', 'pass']),
      )
      .default({}),
    companions: z.array(text).default([]),
    folder,
    schedule: z
      .strictObject({
        poll: text.optional(),
        send: text.optional(),
        timeZone: text.default('America/New_York'),
      })
      .prefault({}),
  })
  .meta({ id: 'partner' })

/** The shape of a configuration file after the defaults are laid under it. `config/config.schema.json` is made from it. */
export const configSchema = z.strictObject({
  data: text,
  companionFolder: z.string(),
  database: z.strictObject({
    url: z.string().regex(/^$|^(mysql|mariadb):\/\//, 'must be empty or begin with mysql:// or mariadb://'),
    poolSize: z.int().min(1).max(200),
  }),
  keys: z.strictObject({ encryptionKeyFile: z.string(), auditKeyFile: z.string() }),
  api: z.strictObject({ host: text, port: z.int().min(0).max(65535), uploadBytes: z.int().min(1024) }),
  log: z.strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) }),
  partners: z.array(partnerSchema),
  defaultPartner: z.string(),
})
