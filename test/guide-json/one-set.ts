// A file with a single transaction set of any size: claims without end, one subscriber each.

const header = [
  [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    'ZZ',
    'RIVERBEND'.padEnd(15),
    'ZZ',
    'ACORNEDI'.padEnd(15),
    '261006',
    '0915',
    '^',
  ].join('*') + '*00501*000000501*0*T*:',
  'GS*HC*RIVERBEND*ACORNEDI*20261006*0915*501*X*005010X222A1',
]
const opening = [
  'ST*837*0001*005010X222A1',
  'BHT*0019*00*BT0000000501*20261006*0930*CH',
  'NM1*41*2*RIVERBEND FAMILY PRACTICE*****46*RIVERBEND',
  'PER*IC*BILLING OFFICE*TE*8605550123',
  'NM1*40*2*ACORN CLEARING*****46*ACORNEDI',
  'HL*1**20*1',
  'NM1*85*2*RIVERBEND FAMILY PRACTICE*****XX*1234567893',
  'N3*12 MILL STREET',
  'N4*AVON*CT*060011234',
  'REF*EI*912345678',
]

function claim(number: number): string[] {
  return [
    `HL*${number + 1}*1*22*0`,
    'SBR*P*18*******CI',
    `NM1*IL*1*ALVAREZ*ANA****MI*W${100_000_000 + number}`,
    'N3*8 ELM ROAD',
    'N4*AVON*CT*06001',
    'DMG*D8*19800214*F',
    'NM1*PR*2*ACORN HEALTH PLAN*****PI*60001',
    `CLM*RB${number}*150***11:B:1*Y*A*Y*Y`,
    'HI*ABK:J069',
    'LX*1',
    'SV1*HC:99213*150*UN*1***1',
    'DTP*472*D8*20261005',
    `REF*6R*RB${number}L1`,
  ]
}

const written = (segments: readonly string[]): Buffer => Buffer.from(segments.map((segment) => `${segment}~\n`).join(''))

/** Chunks of one interchange of at least so many bytes, and how many claims there are in it. */
export function* oneLargeSet(sizeBytes: number): Generator<Buffer> {
  yield written([...header, ...opening])
  let segments = opening.length
  let number = 0
  for (let size = 0; size < sizeBytes; ) {
    const claims = Array.from({ length: 200 }, () => claim(++number)).flat()
    const chunk = written(claims)
    segments += claims.length
    size += chunk.length
    yield chunk
  }
  yield written([`SE*${segments + 1}*0001`, 'GE*1*501', 'IEA*1*000000501'])
}
