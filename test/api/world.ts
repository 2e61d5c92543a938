// A small world for the API tests: a real embedded store with one of everything in it. The people are invented.
import type { ClaimPayment, EntrySource, OpenClaim, Partner, Remittance } from '../../src/domain/index.js'
import type { Store } from '../../src/store/index.js'
import { finding, type Instant, type IsoDate, toCents } from '../../src/values/index.js'

export const noon = '2026-03-02T12:00:00.000Z' as Instant
/** Words that must never appear where no patient data may be. */
export const canaries = ['CANARYLAST', 'CANARYFIRST', 'CANARYPCN1', 'CANARYMEMBER']
export const fileText = 'ISA*00*CANARYLAST*~GS*HP~ST*835*0001~SE*2*0001~GE*1*1~IEA*1*000000001~'

const day = '2026-02-16' as IsoDate

const claim: OpenClaim = {
  patientControlNumber: 'CANARYPCN1',
  kind: 'professional',
  patient: { last: 'CANARYLAST', first: 'CANARYFIRST', birthDate: '1980-04-01' as IsoDate },
  coverages: [{ order: 'P', payerId: '60054', memberId: 'CANARYMEMBER' }],
  lines: [{ number: 1, control: 'L1', procedure: '99213', modifiers: ['25'], serviceDate: day, units: 1, chargeCents: toCents(15_000) }],
  chargeCents: toCents(15_000),
}

const remittance: Remittance = {
  handling: 'I',
  paidCents: toCents(10_500),
  creditOrDebit: 'C',
  method: 'ACH',
  sender: { bankQualifier: '01', bankId: '111000025', accountQualifier: 'DA', account: '777123' },
  effectiveOn: day,
  trace: { number: 'TRACE17', payerIdentifier: '1999999999' },
  payer: { name: 'ACORN HEALTH', id: '60054', references: [], contacts: [] },
  payee: { name: 'RIVERBEND FAMILY PRACTICE', id: '1234567893', references: [] },
}

const payment: ClaimPayment = {
  patientControlNumber: 'CANARYPCN1',
  status: '1',
  chargedCents: toCents(15_000),
  paidCents: toCents(10_000),
  patientResponsibilityCents: toCents(2_000),
  payerClaimNumber: 'ICN1',
  adjustments: [],
  patient: { entityType: '1', last: 'CANARYLAST', first: 'CANARYFIRST' },
  references: [],
  dates: [],
  contacts: [],
  amounts: [],
  quantities: [],
  services: [
    {
      procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
      chargedCents: toCents(15_000),
      paidCents: toCents(10_000),
      dates: [{ qualifier: '472', date: day }],
      adjustments: [
        { group: 'CO', reason: '45', amountCents: toCents(3_000) },
        { group: 'PR', reason: '1', amountCents: toCents(2_000) },
      ],
      references: [],
      amounts: [],
      quantities: [],
      remarks: [{ qualifier: 'HE', code: 'N19' }],
    },
  ],
}

export const partner: Partner = {
  id: 'acorn',
  name: 'Acorn Clearinghouse',
  usage: 'T',
  us: { qualifier: 'ZZ', id: 'RIVERBEND', applicationId: 'RIVERBEND' },
  them: { qualifier: 'ZZ', id: 'ACORN', applicationId: 'ACORN' },
  contact: { name: 'OFFICE', phone: '5550100' },
  receiverName: 'ACORN',
  payers: [],
  envelope: {
    element: '*',
    component: ':',
    repetition: '^',
    terminator: '~',
    lineEnd: '',
    mayChange: false,
    acknowledgementRequested: true,
  },
  acknowledge: { ta1: true, implementation999: true },
  repairIsa: false,
  limits: { claimsPerSet: 100 },
  decisions: { CODE_UNKNOWN: 'pass' },
  folder: {
    kind: 'sftp',
    host: 'sftp.example.test',
    port: 22,
    username: 'riverbend',
    hostKeys: ['SHA256:abc'],
    login: { privateKey: 'SECRETKEY', passphrase: 'SECRETPHRASE' },
    timeoutMs: 1000,
    outbound: '/in',
    inbound: '/out',
    inboundPattern: '*',
    afterDownload: 'delete',
    stableMs: 0,
    upload: 'rename',
  },
  schedule: { timeZone: 'UTC' },
}

/** Ids of what was put in. */
export interface World {
  readonly fileId: string
  readonly interchangeId: string
  readonly claimId: string
  readonly remittanceId: string
  readonly claimPaymentId: string
  readonly workItemId: string
  readonly depositId: string
}

/** Puts one of everything into an empty store: a file with its interchange, a claim, and a remittance that pays it and leaves 5.00 in suspense. */
export async function fillWorld(store: Store): Promise<World> {
  const practice = await store.practices.save({ name: 'RIVERBEND FAMILY PRACTICE', npi: '1234567893', taxId: '912345678' }, noon)
  const bytes = Buffer.from(fileText)
  const { file } = await store.files.keep({ name: 'in.835', direction: 'in', source: 'folder', partnerId: 'acorn', at: noon }, [bytes])
  const range = { offset: 0, length: bytes.length }
  const source: EntrySource = { fileId: file.id, sha256: file.sha256, set: 1, segment: 1, offset: 29, length: 12 }

  const interchange = await store.interchanges.add({
    fileId: file.id,
    ordinal: 1,
    direction: 'in',
    partnerId: 'acorn',
    control: '000000001',
    senderQualifier: 'ZZ',
    senderId: 'ACORN          ',
    receiverQualifier: 'ZZ',
    receiverId: 'RIVERBEND      ',
    date: '260302',
    time: '1200',
    usage: 'T',
    range,
    at: noon,
  })
  const group = await store.interchanges.addGroup({
    interchangeId: interchange.id,
    ordinal: 1,
    functionalId: 'HP',
    control: '1',
    version: '005010X221A1',
  })
  const set = await store.interchanges.addSet({
    fileId: file.id,
    interchangeId: interchange.id,
    groupId: group.id,
    ordinal: 1,
    type: '835',
    guide: '005010X221A1',
    control: '0001',
    reference: 'TRACE17',
    range,
  })
  await store.interchanges.finishSet(set.id, { verdict: 'accepted', state: 'done', segments: 2, units: 1 })
  await store.interchanges.finishGroup(group.id, { verdict: 'accepted' })
  await store.interchanges.finishInterchange(interchange.id, { verdict: 'accepted', range })
  const found = finding('CODE_UNKNOWN', { offset: 29, length: 12, segment: 1 }, '2110/CAS02', { list: 'CARC' }, '2110')
  await store.interchanges.saveFindings(file.id, [
    {
      ...found,
      fileId: file.id,
      interchange: '000000001',
      group: '1',
      transactionSet: '0001',
      message: 'not in the list',
      decision: 'pass',
    },
  ])
  await store.files.finish(file.id, 'done', { remittances: 1 })

  const { record } = await store.claims.add({
    practiceId: practice.id,
    patientControlNumber: claim.patientControlNumber,
    submissionState: 'PayerAccepted',
    state: 'submitted',
    chargeCents: claim.chargeCents,
    partnerId: 'acorn',
    claim,
    createdAt: noon,
  })
  await store.claims.record({ claimId: record.id, at: noon, event: '835 paid', state: 'paid', detail: { status: '1' }, source })

  const begun = await store.remittances.begin({ setId: set.id, fileId: file.id, remittance, at: noon })
  await store.remittances.stage([
    { remittanceId: begun.id, ordinal: 1, payment, source, serviceSources: [{ offset: 29, length: 12, segment: 2 }] },
  ])
  await store.remittances.stageAdjustments([
    {
      remittanceId: begun.id,
      ordinal: 1,
      adjustment: {
        providerId: '1234567893',
        fiscalPeriodEnd: '2026-12-31' as IsoDate,
        reason: '72',
        reference: 'REF1',
        amountCents: toCents(-500),
      },
      source,
    },
  ])
  await store.remittances.settle(begun.id, { contentHash: 'c1', paymentKey: 'p1', reissueHash: 'r1', claimCount: 1, state: 'waiting' })
  const at = { at: noon, remittanceId: begun.id, source }
  const about = { claim: claim.patientControlNumber, line: 1, payerOrder: 'P' as const }
  await store.ledger.post({
    key: 'charge',
    at: noon,
    claimId: record.id,
    entries: [{ dr: 'AR:P', cr: 'REVENUE', cents: toCents(15_000), why: 'charge', ...about }],
  })
  await store.ledger.post({
    key: 'payment',
    ...at,
    claimId: record.id,
    entries: [
      { dr: 'CASH:REMIT', cr: 'AR:P', cents: toCents(10_000), why: 'payment', ...about },
      { dr: 'ADJ:CONTRACTUAL', cr: 'AR:P', cents: toCents(3_000), why: 'CO45', group: 'CO', carc: '45', rarc: ['N19'], ...about },
      { dr: 'AR:PATIENT', cr: 'AR:P', cents: toCents(2_000), why: 'PR1', group: 'PR', carc: '1', ...about },
    ],
  })
  await store.ledger.post({
    key: 'plb',
    ...at,
    entries: [{ dr: 'CASH:REMIT', cr: 'SUSPENSE:PLB', cents: toCents(500), why: 'PLB 72', ref: 'REF1' }],
  })
  const [staged] = await store.remittances.nextStaged(begun.id, 1)
  if (staged !== undefined)
    await store.remittances.markPayment(staged.id, { state: 'posted', claimId: record.id, decision: { by: 'number' } })
  const [plb] = await store.remittances.nextStagedAdjustments(begun.id, 1)
  if (plb !== undefined) await store.remittances.markAdjustment(plb.id, 'suspended')
  await store.remittances.finish(begun.id)

  const { item } = await store.workItems.open({
    key: 'plb',
    at: noon,
    type: 'plb-review',
    cents: 500,
    facts: { reason: '72' },
    remittanceId: begun.id,
    claimId: record.id,
  })
  const { file: bankFile } = await store.files.keep({ name: 'bank.csv', direction: 'bank', source: 'api', at: noon }, [
    Buffer.from('105.00'),
  ])
  await store.deposits.stage([
    {
      fileId: bankFile.id,
      direction: 'credit',
      cents: toCents(10_500),
      postedOn: day,
      references: [],
      description: 'HCCLAIMPMT',
      key: 'csv:1',
      at: { line: 2, offset: 0, length: 6 },
      state: 'new',
      importedAt: noon,
    },
  ])
  const [deposit] = (await store.deposits.list({})).items
  await store.outbox.add({ key: 'o1', at: noon, partnerId: 'acorn', kind: '999', fileId: file.id, name: 'out.999', sizeBytes: 120 })
  return {
    fileId: file.id,
    interchangeId: interchange.id,
    claimId: record.id,
    remittanceId: begun.id,
    claimPaymentId: staged?.id ?? '',
    workItemId: item.id,
    depositId: deposit?.id ?? '',
  }
}
