// Settings: what is laid over what, and how each wrong one stops the start. The JSON Schemas in config/ are held to the code here.
// UPDATE_GOLDEN=1 writes the JSON Schemas; the difference is reviewed like code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Config, readConfig } from '../src/config.js'
import { configSchema } from '../src/config-schema.js'
import { defaultExpectations } from '../src/domain/index.js'
import { Fault } from '../src/values/index.js'

type Environment = Readonly<Record<string, string | undefined>>

const partner = `
  - id: acorn
    name: Acorn
    us: { qualifier: ZZ, id: RIVERBEND, applicationId: RIVERBEND }
    them: { qualifier: ZZ, id: ACORN, applicationId: ACORN }
    contact: { name: BILLING, phone: "8605550123" }
    receiverName: ACORN
    folder: { kind: local, root: exchange }`
const withPartner = `partners:${partner}\ndefaultPartner: acorn\n`
const withLogin = (login: string) =>
  withPartner.replace(
    '{ kind: local, root: exchange }',
    `{ kind: sftp, host: h, username: u, hostKeys: ["SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"], login: ${login} }`,
  )

describe('settings', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'x12gw-config-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  function read(yaml: string, environment: Environment = {}, data?: string): Config {
    const file = join(folder, 'gateway.yaml')
    writeFileSync(file, yaml)
    return readConfig({ file, environment, ...(data === undefined ? {} : { data }) })
  }

  function refused(yaml: string, environment: Environment = {}): string {
    try {
      read(yaml, environment)
    } catch (error) {
      if (error instanceof Fault && error.code === 'CONFIG_INVALID') return error.message
      throw error
    }
    throw new Error('the settings were taken')
  }

  describe('what counts', () => {
    it('watched folders, in the data folder unless they say where', () => {
      const { intake } = read(
        'intake: [{ id: desk, folder: drop }, { id: share, folder: /srv/claims, partner: local, stableMs: 0 }]\n',
        {},
        folder,
      )
      expect(intake.map(({ id, root, partnerId, stableMs }) => [id, root, partnerId, stableMs])).to.deep.equal([
        ['desk', join(folder, 'drop'), undefined, 10_000],
        ['share', '/srv/claims', 'local', 0],
      ])
      expect(refused('intake: [{ id: desk, folder: drop, partner: acron }]\n')).to.include('intake desk').and.to.include('local')
      expect(refused('intake: [{ id: desk, folder: a }, { id: desk, folder: b }]\n')).to.include('two intake folders')
    })

    it('without a file, the defaults', () => {
      const config = readConfig({ environment: {} })
      expect(config.database).to.deep.equal({ engine: 'sqlite', file: resolve('data/gateway.sqlite') })
      expect(config.api).to.deep.equal({ host: '127.0.0.1', port: 8400, uploadBytes: 268_435_456 })
      expect(config.defaultPartner?.id).to.equal('local')
    })

    it('how long a partner may keep silent: what the file says, the usual days for the rest', () => {
      const { partners, holidays } = read(withPartner.replace('name: Acorn', 'name: Acorn\n    expect: { ta1BusinessDays: none }'))
      expect(partners[0]?.expect).to.deep.equal({ ...defaultExpectations, ta1BusinessDays: 'none' })
      expect(holidays).to.deep.equal({ federalReserve: true, days: [] })
    })

    it('a file changes what it names and leaves its neighbours', () => {
      const { api, logLevel } = read('api: { port: 9000 }\n')
      expect(api).to.deep.include({ host: '127.0.0.1', port: 9000 })
      expect(logLevel).to.equal('info')
    })

    it('a list of partners takes the place of the default one', () => {
      expect(read(withPartner).partners.map(({ id }) => id)).to.deep.equal(['acorn'])
    })

    it('the environment goes over the file', () => {
      const { api, database } = read('api: { port: 9000 }\n', { X12GW_API_PORT: '9001', X12GW_DATABASE_URL: 'mysql://db/edi' })
      expect(api.port).to.equal(9001)
      expect(database).to.deep.equal({ engine: 'mysql', url: 'mysql://db/edi', poolSize: 10 })
    })

    it('post only when the money is seen: no, for all, for some practices; a payer may say otherwise, or nothing', () => {
      const waits = (yaml: string, environment: Environment = {}) => read(yaml, environment).posting.awaitFunds
      expect(waits('')).to.equal(false)
      expect(waits('posting: { awaitFunds: true }\n')).to.equal(true)
      expect(waits('', { X12GW_POSTING_AWAIT_FUNDS: 'true' })).to.equal(true)
      expect(waits('posting: { awaitFunds: ["1234567893"] }\n')).to.deep.equal(['1234567893'])
      const { payerRules } = read('payers: [{ id: A, posting: { awaitFunds: false } }, { id: B, posting: { mode: review } }]\n')
      expect(payerRules.map(({ posting }) => posting?.awaitFunds)).to.deep.equal([false, undefined])
    })

    it('the data folder of the command line goes before all others', () => {
      expect(read('data: /a\n', { X12GW_DATA: '/b' }, '/c').dataDir).to.equal('/c')
      expect(read('data: /a\n', { X12GW_DATA: '/b' }).dataDir).to.equal('/b')
    })

    it('a key in the environment goes before a file; without both one is made in the data folder', () => {
      const keys = 'data: /d\nkeys: { encryptionKeyFile: my.key }\n'
      expect(read(keys, { X12GW_ENCRYPTION_KEY: 'text' }).encryptionKey).to.deep.equal({ text: 'text' })
      const { encryptionKey, auditKey } = read(keys)
      expect(encryptionKey).to.deep.equal({ file: join(folder, 'my.key'), mayCreate: false })
      expect(auditKey).to.deep.equal({ file: '/d/keys/audit.key', mayCreate: true })
    })

    it('a secret comes from the environment, or from a file beside the settings', () => {
      const loginOf = ({ partners: [first] }: Config) => first?.folder.kind === 'sftp' && first.folder.login
      expect(loginOf(read(withLogin('{ password: { env: SECRET } }'), { SECRET: 'from-env' }))).to.deep.equal({ password: 'from-env' })
      writeFileSync(join(folder, 'password'), 'from-file\n')
      expect(loginOf(read(withLogin('{ password: { file: password } }')))).to.deep.equal({ password: 'from-file' })
    })

    it('a local folder lies in the data folder, unless it is absolute', () => {
      const rootOf = ({ partners: [first] }: Config) => first?.folder.kind === 'local' && first.folder.root
      expect(rootOf(read(`data: /d\n${withPartner}`))).to.equal('/d/exchange')
      expect(rootOf(read(withPartner.replace('root: exchange', 'root: /elsewhere')))).to.equal('/elsewhere')
    })
  })

  describe('what stops the start', () => {
    const rows: readonly (readonly [string, string, Environment, string])[] = [
      ['an unknown setting', 'api: { prot: 1 }\n', {}, 'api.prot: is not a setting'],
      ['an unknown part', 'extras: {}\n', {}, 'extras: is not a setting'],
      [
        'an unknown setting of a partner',
        withPartner.replace('kind: local', 'kind: local, host: h'),
        {},
        'partners[0].folder.host: is not a setting',
      ],
      ['a wrong type', 'api: { port: high }\n', {}, 'api.port: Invalid input: expected number, received string'],
      ['a number out of bounds', 'api: { port: 70000 }\n', {}, 'api.port: Too big: expected number to be <=65535'],
      [
        'an unknown word',
        'log: { level: loud }\n',
        {},
        'log.level: Invalid option: expected one of "fatal"|"error"|"warn"|"info"|"debug"|"silent"',
      ],
      ['a wrong environment variable', '', { X12GW_API_PORT: 'high' }, 'api.port: Invalid input: expected number, received string'],
      [
        'a practice by its name',
        'posting: { awaitFunds: [RIVERBEND] }\n',
        {},
        'posting.awaitFunds[0]: must be the NPI or tax id of a practice',
      ],
      [
        'a database of another kind',
        'database: { url: "postgres://h/db" }\n',
        {},
        'database.url: must be empty or begin with mysql:// or mariadb://',
      ],
      ['no host key', withLogin('{ password: { env: A } }').replace(/\["SHA256.*?\]/, '[]'), {}, 'partners[0].folder.hostKeys: Too small'],
      ['a secret in the file itself', withLogin('{ password: hunter2 }'), {}, 'partners[0].folder.login: must be { password }'],
      [
        'a secret that is not set',
        withLogin('{ password: { env: SECRET } }'),
        {},
        'partners[0].folder.login.password: the environment variable SECRET is not set',
      ],
      [
        'a secret whose file is missing',
        withLogin('{ privateKey: { file: /no/such.key } }'),
        {},
        'partners[0].folder.login.privateKey: cannot read the file /no/such.key',
      ],
      ['YAML that is none, by its line', 'data: /d\napi: { port: 1\nlog: {}\n', {}, 'line 3'],
      ['a file that is no settings', '- 1\n', {}, 'settings must be keys with values'],
      ['two partners of one name', `partners:${partner}${partner}\ndefaultPartner: acorn\n`, {}, 'two partners have the id "acorn"'],
      [
        'a default partner that is none',
        withPartner.replace('defaultPartner: acorn', 'defaultPartner: oak'),
        {},
        'defaultPartner "oak" is none of the partners; allowed: acorn',
      ],
      [
        'moving files nowhere',
        withPartner.replace('root: exchange', 'root: exchange, afterDownload: move'),
        {},
        'folder.moveTo must name a folder',
      ],
      [
        'a decision on an unknown finding',
        withPartner.replace('name: Acorn', 'name: Acorn\n    decisions: { NO_SUCH_CODE: pass }'),
        {},
        'partners[0].decisions.NO_SUCH_CODE',
      ],
      [
        'patience that is neither days nor none',
        withPartner.replace('name: Acorn', 'name: Acorn\n    expect: { ta1BusinessDays: soon }'),
        {},
        'partners[0].expect.ta1BusinessDays: must be a number of days from 1 to 366, or none',
      ],
      ['a holiday that is no day', 'holidays: { days: ["2026-02-30"] }\n', {}, 'holidays.days[0]: must be a day such as "2026-12-24"'],
    ]
    for (const [name, yaml, environment, expected] of rows) {
      it(name, () => expect(refused(yaml, environment)).to.include(expected))
    }

    it('a file that is not there', () => {
      expect(() => readConfig({ file: join(folder, 'none.yaml'), environment: {} })).to.throw(Fault, 'cannot read the configuration file')
    })

    it('never repeats a secret that was written into the file', () => {
      expect(refused(withLogin('{ password: hunter2 }'))).not.to.include('hunter2')
    })
  })

  it('the example of a partner can be used as it stands, given its secrets', () => {
    const key = join(folder, 'acorn.key')
    writeFileSync(key, 'KEY')
    const example = readFileSync('config/partners.example.yaml', 'utf8').replace('/etc/x12gw/acorn.key', key)
    const { partners, defaultPartner } = read(example, { ACORN_KEY_PASSPHRASE: 'open' })
    expect(partners).to.have.length(1)
    expect(defaultPartner?.id).to.equal('acorn')
    expect(defaultPartner?.folder).to.deep.include({ kind: 'sftp', login: { privateKey: 'KEY', passphrase: 'open' } })
  })
})

describe('JSON Schemas of the settings', () => {
  const pages = [
    { path: 'config/config.schema.json', title: 'Settings of x12-gateway', schema: configSchema, file: 'config/default.yaml' },
    {
      path: 'config/partners.schema.json',
      title: 'Trading partners of x12-gateway',
      schema: configSchema.pick({ partners: true, payers: true, defaultPartner: true }),
      file: 'config/partners.example.yaml',
    },
  ] as const
  for (const { path, title, schema, file } of pages) {
    const text = `${JSON.stringify(asOverlay({ title, ...z.toJSONSchema(schema, { io: 'input' }) }), undefined, 2)}\n`
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)

    it(`${path} says what the code checks`, () => expect(readFileSync(path, 'utf8'), 'UPDATE_GOLDEN=1 writes it').to.equal(text))

    it(`${path} takes ${file}, which names it`, () => {
      const yaml = readFileSync(file, 'utf8')
      const validate = new Ajv2020().compile(JSON.parse(readFileSync(path, 'utf8')) as object)
      expect(validate(parse(yaml)), JSON.stringify(validate.errors)).to.equal(true)
      expect(yaml.split('\n')[0]).to.equal(`# yaml-language-server: $schema=${path.replace('config/', '')}`)
    })
  }

  it('refuse an unknown setting', () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync('config/config.schema.json', 'utf8')) as object)
    expect(validate({ api: { port: 1 } })).to.equal(true)
    expect(validate({ api: { prot: 1 } })).to.equal(false)
  })
})

/** A file is laid over the defaults: it need not name any setting, but each partner must be whole. */
function asOverlay(schema: z.core.JSONSchema.BaseSchema): z.core.JSONSchema.BaseSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, withoutRequired(inner)])
  return { ...withoutRequired(schema), properties: Object.fromEntries(properties) as NonNullable<typeof schema.properties> }
}

function withoutRequired<T extends object | boolean>(schema: T): T {
  if (typeof schema === 'boolean') return schema
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'required')) as T
}
