// What a clearinghouse's JSON leaves to be understood, said as our JSON says it; what is usual there is left out here.
import type { ClaimKind } from '../../domain/index.js'

type Draft = Record<string, unknown>

/** Codes that go without saying, by the place of the object that holds them. */
const usualQualifiers: readonly (readonly [list: string, usual: string])[] = [
  ['admittingDiagnosis', 'ABJ'],
  ['reasonsForVisit', 'APR'],
  ['externalCauses', 'ABN'],
  ['principalProcedure', 'BBR'],
  ['otherProcedures', 'BBQ'],
]

/** Completes what was read of a claim, in place. `isSelf`: there is no dependent, the subscriber is the patient. */
export function complete(draft: Draft, kind: ClaimKind, isSelf: boolean): Draft {
  const { receiverName, usage: _usage, ...claim } = draft
  const [destination = {}, ...others] = partsOf(claim.coverages)
  const payer = { ...(receiverName === undefined ? {} : { name: receiverName }), ...(destination.payer as Draft | undefined) }
  // Casualty insurers know no members.
  const coverage = { memberId: '', ...withoutUsual(destination), payer, ...(isSelf ? { relationship: '18' } : {}) }
  const diagnoses = partsOf(claim.diagnoses).map((each, index) => dropUsual(each, 'qualifier', index === 0 ? 'ABK' : 'ABF'))
  const rest = Object.fromEntries(
    usualQualifiers.flatMap(([name, usual]) => {
      const value = claim[name]
      if (value === undefined) return []
      return [
        [
          name,
          Array.isArray(value)
            ? partsOf(value).map((one) => dropUsual(one, 'qualifier', usual))
            : dropUsual(value as Draft, 'qualifier', usual),
        ],
      ]
    }),
  )
  return {
    ...claim,
    ...rest,
    kind,
    coverages: [coverage, ...others.map(otherCoverage)],
    destination: destination.order,
    ...(isSelf ? { patient: destination.subscriber } : {}),
    diagnoses,
    providers: partsOf(claim.providers).map(withProvider),
    lines: partsOf(claim.lines).map((line, index) => lineOf(line, kind, `${wordOf(claim.patientControlNumber)}L${index + 1}`)),
  }
}

function withoutUsual(coverage: Draft): Draft {
  const { payer, ...rest } = dropUsual(coverage, 'memberIdQualifier', 'MI')
  return { ...rest, ...(payer === undefined ? {} : { payer: dropUsual(payer as Draft, 'idQualifier', 'PI') }) }
}

function otherCoverage(coverage: Draft): Draft {
  const { subscriber, adjudication, ...rest } = withoutUsual(coverage)
  return {
    ...rest,
    ...(subscriber === undefined ? {} : { subscriber: dropUsual(subscriber as Draft, 'entityType', '1') }),
    ...(adjudication === undefined ? {} : { adjudication: { adjustments: [], ...(adjudication as Draft) } }),
  }
}

/** Who is only a number is taken for a person; who sold a service, for an organisation. */
function withProvider(one: Draft): Draft {
  const unnamed = one.role === 'purchased' ? { entityType: '2', last: '' } : { entityType: '1' }
  return { ...one, provider: { ...unnamed, ...(one.provider as Draft | undefined) } }
}

function lineOf(line: Draft, kind: ClaimKind, control: string): Draft {
  const { procedure, equipment, drug, providers, adjudications, payerReferences, ...rest } = line
  const code = (procedure as Draft | undefined)?.code
  const references = partsOf(payerReferences)
  const own = (qualifier: string): Draft | undefined => references.find((one) => one.qualifier === qualifier && one.payerId === undefined)
  const [authorization, referral] = [own('G1'), own('9F')]
  const theirs = references.filter((one) => one !== authorization && one !== referral)
  return {
    control,
    ...rest,
    ...(procedure === undefined ? {} : { procedure: procedureOf(procedure as Draft, kind) }),
    ...(equipment === undefined ? {} : { equipment: { code, ...(equipment as Draft) } }),
    ...(drug === undefined ? {} : { drug: dropUsual(drug as Draft, 'qualifier', 'N4') }),
    ...(authorization === undefined ? {} : { authorization: authorization.value }),
    ...(referral === undefined ? {} : { referral: referral.value }),
    ...(theirs.length === 0 ? {} : { payerReferences: theirs }),
    ...(providers === undefined ? {} : { providers: partsOf(providers).map(withProvider) }),
    ...(adjudications === undefined
      ? {}
      : {
          adjudications: partsOf(adjudications).map((one) => ({
            adjustments: [],
            ...one,
            ...(one.procedure === undefined ? {} : { procedure: procedureOf(one.procedure as Draft, kind) }),
          })),
        }),
  }
}

/** An institution names the list of its codes only where it is not that of HCPCS. */
function procedureOf(procedure: Draft, kind: ClaimKind): Draft {
  return { ...(kind === 'institutional' ? { qualifier: 'HC' } : {}), modifiers: [], ...procedure }
}

function dropUsual(part: Draft, key: string, usual: string): Draft {
  if (part[key] !== usual) return part
  const { [key]: _usual, ...rest } = part
  return rest
}

/** The objects of a list that grew from what was read. */
function partsOf(list: unknown): Draft[] {
  return Array.isArray(list) ? (list as Draft[]) : []
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
