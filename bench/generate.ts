// Makes the files that are measured: large 835 and 837P with right envelopes, balanced amounts and varied data, the same each time.
import { closeSync, openSync, writeSync } from 'node:fs'

export type FileKind = '835' | '837P'

const claimsPerSet = 1000
export const names = ['ALVAREZ', 'BECK', 'CASTELLANO', 'DIAZ', 'EVERLY', 'FONTAINE', 'GRAY', 'HOLLOWAY', 'IVERSON', 'JUNG'] as const
export const givenNames = ['ANA', 'BRAM', 'CLARA', 'DEV', 'ELSIE', 'FINN', 'GRETA', 'HUGO'] as const
export const procedures = ['99213', '99214', '99203', '36415', '80053', '93000', '71046'] as const
const diagnoses = ['J069', 'E119', 'I10', 'M545', 'R51', 'Z0000'] as const

/** Writes a file of about `sizeBytes` (never less) and answers its exact size. */
export function generateFile(path: string, kind: FileKind, sizeBytes: number): number {
  const file = openSync(path, 'w')
  const write = (segments: readonly string[]): number => {
    const bytes = Buffer.from(`${segments.join('~\n')}~\n`, 'latin1')
    writeSync(file, bytes)
    return bytes.length
  }
  const pick = createPicker()
  const isRemittance = kind === '835'
  let written = write(envelopeStart(kind))
  let sets = 0
  while (written < sizeBytes) {
    sets++
    const control = String(sets).padStart(4, '0')
    const claims = Math.max(1, Math.min(claimsPerSet, Math.ceil((sizeBytes - written) / 500)))
    const body = isRemittance ? remittance(sets, claims, pick) : professionalClaims(sets, claims, pick)
    const header = isRemittance ? `ST*835*${control}` : `ST*837*${control}*005010X222A1`
    written += write([header, ...body, `SE*${body.length + 2}*${control}`])
  }
  written += write(envelopeEnd(sets))
  closeSync(file)
  return written
}

export function envelopeStart(kind: FileKind): string[] {
  const parties = ['ZZ', 'ACORNHEALTH'.padEnd(15), 'ZZ', 'RIVERBEND'.padEnd(15)]
  const isa = ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), ...parties, '261102', '0915', '^', '00501', '000000001', '0', 'T', ':']
  const [functionalId, guide] = kind === '835' ? ['HP', '005010X221A1'] : ['HC', '005010X222A1']
  return [isa.join('*'), `GS*${functionalId}*ACORNHEALTH*RIVERBEND*20261102*0915*1*X*${guide}`]
}

export function envelopeEnd(sets: number): string[] {
  return [`GE*${sets}*1`, 'IEA*1*000000001']
}

/** Numbers that look random and are the same in each run: 32-bit linear congruence after Numerical Recipes. */
export function createPicker(): (below: number) => number {
  let state = 20261102
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export type Picker = ReturnType<typeof createPicker>

export function one(from: readonly string[], pick: Picker): string {
  return from[pick(from.length)] ?? ''
}

/** Cents as an X12 amount without needless zeros. */
export function amount(cents: number): string {
  return String(cents / 100)
}

function remittance(set: number, claims: number, pick: Picker): string[] {
  const segments: string[] = []
  let paidCents = 0
  for (let i = 0; i < claims; i++) paidCents += claimPayment(`RB${set}N${i}`, pick, segments)
  const trace = `EFT${String(set).padStart(7, '0')}`
  return [
    `BPR*I*${amount(paidCents)}*C*ACH*CCP*01*123456780*DA*5550001*1987654321**01*987654320*DA*777001*20261102`,
    `TRN*1*${trace}*1987654321`,
    'DTM*405*20261102',
    'N1*PR*ACORN HEALTH PLAN',
    'N3*100 PAYER PLAZA',
    'N4*HARTFORD*CT*061030001',
    'PER*BL*EDI HELP DESK*TE*8005550100',
    'N1*PE*RIVERBEND FAMILY PRACTICE*XX*1234567893',
    'REF*TJ*912345678',
    'LX*1',
    ...segments,
  ]
}

/** Adds one claim with one to four lines, each paid less a contractual adjustment and a copay; answers what was paid. */
function claimPayment(claim: string, pick: Picker, segments: string[]): number {
  const lines: string[] = []
  let [chargedCents, paidCents, copayCents] = [0, 0, 0]
  const day = String(pick(28) + 1).padStart(2, '0')
  for (let line = 1 + pick(4), number = 1; line > 0; line--, number++) {
    const charged = 5000 + pick(30_000)
    const adjusted = Math.floor(charged / 4)
    const copay = pick(3) === 0 ? 2000 : 0
    const paid = charged - adjusted - copay
    lines.push(
      `SVC*HC:${one(procedures, pick)}*${amount(charged)}*${amount(paid)}**1`,
      `DTM*472*202610${day}`,
      `CAS*CO*45*${amount(adjusted)}`,
    )
    if (copay > 0) lines.push(`CAS*PR*3*${amount(copay)}`)
    lines.push(`REF*6R*${claim}L${number}`, `AMT*B6*${amount(charged - adjusted)}`)
    chargedCents += charged
    paidCents += paid
    copayCents += copay
  }
  segments.push(
    `CLP*${claim}*1*${amount(chargedCents)}*${amount(paidCents)}*${copayCents > 0 ? amount(copayCents) : ''}*12*AC${pick(1_000_000_000)}*11*1`,
    `NM1*QC*1*${one(names, pick)}*${one(givenNames, pick)}****MI*W${100_000_000 + pick(800_000_000)}`,
    'NM1*82*1*STONE*IRIS****XX*1999000015',
    `DTM*050*202610${day}`,
    ...lines,
  )
  return paidCents
}

function professionalClaims(set: number, claims: number, pick: Picker): string[] {
  const segments = [
    `BHT*0019*00*BT${String(set).padStart(10, '0')}*20261102*0915*CH`,
    'NM1*41*2*RIVERBEND FAMILY PRACTICE*****46*RIVERBEND',
    'PER*IC*BILLING OFFICE*TE*8605550123',
    'NM1*40*2*ACORN HEALTH PLAN*****46*ACORNHEALTH',
    'HL*1**20*1',
    'PRV*BI*PXC*207Q00000X',
    'NM1*85*2*RIVERBEND FAMILY PRACTICE*****XX*1234567893',
    'N3*12 MILL STREET',
    'N4*AVON*CT*060011234',
    'REF*EI*912345678',
  ]
  for (let i = 0; i < claims; i++) professionalClaim(`RB${set}N${i}`, i + 2, pick, segments)
  return segments
}

/** Adds one subscriber with one claim of one to four lines. */
function professionalClaim(claim: string, level: number, pick: Picker, segments: string[]): void {
  const day = String(pick(28) + 1).padStart(2, '0')
  const lines: string[] = []
  let chargedCents = 0
  const count = 1 + pick(4)
  for (let line = 1; line <= count; line++) {
    const charged = 5000 + pick(30_000)
    chargedCents += charged
    lines.push(
      `LX*${line}`,
      `SV1*HC:${one(procedures, pick)}*${amount(charged)}*UN*1***1`,
      `DTP*472*D8*202610${day}`,
      `REF*6R*${claim}L${line}`,
    )
  }
  segments.push(
    `HL*${level}*1*22*0`,
    'SBR*P*18*******CI',
    `NM1*IL*1*${one(names, pick)}*${one(givenNames, pick)}****MI*W${100_000_000 + pick(800_000_000)}`,
    `N3*${1 + pick(900)} ELM ROAD`,
    'N4*AVON*CT*06001',
    `DMG*D8*19${10 + pick(90)}02${10 + pick(18)}*${one(['F', 'M'], pick)}`,
    'NM1*PR*2*ACORN HEALTH PLAN*****PI*60001',
    `CLM*${claim}*${amount(chargedCents)}***11:B:1*Y*A*Y*Y`,
    `HI*ABK:${one(diagnoses, pick)}`,
    'NM1*82*1*STONE*IRIS****XX*1999000015',
    'PRV*PE*PXC*207Q00000X',
    ...lines,
  )
}
