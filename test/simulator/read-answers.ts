// Reads the simulator's answers the way a partner would: every set by its guide, every finding kept.
import {
  decodeClaimPayment,
  decodeClaimStatus,
  decodeGroupAcknowledgement,
  decodeProviderAdjustments,
  decodeRemittance,
  decodeStatusReport,
  interchangeAcknowledgement,
  loadClaimAnswers,
} from '../../src/codecs/index.js'
import type {
  ClaimPayment,
  ClaimStatus,
  ClaimStatusReport,
  GroupAcknowledgement,
  InterchangeAcknowledgement,
  ProviderAdjustment,
  Remittance,
} from '../../src/domain/index.js'
import { createSetReader, loadSchemas, type Loop, loop, type SetReader, type Unit } from '../../src/schema/index.js'
import { createEnvelopeReader, type InterchangeHeader } from '../../src/x12/index.js'

export const schemas = loadSchemas('schemas')
export const claimAnswers = loadClaimAnswers('schemas')

export interface ReadAnswer {
  readonly header: InterchangeHeader
  readonly ta1: InterchangeAcknowledgement[]
  readonly groups: GroupAcknowledgement[]
  readonly statuses: { readonly report: ClaimStatusReport | undefined; readonly claims: ClaimStatus[] }[]
  readonly remittances: { readonly header: Remittance; readonly payments: ClaimPayment[]; readonly adjustments: ProviderAdjustment[] }[]
  /** Codes of everything that is wrong or doubtful in it. */
  readonly findings: string[]
}

export function readAnswer(bytes: Uint8Array): ReadAnswer {
  const answer: { -readonly [K in keyof ReadAnswer]?: ReadAnswer[K] } & Omit<ReadAnswer, 'header'> = {
    ta1: [],
    groups: [],
    statuses: [],
    remittances: [],
    findings: [],
  }
  let reader: SetReader | undefined
  let units: Unit[] = []
  const must = <T>({ value }: { readonly value: T | undefined }): T => {
    if (value === undefined) throw new Error('an answer cannot be decoded')
    return value
  }
  const file = createEnvelopeReader({
    interchangeStart: (header) => void (answer.header = header),
    interchangeAcknowledgement: (segment) => void answer.ta1.push(must(interchangeAcknowledgement.decode(segment))),
    setStart: ({ version, type }) => {
      const guide = schemas.guide(version, type)
      if (guide === undefined) throw new Error(`there is no guide for ${type} ${version}`)
      units = []
      reader = createSetReader(guide, {
        unit: (unit) => units.push(unit),
        finding: ({ code, path, at }) => answer.findings.push(`${code} ${path} segment ${at.segment}`),
      })
    },
    segment: (segment) => reader?.segment(segment),
    setEnd: ({ header: { type } }) => {
      if (reader === undefined) return
      const { rest } = reader.end()
      if (type === '999') answer.groups.push(must(decodeGroupAcknowledgement(withUnits(rest, units))))
      if (type === '277')
        answer.statuses.push({
          report: decodeStatusReport(units[0]?.parents ?? [rest]).value,
          claims: units.map((unit) => must(decodeClaimStatus(unit))),
        })
      if (type === '835')
        answer.remittances.push({
          header: must(decodeRemittance(rest)),
          payments: units.map((unit) => must(decodeClaimPayment(unit))),
          adjustments: must(decodeProviderAdjustments(rest)).map(({ adjustment }) => adjustment),
        })
    },
    finding: ({ code, path }) => void answer.findings.push(`${code} ${path}`),
  })
  file.push(bytes)
  file.end()
  const { header } = answer
  if (header === undefined) throw new Error('the answer is no interchange')
  return { ...answer, header }
}

/** The whole of a 999: its units put back between its header and trailer. */
function withUnits({ id, children }: Loop, units: readonly Unit[]): Loop {
  return loop(id, [...children, ...units.map((unit) => unit.loop)])
}
