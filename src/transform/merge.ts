// Joins interchanges for the same receiver into one: groups of a kind become one group, its sets are numbered anew.
import { createHash, type Hash } from 'node:crypto'
import { Fault, type Finding, sayFinding } from '../values/index.js'
import {
  createEnvelopeReader,
  createInterchangeWriter,
  type EnvelopeListener,
  type GroupHeader,
  type InterchangeHeader,
  type InterchangeWriter,
  type ReadSegment,
  type SetHeader,
} from '../x12/index.js'
import { isTooLong, type OpenFile, tooLong, withElement } from './piece.js'

/** A file to be joined; it is read once to check it and once for each kind of group in all files. */
export interface MergeSource {
  readonly name: string
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export interface MergedInterchange {
  readonly control: string
  readonly groups: readonly MergedGroup[]
  readonly interchangeAcknowledgements: number
  readonly bytes: number
}

export interface MergedGroup {
  readonly control: string
  readonly functionalId: string
  readonly version: string
  readonly transactionSets: number
}

/**
 * Writes one interchange with all sets of all files, in the order given. Its ISA is that of the first, with `control` as ISA13 when given.
 * Throws REFUSED with the file's name and the reason before anything is written: another sender, receiver, version or usage,
 * a file that is damaged, or a transaction set that is there twice.
 */
export async function mergeInterchanges(sources: readonly MergeSource[], out: OpenFile, control?: string): Promise<MergedInterchange> {
  const survey = new Survey()
  for (const source of sources) {
    survey.startFile(source.name)
    await read(source, survey)
    survey.endFile()
  }
  const { first, kinds } = survey
  if (first === undefined) throw refused(sources[0]?.name ?? 'nothing', 'there is no interchange in it')
  let bytes = 0
  const writer = createInterchangeWriter({
    header: control === undefined ? first.segment : withElement(first.segment, 13, control.padStart(9, '0')),
    delimiters: first.delimiters,
    lineEnd: first.lineEnd,
    write: (piece) => {
      bytes += piece.length
      out.write(piece)
    },
  })
  for (const ta1 of survey.acknowledgements) put(writer.interchangeAcknowledgement(ta1), 'a TA1')
  const groups: MergedGroup[] = []
  const used = new Set<string>()
  for (const [key, { header, files }] of kinds) {
    const number = freeNumber(header.control, used)
    put(writer.startGroup(number === header.control ? header.segment : withElement(header.segment, 6, number)), 'a GS')
    const copy = new GroupCopy(key, writer)
    for (const source of sources) {
      copy.file = source.name
      if (files.has(source.name)) await read(source, copy)
    }
    writer.endGroup()
    groups.push({ control: number, functionalId: header.functionalId, version: header.version, transactionSets: copy.sets })
  }
  writer.end()
  out.close()
  return { control: control?.padStart(9, '0') ?? first.control, groups, interchangeAcknowledgements: survey.acknowledgements.length, bytes }
}

async function read({ chunks }: MergeSource, listener: EnvelopeListener): Promise<void> {
  const reader = createEnvelopeReader(listener)
  for await (const chunk of chunks()) reader.push(chunk)
  reader.end()
}

function refused(name: string, reason: string): Fault {
  return new Fault('REFUSED', `${name} cannot be merged: ${reason}`)
}

function put(findings: readonly Finding[], what: string): void {
  const [found] = findings
  if (found !== undefined) throw refused(what, `under the delimiters of the first file: ${sayFinding(found)}`)
}

/** The number itself, or the next one that no other group has. */
function freeNumber(wanted: string, used: Set<string>): string {
  let number = wanted
  for (let next = used.size + 1; used.has(number); next++) number = String(next)
  used.add(number)
  return number
}

interface GroupKind {
  readonly header: GroupHeader
  /** Names of the files that have such a group. */
  readonly files: Set<string>
}

/** Elements of the ISA that must be the same, with what they say. */
const mustAgree = [
  [1, 'other authorization information'],
  [2, 'other authorization information'],
  [3, 'other security information'],
  [4, 'other security information'],
  [5, 'another sender'],
  [6, 'another sender'],
  [7, 'another receiver'],
  [8, 'another receiver'],
  [12, 'another version of the interchange'],
  [15, 'another usage: test and production are not mixed'],
] as const

/** The first reading: may these files be joined, and which kinds of groups are in them? */
class Survey implements EnvelopeListener {
  first: InterchangeHeader | undefined
  readonly kinds = new Map<string, GroupKind>()
  readonly acknowledgements: ReadSegment[] = []
  private readonly seen = new Map<string, string>()
  private name = ''
  private interchanges = 0
  private hash: Hash = createHash('sha256')

  startFile(name: string): void {
    this.name = name
    this.interchanges = 0
  }

  endFile(): void {
    if (this.interchanges === 0) throw refused(this.name, 'there is no interchange in it')
  }

  interchangeStart(header: InterchangeHeader): void {
    this.interchanges++
    this.first ??= header
    const { segment } = this.first
    for (const [element, what] of mustAgree)
      if (header.segment.text(element) !== segment.text(element))
        throw refused(this.name, `interchange ${header.control} has ${what} (ISA${String(element).padStart(2, '0')}) than the first one`)
  }

  interchangeAcknowledgement(ta1: ReadSegment): void {
    this.acknowledgements.push(ta1)
  }

  groupStart(header: GroupHeader): void {
    const key = kindOf(header)
    const kind = this.kinds.get(key)
    if (kind === undefined) this.kinds.set(key, { header, files: new Set([this.name]) })
    else kind.files.add(this.name)
  }

  setStart(): void {
    this.hash = createHash('sha256')
  }

  segment(each: ReadSegment): void {
    if (isTooLong(each)) throw refused(this.name, `segment ${each.at.segment} at byte ${each.at.offset}: ${tooLong}`)
    this.hash.update(each.bytes() ?? '')
  }

  setEnd({ header }: { readonly header: SetHeader }): void {
    const { interchange, group, control } = header
    const identity = `${interchange.control} ${group.control} ${control} ${this.hash.digest('base64')}`
    const before = this.seen.get(identity)
    if (before !== undefined) throw refused(this.name, `its set ${control} of interchange ${interchange.control} is in ${before} already`)
    this.seen.set(identity, this.name)
  }

  finding(found: Finding): void {
    if (found.severity === 'error') throw refused(this.name, `at byte ${found.at.offset}: ${sayFinding(found)}`)
  }
}

/** Groups are joined when kind, version, agency and application codes are the same. */
function kindOf({ functionalId, version, agency, senderId, receiverId }: GroupHeader): string {
  return JSON.stringify([functionalId, version, agency, senderId, receiverId])
}

/** A later reading: copies the sets of one kind of group. */
class GroupCopy implements EnvelopeListener {
  file = ''
  sets = 0
  private isOpen = false

  constructor(
    private readonly kind: string,
    private readonly writer: InterchangeWriter,
  ) {}

  setStart({ group, segment, control }: SetHeader): void {
    this.isOpen = kindOf(group) === this.kind
    if (!this.isOpen) return
    const number = String(++this.sets)
      .padStart(Math.max(4, control.length), '0')
      .slice(-9)
    this.put(this.writer.startSet(control === number ? segment : withElement(segment, 2, number)))
  }

  segment(each: ReadSegment): void {
    if (this.isOpen && each.at.segment > 1 && each.id !== 'SE') this.put(this.writer.segment(each))
  }

  setEnd(): void {
    if (this.isOpen) this.writer.endSet()
    this.isOpen = false
  }

  private put(findings: readonly Finding[]): void {
    put(findings, this.file)
  }
}
