// Makes broken files of good ones: bytes, segments, elements, splices of two files, other delimiters, lies in counts and control numbers.
import type { Random } from './random.js'

type Operation = (file: Buffer, random: Random, others: readonly Buffer[]) => Buffer

/** The sample that an execution begins with, and one to four things done to it. The same seed gives the same bytes. */
export function mutate(samples: readonly Buffer[], random: Random): Buffer {
  let file = random.of(samples)
  for (let times = 1 + random.below(4); times > 0; times--) file = random.of(operations)(file, random, samples)
  return file
}

const text = (bytes: string): Buffer => Buffer.from(bytes, 'latin1')

/** Values that are at the edge of something, or stand for something else where they are put. */
const oddValues = [
  '', ' ', '0', '-', '.', '-0', '-.5', '1.', '00000000000000000001', '99999999999999999999', '1e9', 'NaN', '9007199254740993', '-99999999999.99',
  '20260230', '00000000', '20261301', '2400', 'D8', 'RD8', '20260101-', 'XX', 'ZZ', 'HC', 'A', '\u0000', '\u00ff', '\t', '~', '*', ':', '^',
  'X'.repeat(300), '1'.repeat(40), 'A:B:C:D:E:F:G:H:I:J', 'A^B^C^D', '^^^^', '::::', '__proto__', 'constructor',
] as const

const ids = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA', 'TA1', 'HL', 'NM1', 'CLM', 'CLP', 'SVC', 'LX', 'CAS', 'REF', 'DTP', 'PLB', 'STC', 'TRN', 'BIN', 'AK2', 'IK3', 'CTX', 'EB', 'LS', 'LE', 'ZZZ'] as const

const operations: readonly Operation[] = [
  // Bytes
  (file, random) => withBytes(file, random.below(file.length + 1), 1, Buffer.from([random.below(256)])),
  (file, random) => withBytes(file, random.below(file.length + 1), 0, text(random.of(oddValues))),
  (file, random) => withBytes(file, random.below(file.length + 1), random.below(40), Buffer.alloc(0)),
  (file, random) => file.subarray(0, random.below(file.length + 1)),
  (file, random) => file.subarray(random.below(Math.min(file.length, 200) + 1)),
  // Segments
  segments((list, random) => list.splice(random.below(list.length), 1 + random.below(3))),
  segments((list, random) => list.splice(random.below(list.length), 0, random.of(list))),
  segments((list, random) => {
    const [one, other] = [random.below(list.length), random.below(list.length)]
    ;[list[one], list[other]] = [list[other] ?? '', list[one] ?? '']
  }),
  segments((list, random) => list.splice(random.below(list.length), 0, ...list.splice(random.below(list.length), 1 + random.below(8)))),
  segments((list, random) => {
    const from = random.below(list.length)
    list.splice(from, 0, ...Array.from({ length: 1 + random.below(40) }, () => list[from] ?? ''))
  }),
  segments((list, random) => list.splice(random.below(list.length), 0, `${random.of(ids)}*${random.of(oddValues)}*${random.of(oddValues)}`)),
  segments((list, random, others) => {
    const other = split(random.of(others))
    const from = random.below(other.length)
    list.splice(random.below(list.length), 0, ...other.slice(from, from + 1 + random.below(10)))
  }),
  // Elements
  elements((list, random) => (list[random.below(list.length)] = random.of(oddValues))),
  elements((list, random) => (list[random.below(list.length)] = random.of(oddValues))),
  elements((list, random) => (list[0] = random.of(ids))),
  elements((list, random) => list.splice(random.below(list.length), 1)),
  elements((list, random) => list.splice(random.below(list.length), 0, random.of(list))),
  elements((list, random) => list.push(...Array.from({ length: random.below(40) }, () => random.of(oddValues)))),
  elements((list, random) => (list[list.length - 1] = `${list.at(-1) ?? ''}:${random.of(oddValues)}`)),
  // Two files in one
  (file, random, others) => Buffer.concat([file.subarray(0, random.below(file.length + 1)), tail(random.of(others), random)]),
  (file, random, others) => Buffer.concat([file, random.of(others)]),
  // Delimiters
  (file, random) => swapped(file, random.of(['~', '*', ':', '^']), random.of(['~', '*', ':', '^', '|', '\n', 'A', '0', ' ', '\u0001', '\u00e9'])),
  (file, random) => withBytes(file, random.of([3, 82, 103, 104, 105]), 1, text(random.of(['~', '*', ':', '^', '\n', 'A', ' ', '\u0000']))),
  // Lies
  segments((list, random) => {
    const lies = list.flatMap((segment, i) => (/^(?:SE|GE|IEA|ST|GS|HL|LX)\*/.test(segment) ? [i] : []))
    if (lies.length === 0) return
    const at = random.of(lies)
    list[at] = (list[at] ?? '').replace(/\d+/, random.of(['0', '1', '2', '99', '999999999', '10000000000', '-1', '']))
  }),
]

function withBytes(file: Buffer, at: number, removed: number, put: Buffer): Buffer {
  return Buffer.concat([file.subarray(0, at), put, file.subarray(Math.min(at + removed, file.length))])
}

function tail(file: Buffer, random: Random): Buffer {
  return file.subarray(random.below(file.length + 1))
}

function swapped(file: Buffer, one: string, other: string): Buffer {
  const both = (each: string) => (each === one ? other : each === other ? one : each)
  return text(Array.from(file.toString('latin1'), both).join(''))
}

/** Segments as the samples write them; a file of other delimiters is one long segment. */
function split(file: Buffer): string[] {
  return file.toString('latin1').split('~')
}

function segments(change: (list: string[], random: Random, others: readonly Buffer[]) => unknown): Operation {
  return (file, random, others) => {
    const list = split(file)
    change(list, random, others)
    return text(list.join('~'))
  }
}

function elements(change: (list: string[], random: Random) => unknown): Operation {
  return segments((all, random) => {
    const at = random.below(all.length)
    const list = (all[at] ?? '').split('*')
    change(list, random)
    all[at] = list.join('*')
  })
}
