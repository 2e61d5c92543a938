// One 835 and the open claims that it pays: what posting is measured with. The same each time, and made claim by claim, so that
// neither is ever in memory as a whole.
import { closeSync, openSync, writeSync } from 'node:fs'
import type { OpenClaim } from '../src/domain/index.js'
import { isoDateFromD8, toCents } from '../src/values/index.js'
import { amount, createPicker, envelopeEnd, envelopeStart, givenNames, names, one, procedures } from './generate.js'

interface SettledLine {
  readonly procedure: string
  readonly chargedCents: number
  readonly contractualCents: number
  readonly copayCents: number
  readonly paidCents: number
}

interface SettledClaim {
  readonly number: string
  readonly memberId: string
  readonly last: string
  readonly first: string
  /** D8. */
  readonly day: string
  readonly isDenied: boolean
  readonly lines: readonly SettledLine[]
}

const payerId = '60001'

/** Claims of one to four lines, each paid less a contractual adjustment and now and then a copay; one in forty is denied. */
function* settledClaims(count: number): Generator<SettledClaim> {
  const pick = createPicker()
  for (let n = 1; n <= count; n++) {
    const isDenied = pick(40) === 0
    yield {
      number: `RB${String(n).padStart(8, '0')}`,
      memberId: `W${100_000_000 + n}`,
      last: one(names, pick),
      first: one(givenNames, pick),
      day: `202610${String(pick(28) + 1).padStart(2, '0')}`,
      isDenied,
      lines: Array.from({ length: 1 + pick(4) }, (): SettledLine => {
        const chargedCents = 5000 + pick(30_000)
        const procedure = one(procedures, pick)
        if (isDenied) return { procedure, chargedCents, contractualCents: 0, copayCents: 0, paidCents: 0 }
        const contractualCents = Math.floor(chargedCents / 4)
        const copayCents = pick(3) === 0 ? 2000 : 0
        return { procedure, chargedCents, contractualCents, copayCents, paidCents: chargedCents - contractualCents - copayCents }
      }),
    }
  }
}

/** The claims as another system sent them, before they were paid. */
export function* openClaims(count: number): Generator<OpenClaim> {
  for (const { number, memberId, last, first, day, lines } of settledClaims(count)) {
    const serviceDate = isoDateFromD8(day)
    yield {
      patientControlNumber: number,
      kind: 'professional',
      patient: { last, first },
      coverages: [{ order: 'P', payerId, memberId }],
      lines: lines.map(({ procedure, chargedCents }, index) => ({
        number: index + 1,
        control: `${number}L${index + 1}`,
        procedure,
        modifiers: [],
        ...(serviceDate === undefined ? {} : { serviceDate }),
        chargeCents: toCents(chargedCents),
      })),
      chargeCents: toCents(total(lines, 'chargedCents')),
    }
  }
}

/** Writes the 835 that pays them all, in one transaction set. */
export function generateRemittance(path: string, count: number): void {
  const file = openSync(path, 'w')
  const write = (segments: readonly string[]): void => void writeSync(file, `${segments.join('~\n')}~\n`, null, 'latin1')
  let [paidCents, segments] = [0, 0]
  for (const { lines } of settledClaims(count)) paidCents += total(lines, 'paidCents')
  const header = remittanceHeader(paidCents)
  write([...envelopeStart('835'), ...header])
  for (const claim of settledClaims(count)) {
    const body = claimPayment(claim)
    write(body)
    segments += body.length
  }
  write([`SE*${header.length + segments + 1}*0001`, ...envelopeEnd(1)])
  closeSync(file)
}

function remittanceHeader(paidCents: number): string[] {
  return [
    'ST*835*0001',
    `BPR*I*${amount(paidCents)}*C*ACH*CCP*01*123456780*DA*5550001*1987654321**01*987654320*DA*777001*20261102`,
    'TRN*1*EFT0000001*1987654321',
    'DTM*405*20261102',
    'N1*PR*ACORN HEALTH PLAN',
    'N3*100 PAYER PLAZA',
    'N4*HARTFORD*CT*061030001',
    `REF*2U*${payerId}`,
    'PER*BL*EDI HELP DESK*TE*8005550100',
    'N1*PE*RIVERBEND FAMILY PRACTICE*XX*1234567893',
    'REF*TJ*912345678',
    'LX*1',
  ]
}

function claimPayment({ number, memberId, last, first, day, isDenied, lines }: SettledClaim): string[] {
  const [charged, paid, copay] = [total(lines, 'chargedCents'), total(lines, 'paidCents'), total(lines, 'copayCents')]
  return [
    `CLP*${number}*${isDenied ? 4 : 1}*${amount(charged)}*${amount(paid)}*${copay > 0 ? amount(copay) : ''}*12*AC${number}*11*1`,
    `NM1*QC*1*${last}*${first}****MI*${memberId}`,
    'NM1*82*1*STONE*IRIS****XX*1999000015',
    `DTM*050*${day}`,
    ...lines.flatMap((line, index) => [
      `SVC*HC:${line.procedure}*${amount(line.chargedCents)}*${amount(line.paidCents)}**1`,
      `DTM*472*${day}`,
      isDenied ? `CAS*CO*50*${amount(line.chargedCents)}` : `CAS*CO*45*${amount(line.contractualCents)}`,
      ...(line.copayCents > 0 ? [`CAS*PR*3*${amount(line.copayCents)}`] : []),
      `REF*6R*${number}L${index + 1}`,
      ...(isDenied ? [] : [`AMT*B6*${amount(line.chargedCents - line.contractualCents)}`]),
    ]),
  ]
}

function total(lines: readonly SettledLine[], what: 'chargedCents' | 'paidCents' | 'copayCents'): number {
  return lines.reduce((sum, line) => sum + line[what], 0)
}
