// Which segments of a set speak of one claim: in the 837 that carried it, in a 999, in a 277CA.
import type { ReadSegment } from '../x12/index.js'
import type { SetPicker } from './cut.js'

/**
 * A set in levels (HL) whose innermost one holds units, each of them about one claim: the header of the set, the levels that
 * the wanted units stand in, and these units.
 */
interface Hierarchy {
  /** HL03 from the outermost level to the innermost. */
  readonly levels: readonly string[]
  /** The segment that begins a unit, and the levels it does so in. */
  readonly unit: string
  readonly unitLevels: ReadonlySet<string>
}

/** 2000A, 2000B, 2000C; a CLM begins a 2300. */
const claims: Hierarchy = { levels: ['20', '22', '23'], unit: 'CLM', unitLevels: new Set(['22', '23']) }
/** 2000A, 2000B, 2000C, 2000D; in the last one a TRN begins a 2200D. */
const statuses: Hierarchy = { levels: ['20', '21', '19', 'PT'], unit: 'TRN', unitLevels: new Set(['PT']) }

/** The claim whose CLM begins at this byte. */
export function pickClaim(offset: number): SetPicker {
  return new UnitPicker(claims, ({ at }) => at.offset === offset)
}

/**
 * What a 277CA says at these bytes: of the claim itself (2200D), or, when they are those of its ST, of the whole batch and of the
 * provider who bills.
 */
export function pickStatus(st: ReadSegment, offsets: ReadonlySet<number>, billingId: string): SetPicker {
  const picker = new UnitPicker(statuses, ({ at }) => offsets.has(at.offset))
  if (!offsets.has(st.at.offset)) return picker
  const heads = new HeadPicker(billingId)
  return {
    segment(segment) {
      picker.segment(segment)
      heads.segment(segment)
    },
    end: () => picker.end() ?? heads.end(),
  }
}

class UnitPicker implements SetPicker {
  private readonly kept: ReadSegment[] = []
  /** The open levels, each with what stands in it before its units; the first holds the header of the set. */
  private open: { readonly code: string; readonly segments: ReadSegment[]; isKept: boolean }[] = [{ code: '', segments: [], isKept: false }]
  private unit: 'none' | 'wanted' | 'other' = 'none'

  constructor(
    private readonly hierarchy: Hierarchy,
    private readonly isWanted: (start: ReadSegment) => boolean,
  ) {}

  segment(segment: ReadSegment): void {
    const { levels, unit, unitLevels } = this.hierarchy
    if (segment.id === 'HL') {
      const code = segment.text(3)
      const depth = levels.indexOf(code)
      // A level that the guide does not know stands by itself, below all others.
      this.open = this.open.filter((level) => depth < 0 || levels.indexOf(level.code) < depth)
      this.open.push({ code, segments: [segment], isKept: false })
      this.unit = 'none'
    } else if (segment.id === unit && unitLevels.has(this.open.at(-1)?.code ?? '')) {
      this.unit = this.isWanted(segment) ? 'wanted' : 'other'
      if (this.unit === 'wanted') this.keepLevels()
      if (this.unit === 'wanted') this.kept.push(segment)
    } else if (this.unit === 'wanted') this.kept.push(segment)
    else if (this.unit === 'none') this.open.at(-1)?.segments.push(segment)
  }

  end(): readonly ReadSegment[] | undefined {
    return this.kept.length === 0 ? undefined : this.kept
  }

  private keepLevels(): void {
    for (const level of this.open) {
      if (!level.isKept) this.kept.push(...level.segments)
      level.isKept = true
    }
  }
}

/** A 277CA without its claims: source, receiver, and of the providers the one who bills. */
class HeadPicker implements SetPicker {
  private readonly kept: ReadSegment[] = []
  private level: ReadSegment[] = []
  private code = ''

  constructor(private readonly billingId: string) {}

  segment(segment: ReadSegment): void {
    if (segment.id === 'HL') {
      this.close()
      this.code = segment.text(3)
    }
    this.level.push(segment)
  }

  end(): readonly ReadSegment[] {
    this.close()
    return this.kept
  }

  private close(): void {
    const isHead = ['', '20', '21'].includes(this.code)
    const isOwn = this.code === '19' && this.level.some((each) => each.id === 'NM1' && each.text(9) === this.billingId)
    if (isHead || isOwn) this.kept.push(...this.level)
    this.level = []
  }
}

/** The 837 set that a 999 shall speak of: GS06 and ST02, CLM01 of the claim, and the ordinals of the segments that concern it. */
export interface AnsweredClaim {
  readonly groupControl: string
  readonly setControl: string
  readonly patientControlNumber: string
  readonly ordinals: ReadonlySet<number>
}

/** What the 999 that begins at this byte, and answers the claim's group, says of the claim: of errors those in its own segments, or in those it shares with others. */
export function pickAcknowledgement(st: ReadSegment, offset: number, claim: AnsweredClaim): SetPicker {
  const kept: ReadSegment[] = []
  let isMeant = false
  let isOwnSet = true
  let error: ReadSegment[] = []
  const closeError = (): void => {
    if (error.length > 0 && concerns(error, claim)) kept.push(...error)
    error = []
  }
  return {
    segment(segment) {
      const { id } = segment
      if (id === 'IK3') {
        closeError()
        error = [segment]
      } else if (error.length > 0 && (id === 'CTX' || id === 'IK4')) error.push(segment)
      else {
        closeError()
        if (id === 'AK1') isMeant = st.at.offset === offset && segment.text(2) === claim.groupControl
        if (id === 'AK2') isOwnSet = segment.text(2) === claim.setControl
        if (id === 'AK9') isOwnSet = true
        if (isOwnSet) kept.push(segment)
        if (id === 'IK5') isOwnSet = true
      }
      if (!isOwnSet) error = []
    },
    end: () => (isMeant ? kept : undefined),
  }
}

/** By the claim that CTX names (CTX01 "CLM01", then its number), else by where the error stands (IK302). */
function concerns([ik3, ...rest]: readonly ReadSegment[], { patientControlNumber, ordinals }: AnsweredClaim): boolean {
  const named = rest.filter((each) => each.id === 'CTX' && each.text(1, 1) === 'CLM01').map((each) => each.text(1, 2))
  if (named.length > 0) return named.every((number) => number === patientControlNumber)
  return ordinals.has(Number(ik3?.text(2)))
}
