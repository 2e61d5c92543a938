// What may stand in a settings file. The JSON Schemas in config/ are made from this, for editors and for people.
import { z } from 'zod'
import { defaultExpectations, defaultInquiry, postingTraits, usualRecoveryDays } from './domain/index.js'
import { findingCodes, isTimeZone, toIsoDate } from './values/index.js'

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

/** Days to wait for an answer, or none where it is never sent. */
const patience = z.union([z.int().min(1).max(366), z.literal('none')], { error: 'must be a number of days from 1 to 366, or none' })

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
    characters: z
      .strictObject({
        lowerCase: z.enum(['keep', 'raise']).default('keep'),
        accents: z.enum(['refuse', 'drop']).default('refuse'),
        delimiters: z.enum(['refuse', 'blank']).default('refuse'),
      })
      .prefault({}),
    acknowledge: z.strictObject({ ta1: z.boolean().default(false), implementation999: z.boolean().default(false) }).prefault({}),
    repairIsa: z.boolean().default(false),
    limits: z
      .strictObject({
        claimsPerSet: z.int().min(1).max(5000).default(5000),
        setsPerGroup: z.int().min(1).exactOptional(),
        claimsPerFile: z.int().min(1).exactOptional(),
      })
      .prefault({}),
    batch: z
      .strictObject({
        hold: z.boolean().default(false),
        holdFiles: z.boolean().default(true),
        maxClaims: z.int().min(1).exactOptional(),
        maxMinutes: z.int().min(1).exactOptional(),
        cutOffs: z.array(z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "16:30"')).default([]),
        timeZone: z.string().refine(isTimeZone, 'must be a time zone such as "America/New_York"').default('America/New_York'),
        holidays: z
          .array(z.string().refine((day) => toIsoDate(day) !== undefined, 'must be a day as YYYY-MM-DD'))
          .transform((days) => days.flatMap((day) => toIsoDate(day) ?? []))
          .default([]),
        onWeekends: z.boolean().default(true),
      })
      .prefault({}),
    decisions: z
      .record(
        z.union([z.enum(Object.keys(findingCodes) as [keyof typeof findingCodes]), z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/)], {
          error: 'must be a finding code or the id of a rule or edit',
        }),
        z.enum(['reject', 'warn', 'pass']),
      )
      .default({}),
    companions: z.array(text).default([]),
    expect: z
      .strictObject({
        ta1BusinessDays: patience.default(defaultExpectations.ta1BusinessDays),
        ack999BusinessDays: patience.default(defaultExpectations.ack999BusinessDays),
        clearinghouse277caBusinessDays: patience.default(defaultExpectations.clearinghouse277caBusinessDays),
        payer277caBusinessDays: patience.default(defaultExpectations.payer277caBusinessDays),
        statusDays: patience.default(defaultExpectations.statusDays),
        status277BusinessDays: patience.default(defaultExpectations.status277BusinessDays),
        remittanceDays: patience.default(defaultExpectations.remittanceDays),
      })
      .prefault({}),
    inquiry: z
      .strictObject({
        automatic: z.boolean().default(defaultInquiry.automatic),
        everyDays: z.int().min(1).max(366).default(defaultInquiry.everyDays),
        claimsPerFile: z.int().min(1).max(5000).default(defaultInquiry.claimsPerFile),
      })
      .prefault({}),
    secondary: z.enum(['hold', 'send']).default('hold'),
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

const postingPolicy = z.enum(['automatic', 'review', 'hold'])
/** How remittances get into the books; see PostingRules in src/domain/. */
export const postingSchema = z.strictObject({
  mode: postingPolicy.default('automatic'),
  rules: z.partialRecord(z.enum(postingTraits), postingPolicy).default({}),
  awaitFunds: z
    .union([z.boolean(), z.array(z.string().regex(/^\d{9,10}$/, 'must be the NPI or tax id of a practice'))], {
      error: 'must be true, false, or a list of the NPIs or tax ids of practices',
    })
    .exactOptional(),
})

/** What a payer wants of claims beyond the guide; see PayerRules in src/domain/. */
export const payerSchema = z.strictObject({
  id: text,
  name: text.optional(),
  isTest: z.boolean().default(false),
  filingDays: z.int().min(1).max(3650).optional(),
  correctedFilingDays: z.int().min(1).max(3650).optional(),
  appealDays: z.int().min(1).max(3650).optional(),
  memberId: z
    .string()
    .refine((pattern) => isPattern(pattern), 'must be a regular expression, such as "[A-Z]\\d{9}"')
    .optional(),
  authorization: z.array(z.string().regex(/^[0-9A-Z]{1,5}\*?$/, 'must be a procedure, or how several begin with "*" after it')).default([]),
  needsDrugNumber: z.boolean().default(false),
  posting: postingSchema.exactOptional(),
})

const bankColumn = text.optional()
/** How the files of the bank are read, and under which names payers pay; see BankSettings in src/domain/. */
const bank = z.strictObject({
  mappings: z
    .array(
      z.strictObject({
        name: z
          .string()
          .regex(
            /^(?!standard$)[a-z0-9][a-z0-9-]{0,31}$/,
            'must be lower-case letters, digits and hyphens, and not "standard", which is there',
          ),
        delimiter: z.enum([',', ';', '\t']).default(','),
        credits: z.array(text).default(['credit', 'cr', 'c']),
        columns: z.strictObject({
          postedDate: text,
          amount: text,
          direction: bankColumn,
          description: bankColumn,
          companyName: bankColumn,
          companyId: bankColumn,
          traceOrReference: bankColumn,
          addenda: bankColumn,
          bankTransactionId: bankColumn,
        }),
      }),
    )
    .default([]),
  payers: z
    .array(
      z.strictObject({
        payer: z.string().regex(/^1?\d{9}$/, 'must be TRN03 of its remittances: "1" and nine digits'),
        names: z.array(text).default([]),
        companyIds: z.array(text).default([]),
        matchByAmount: z.boolean().default(false),
      }),
    )
    .default([]),
})

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern).source !== ''
  } catch {
    return false
  }
}

/** A folder that is watched for claims; see IntakeFolder in src/domain/. */
export const intakeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be letters, digits and hyphens in lower case'),
  folder: text,
  partner: text.optional(),
  pattern: text.default('*'),
  stableMs: z.int().min(0).default(10_000),
  acceptGood: z.boolean().default(false),
  poll: text.default('*/20 * * * * *'),
})

/** The shape of a configuration file after the defaults are laid under it. `config/config.schema.json` is made from it. */
export const configSchema = z.strictObject({
  data: text,
  companionFolder: z.string(),
  database: z.strictObject({
    url: z.string().regex(/^$|^(mysql|mariadb):\/\//, 'must be empty or begin with mysql:// or mariadb://'),
    poolSize: z.int().min(1).max(200),
  }),
  keys: z.strictObject({ encryptionKeyFile: z.string(), auditKeyFile: z.string(), signingKeyFile: z.string() }),
  api: z.strictObject({ host: text, port: z.int().min(0).max(65535), uploadBytes: z.int().min(1024) }),
  log: z.strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) }),
  holidays: z.strictObject({
    federalReserve: z.boolean(),
    days: z.array(z.string().refine((day) => toIsoDate(day) !== undefined, 'must be a day such as "2026-12-24"')),
  }),
  partners: z.array(partnerSchema),
  payers: z.array(payerSchema),
  intake: z.array(intakeSchema),
  bank,
  posting: postingSchema.extend({ recoveryDays: z.int().min(1).max(3650).default(usualRecoveryDays) }),
  defaultPartner: z.string(),
})
