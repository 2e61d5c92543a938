// Settings: the documented defaults, the user's file over them, the environment over both; checked once, before anything starts.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { configSchema, type intakeSchema, type partnerSchema, type payerSchema, type secret } from './config-schema.js'
import type { BankSettings, IntakeFolder, Partner, PayerRules, PostingRules } from './domain/index.js'
import { Fault, type IsoDate } from './values/index.js'

/** All settings, checked, with secrets and paths resolved. */
export interface Config {
  readonly dataDir: string
  readonly database:
    | { readonly engine: 'sqlite'; readonly file: string }
    | { readonly engine: 'mysql'; readonly url: string; readonly poolSize: number }
  readonly encryptionKey: KeySource
  readonly auditKey: KeySource
  /** Seals evidence packets. */
  readonly signingKey: KeySource
  readonly api: { readonly host: string; readonly port: number; readonly uploadBytes: number }
  readonly logLevel: string
  /** Days besides weekends on which no answer is expected. */
  readonly holidays: { readonly federalReserve: boolean; readonly days: readonly IsoDate[] }
  readonly partners: readonly Partner[]
  readonly payerRules: readonly PayerRules[]
  /** Folders that are watched for claims. */
  readonly intake: readonly IntakeFolder[]
  readonly bank: BankSettings
  readonly posting: PostingRules & { readonly recoveryDays: number }
  readonly defaultPartner?: Partner
  readonly schemaDir: string
  /** Companion guides of partners. */
  readonly companionDir: string
  readonly samplesDir: string
  readonly version: string
}

/** A key from the environment, or the file that holds it (made on first start when `mayCreate`). */
export type KeySource = { readonly text: string } | { readonly file: string; readonly mayCreate: boolean }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings. Throws a Fault CONFIG_INVALID that names the file, the key's path and what is allowed.
 * @param options.file the user's file (`--config`); @param options.data the data folder (`--data`), before all others
 */
export function readConfig(options: { readonly file?: string; readonly data?: string; readonly environment?: Environment } = {}): Config {
  const environment = options.environment ?? process.env
  const root = packageRoot()
  let settings = readYaml(join(root, 'config/default.yaml'))
  if (options.file !== undefined) settings = overlay(settings, readYaml(options.file))
  settings = withEnvironment(settings, environment)
  if (options.data !== undefined) settings = { ...settings, data: options.data }
  const parsed = configSchema.safeParse(settings)
  if (!parsed.success) throw invalid(parsed.error, options.file)
  const base = options.file === undefined ? process.cwd() : dirname(resolve(options.file))
  const secrets = createSecretReader(base, environment)
  const { data, companionFolder, database, keys, api, log, defaultPartner, payers, intake, bank } = parsed.data
  const dataDir = resolve(data)
  const partners = parsed.data.partners.map((each, index) =>
    toPartner(each, dataDir, (from, key) => secrets(from, `partners[${index}].${key}`)),
  )
  const fallback = partners.find(({ id }) => id === defaultPartner)
  if (defaultPartner !== '' && fallback === undefined)
    throw new Fault(
      'CONFIG_INVALID',
      `defaultPartner "${defaultPartner}" is none of the partners; allowed: ${partners.map(({ id }) => id).join(', ')}`,
    )
  checkUnique('partners', partners)
  checkUnique('intake folders', intake)
  const lost = intake.find(({ partner }) => partner !== undefined && !partners.some(({ id }) => id === partner))
  if (lost !== undefined)
    throw new Fault(
      'CONFIG_INVALID',
      `intake ${lost.id}: partner "${lost.partner}" is none of the partners; allowed: ${partners.map(({ id }) => id).join(', ')}`,
    )
  const twice = payers.find(({ id }, index) => payers.findIndex((other) => other.id === id) < index)
  if (twice !== undefined) throw new Fault('CONFIG_INVALID', `payers: ${twice.id} stands twice; keep one`)
  return {
    dataDir,
    database:
      database.url === ''
        ? { engine: 'sqlite', file: join(dataDir, 'gateway.sqlite') }
        : { engine: 'mysql', url: database.url, poolSize: database.poolSize },
    encryptionKey: keySource(environment.X12GW_ENCRYPTION_KEY, keys.encryptionKeyFile, base, join(dataDir, 'keys/encryption.key')),
    auditKey: keySource(environment.X12GW_AUDIT_KEY, keys.auditKeyFile, base, join(dataDir, 'keys/audit.key')),
    signingKey: keySource(environment.X12GW_SIGNING_KEY, keys.signingKeyFile, base, join(dataDir, 'keys/signing.key')),
    api,
    logLevel: log.level,
    holidays: { ...parsed.data.holidays, days: parsed.data.holidays.days as IsoDate[] },
    partners,
    payerRules: payers.map(toPayerRules),
    intake: intake.map((each) => toIntakeFolder(each, dataDir)),
    bank,
    posting: parsed.data.posting,
    ...(fallback === undefined ? {} : { defaultPartner: fallback }),
    schemaDir: join(root, 'schemas'),
    companionDir:
      companionFolder === ''
        ? join(root, 'config/companions')
        : isAbsolute(companionFolder)
          ? companionFolder
          : join(base, companionFolder),
    samplesDir: join(root, 'samples'),
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  }
}

/** The folder of package.json: where schemas, samples and the default settings lie, built or not. */
export function packageRoot(): string {
  let folderPath = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folderPath, 'package.json'))) folderPath = dirname(folderPath)
  return folderPath
}

function readYaml(file: string): Record<string, unknown> {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `cannot read the configuration file ${file}`, { cause })
  }
  const document = parseDocument(source, { prettyErrors: true })
  const [problem] = document.errors
  if (problem !== undefined) throw new Fault('CONFIG_INVALID', `${file}: ${problem.message}`)
  const value: unknown = document.toJS() ?? {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new Fault('CONFIG_INVALID', `${file}: settings must be keys with values`)
  return value as Record<string, unknown>
}

/** Objects are merged, everything else (lists too) is replaced. */
function overlay(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key]
    merged[key] = isObject(below) && isObject(value) ? overlay(below, value) : value
  }
  return merged
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** X12GW_API_PORT goes over api.port, and so on for every plain setting of the defaults; numbers and true or false are read as such. */
function withEnvironment(settings: Record<string, unknown>, environment: Environment, prefix = 'X12GW'): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const name = `${prefix}_${key.replaceAll(/([A-Z])/g, '_$1').toUpperCase()}`
      if (isObject(value)) return [key, withEnvironment(value, environment, name)]
      const given = environment[name]
      if (given === undefined || Array.isArray(value)) return [key, value]
      if (typeof value === 'boolean' && /^(?:true|false)$/.test(given)) return [key, given === 'true']
      return [key, typeof value === 'number' && /^\d+$/.test(given) ? Number(given) : given]
    }),
  )
}

function invalid(error: z.ZodError, file: string | undefined): Fault {
  const lines = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `  ${toPath([...issue.path, key])}: is not a setting`)
      : [`  ${toPath(issue.path)}: ${issue.message}`],
  )
  return new Fault(
    'CONFIG_INVALID',
    `${file ?? 'the settings'} cannot be used; config/default.yaml says what is allowed\n${lines.join('\n')}`,
  )
}

/** "partners[0].folder.kind". */
function toPath(keys: readonly PropertyKey[]): string {
  return keys.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')
}

function createSecretReader(base: string, environment: Environment) {
  return (from: z.infer<typeof secret>, key: string): string => {
    if ('env' in from) {
      const value = environment[from.env]
      if (value === undefined || value === '') throw new Fault('CONFIG_INVALID', `${key}: the environment variable ${from.env} is not set`)
      return value
    }
    const file = isAbsolute(from.file) ? from.file : join(base, from.file)
    try {
      return readFileSync(file, 'utf8').trimEnd()
    } catch (cause) {
      throw new Fault('CONFIG_INVALID', `${key}: cannot read the file ${file}`, { cause })
    }
  }
}

const lineEnds = { none: '', lf: '\n', crlf: '\r\n' } as const

function toPartner(
  parsed: z.infer<typeof partnerSchema>,
  dataDir: string,
  read: (from: z.infer<typeof secret>, key: string) => string,
): Partner {
  const { folder: where, schedule, decisions, ...rest } = parsed
  const { moveTo, ...place } = where
  const moving = moveTo === undefined ? {} : { moveTo }
  if (where.afterDownload === 'move' && moveTo === undefined)
    throw new Fault('CONFIG_INVALID', `partners ${parsed.id}: folder.afterDownload is "move", so folder.moveTo must name a folder`)
  return {
    ...rest,
    decisions,
    envelope: { ...parsed.envelope, lineEnd: lineEnds[parsed.envelope.lineEnd] },
    schedule: {
      timeZone: schedule.timeZone,
      ...(schedule.poll === undefined ? {} : { poll: schedule.poll }),
      ...(schedule.send === undefined ? {} : { send: schedule.send }),
    },
    folder:
      place.kind === 'local'
        ? { ...place, ...moving, root: isAbsolute(place.root) ? place.root : join(dataDir, place.root) }
        : {
            ...place,
            ...moving,
            hostKeys: place.hostKeys as [string, ...string[]],
            login:
              'password' in place.login
                ? { password: read(place.login.password, 'folder.login.password') }
                : {
                    privateKey: read(place.login.privateKey, 'folder.login.privateKey'),
                    ...(place.login.passphrase === undefined
                      ? {}
                      : { passphrase: read(place.login.passphrase, 'folder.login.passphrase') }),
                  },
          },
  }
}

function toPayerRules({ name, filingDays, correctedFilingDays, appealDays, memberId, ...rest }: z.infer<typeof payerSchema>): PayerRules {
  return {
    ...rest,
    ...(name === undefined ? {} : { name }),
    ...(filingDays === undefined ? {} : { filingDays }),
    ...(correctedFilingDays === undefined ? {} : { correctedFilingDays }),
    ...(appealDays === undefined ? {} : { appealDays }),
    ...(memberId === undefined ? {} : { memberId }),
  }
}

function toIntakeFolder({ folder, partner, ...rest }: z.infer<typeof intakeSchema>, dataDir: string): IntakeFolder {
  return {
    ...rest,
    root: isAbsolute(folder) ? folder : join(dataDir, folder),
    ...(partner === undefined ? {} : { partnerId: partner }),
  }
}

function checkUnique(what: string, all: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of all) {
    if (seen.has(id)) throw new Fault('CONFIG_INVALID', `two ${what} have the id "${id}"; ids must differ`)
    seen.add(id)
  }
}

function keySource(fromEnvironment: string | undefined, file: string, base: string, standard: string): KeySource {
  if (fromEnvironment !== undefined && fromEnvironment !== '') return { text: fromEnvironment }
  if (file !== '') return { file: isAbsolute(file) ? file : join(base, file), mayCreate: false }
  return { file: standard, mayCreate: true }
}
