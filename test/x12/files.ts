// Files for the tests of this floor: small interchanges under any delimiters, and what the readers tell about bytes.
import {
  createEnvelopeReader,
  createSegmentReader,
  type Delimiters,
  type EnvelopeReaderOptions,
  type LineEnd,
  standardDelimiters,
} from '../../src/x12/index.js'
import { sayFinding } from '../../src/values/index.js'

export interface Shape {
  readonly delimiters?: Delimiters
  readonly lineEnd?: LineEnd
  readonly control?: string
}

/** An ISA under the given delimiters. */
export function isa({ delimiters = standardDelimiters, control = '000000001' }: Shape = {}): string {
  const { element, component, repetition, terminator } = delimiters
  const version = repetition === '' ? '00401' : '00501'
  const parties = ['ZZ', 'SENDER'.padEnd(15), 'ZZ', 'RECEIVER'.padEnd(15)]
  const rest = ['261102', '0915', repetition || 'U', version, control, '0', 'P', component]
  return ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), ...parties, ...rest].join(element) + terminator
}

/** A whole interchange around segments written with "*", ":" and "^", one per entry and without terminator. */
export function interchange(segments: readonly string[], shape: Shape = {}): string {
  const { delimiters = standardDelimiters, lineEnd = '', control = '000000001' } = shape
  const translated = [...segments, `IEA*1*${control}`].map((segment) =>
    segment
      .replaceAll(/[*:^]/g, (each) => (each === '*' ? delimiters.element : each === ':' ? delimiters.component : delimiters.repetition))
      .concat(delimiters.terminator, lineEnd),
  )
  return isa(shape) + lineEnd + translated.join('')
}

export const gs = 'GS*HP*SENDER*RECEIVER*20261102*0915*1*X*005010X221A1'
/** One group with two good sets. */
export const twoSets = [gs, 'ST*835*0001', 'TRN*1*A', 'SE*3*0001', 'ST*835*0002', 'SVC*HC:99213:25*10*^', 'SE*3*0002', 'GE*2*1']

export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

/** Gives the bytes in pieces of this size to something that takes chunks. */
export function feed(reader: { push(chunk: Uint8Array): void; end(): void }, bytes: Uint8Array, size = bytes.length): void {
  // The chunk is overwritten after each push, as callers with one read buffer do.
  const chunk = new Uint8Array(Math.max(size, 1))
  for (let i = 0; i < bytes.length; i += size) {
    const part = bytes.subarray(i, i + size)
    chunk.set(part)
    reader.push(chunk.subarray(0, part.length))
    chunk.fill(0x7e)
  }
  reader.end()
}

/** Everything the segment reader tells, one line each: segments with offset and length, findings. */
export function segmentLog(bytes: Uint8Array, size?: number, repairIsa = false): string[] {
  const log: string[] = []
  const reader = createSegmentReader(
    {
      interchange: ({ segment, delimiters, lineEnd, isReadable }) => {
        const { at } = segment
        log.push(
          `${at.segment} @${at.offset}+${at.length} ISA13=${segment.text(13)} ${JSON.stringify({ ...delimiters, lineEnd, isReadable })}`,
        )
      },
      segments: (batch) => {
        for (let i = 0; i < batch.count; i++) {
          const segment = batch.segment(i)
          const elements = Array.from({ length: segment.elementCount }, (_, e) => segment.element(e + 1))
          log.push(`${segment.at.segment} @${segment.at.offset}+${segment.at.length} ${segment.id} ${JSON.stringify(elements)}`)
        }
      },
      finding: ({ code, at, path, detail }) =>
        log.push(`${code} ${at.segment} @${at.offset}+${at.length} ${path} ${JSON.stringify(detail)}`),
    },
    { repairIsa },
  )
  feed(reader, bytes, size)
  return log
}

/** Everything the envelope reader tells, one line each. */
export function envelopeLog(bytes: Uint8Array, options: EnvelopeReaderOptions = {}, size?: number): string[] {
  const log: string[] = []
  const end = (
    level: string,
    control: string,
    trailer: { counted: number; stated: number | undefined; isClosed: boolean; findings: readonly unknown[] },
  ) =>
    log.push(
      `/${level} ${control} ${trailer.counted}/${trailer.stated ?? '-'}${trailer.isClosed ? '' : ' open'} ${trailer.findings.length}`,
    )
  const reader = createEnvelopeReader(
    {
      interchangeStart: (header) => log.push(`interchange ${header.control}`),
      interchangeAcknowledgement: (segment) => log.push(`ta1 ${segment.text(1)}`),
      groupStart: (header) => log.push(`group ${header.control}`),
      setStart: (header) => log.push(`set ${header.control}`),
      segment: (segment) => log.push(`${segment.at.segment} ${segment.id}`),
      setEnd: (trailer) => end('set', trailer.header.control, trailer),
      groupEnd: (trailer) => end('group', trailer.header.control, trailer),
      interchangeEnd: (trailer) => end('interchange', trailer.header.control, trailer),
      finding: (found, { interchange: within, group, set }) => {
        const scope = set ? `set ${set.control}` : group ? `group ${group.control}` : within ? `interchange ${within.control}` : 'file'
        log.push(`! ${found.code} ${found.path} segment ${found.at.segment} in ${scope}`)
        if (/[{}]/.test(sayFinding(found))) log.push(`unsaid: ${sayFinding(found)}`)
      },
    },
    options,
  )
  feed(reader, bytes, size)
  return log
}

/** Codes of the findings about these bytes, in order. */
export function codesOf(bytes: Uint8Array, options: EnvelopeReaderOptions = {}): string[] {
  const codes: string[] = []
  feed(createEnvelopeReader({ finding: (found) => codes.push(found.code) }, options), bytes)
  return codes
}

export const cuts = [1, 2, 7, 105, 106, 107, 4096] as const
