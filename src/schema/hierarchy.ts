// HL segments: numbered from 1, each naming the HL above it and whether others stand below it.
import type { FindingCode, FindingDetail } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { OpenLoop } from './open-loop.js'

export type ReportHierarchy = (code: FindingCode, element: number, detail: FindingDetail, segment: Segment, open: OpenLoop) => void

interface Level {
  readonly open: OpenLoop
  /** Undefined when the HL itself is missing. */
  readonly segment: Segment | undefined
  /** Its HL01, or what it should be where that is empty. */
  readonly number: string
  hasChild: boolean
}

/** Follows the HL loops of one transaction set. */
export class Hierarchy {
  readonly #levels: Level[] = []
  readonly #report: ReportHierarchy
  #expected = 1

  constructor(report: ReportHierarchy) {
    this.#report = report
  }

  /** A level begins, with its HL if there is one. After a wrong number the count goes on from it, so that one gap is one finding. */
  opened(open: OpenLoop, segment: Segment | undefined): void {
    const parent = this.#levels.at(-1)
    if (parent !== undefined) parent.hasChild = true
    const expected = this.#expected++
    // HL01 and HL02 that are empty, or filled where they must not be, are found as elements.
    const number = segment?.text(1) || String(expected)
    this.#levels.push({ open, segment, number, hasChild: false })
    if (segment === undefined) return
    if (number !== String(expected)) {
      this.#report('HIERARCHY_NUMBER_WRONG', 1, { expected }, segment, open)
      if (/^\d{1,9}$/.test(number)) this.#expected = Number(number) + 1
    }
    if (parent?.segment === undefined) return
    const stated = segment.text(2)
    if (stated !== '' && stated !== parent.number) this.#report('HIERARCHY_PARENT_WRONG', 2, { expected: parent.number }, segment, open)
  }

  closed(open: OpenLoop): void {
    const level = this.#levels.at(-1)
    if (level?.open !== open) return
    this.#levels.pop()
    const { segment, hasChild } = level
    const stated = segment?.text(4)
    if (segment !== undefined && stated !== undefined && ((stated === '1' && !hasChild) || (stated === '0' && hasChild)))
      this.#report('HIERARCHY_CHILD_WRONG', 4, { stated }, segment, open)
  }
}
