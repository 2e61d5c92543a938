// Cuts 837 transaction sets into one set per claim, each with the provider, subscriber and patient levels it stands in.
import {
  allSegments,
  createFileReader,
  type FileHandler,
  type Guide,
  isLoop,
  type Loop,
  type SchemaRegistry,
  type SetEnd,
  type Unit,
} from '../schema/index.js'
import { isReadSegment, type Segment, type SegmentReader, type SetHeader } from '../x12/index.js'
import { damageIn, isTooLong, type Piece, type PieceSink, PieceWriter, tooLong, withElement } from './piece.js'
import type { PieceNumbers, SplitListener } from './split.js'

/** An 835 is one payment: its BPR02 and PLB hold for all its claims together, so a claim cut out of it cannot balance. */
const refusals: Readonly<Record<string, string>> = {
  '835': 'an 835 is one payment for all its claims and cannot be cut between them; split it by set',
}

export function createClaimSplitter(
  schemas: SchemaRegistry,
  sink: PieceSink,
  listener: SplitListener,
  numbers: PieceNumbers,
): SegmentReader {
  return createFileReader(schemas, new ClaimSplitter(sink, listener, numbers))
}

class ClaimSplitter implements FileHandler {
  private isWanted = false
  private damage: string | undefined
  /** Pieces of the set that is being read: whether it is whole shows at its end. */
  private pieces: { readonly writer: PieceWriter; readonly piece: Piece }[] = []

  constructor(
    private readonly sink: PieceSink,
    private readonly listener: SplitListener,
    private readonly numbers: PieceNumbers,
  ) {}

  setStart(set: SetHeader, guide: Guide | undefined): void {
    this.pieces = []
    this.damage = undefined
    this.isWanted = guide?.transactionSet === '837'
    if (guide === undefined) this.leaveOut(set, `there is no guide here for ${set.type} ${set.version}, so its claims cannot be told apart`)
    else if (!this.isWanted) this.leaveOut(set, refusals[set.type] ?? `a ${set.type} holds no claims; split it by set`)
  }

  unit(unit: Unit, set: SetHeader): void {
    if (!this.isWanted || this.damage !== undefined) return
    const { ordinal, control } = this.numbers()
    const writer = new PieceWriter(
      this.sink,
      { interchange: set.interchange, group: set.group, set, claim: unit.ordinal },
      ordinal,
      control,
    )
    for (const each of claimSegments(unit)) {
      if (isReadSegment(each) && isTooLong(each)) this.damage = tooLong
      else writer.segment(each)
    }
    this.pieces.push({ writer, piece: writer.end() })
  }

  setEnd({ header, findings, units }: SetEnd): void {
    if (!this.isWanted) return
    const damage = this.damage ?? damageIn(findings)
    for (const { writer, piece } of this.pieces) {
      if (damage === undefined) this.listener.piece?.(piece)
      else writer.discard()
    }
    if (damage !== undefined) this.leaveOut(header, damage)
    else if (units === 0) this.leaveOut(header, 'it holds no claim')
    this.pieces = []
  }

  private leaveOut({ interchange, group, control, offset }: SetHeader, reason: string): void {
    this.listener.leftOut?.({ interchange: interchange.control, group: group.control, transactionSet: control, offset, reason })
  }
}

/** All between ST and SE for one claim: the header, the levels above it numbered anew, and the claim. */
function* claimSegments({ loop, parents }: Unit): Generator<Segment> {
  const levels = parents.filter(({ children: [first] }) => first?.id === 'HL').length
  let level = 0
  for (const parent of parents) {
    for (const child of parent.children) {
      if (!isLoop(child)) {
        if (child.id === 'HL') yield renumbered(child, ++level, level < levels)
        else if (child.id !== 'ST') yield child
      } else if (!startsLevel(child)) yield* allSegments(child)
    }
  }
  yield* allSegments(loop)
}

/** A level beside the claim's own: another provider, subscriber or patient. */
function startsLevel({ children: [first] }: Loop): boolean {
  return first?.id === 'HL'
}

function renumbered(hl: Segment, level: number, hasChild: boolean): Segment {
  const parent = level === 1 ? '' : String(level - 1)
  const elements = [String(level), parent, hl.text(3), hasChild ? '1' : '0']
  return elements.reduce<Segment>((made, text, index) => (made.text(index + 1) === text ? made : withElement(made, index + 1, text)), hl)
}
