// The schema files as they are written: schemas/schema.schema.json describes the same shapes, docs/schemas.md explains them.

/** "R" required, "S" situational; what a guide does not use is not listed. */
export type WrittenUsage = 'R' | 'S'

/** Data elements, composites and segments of one X12 version, each written down once. */
export interface BaseFile {
  readonly kind: 'base'
  readonly version: string
  readonly elements: Readonly<Record<string, BaseElement>>
  readonly composites: Readonly<Record<string, BaseComposite>>
  readonly segments: Readonly<Record<string, BaseSegment>>
}

export interface BaseElement {
  readonly name: string
  readonly type?: ElementType
  readonly min?: number
  readonly max?: number
  /** Code list that tells what this element's codes mean. */
  readonly labels?: string
}

/** ID code, AN text, N0 whole number, N2 number with two implied decimals, R decimal, DT date, TM time, B binary. */
export type ElementType = 'ID' | 'AN' | 'N0' | 'N2' | 'R' | 'DT' | 'TM' | 'B'

export interface BaseComposite {
  readonly name: string
  readonly components: readonly string[]
  readonly syntax?: readonly string[]
}

export interface BaseSegment {
  readonly name: string
  /** Data element numbers, or composite numbers ("C003"). */
  readonly elements: readonly string[]
  readonly repeat?: Readonly<Record<string, number>>
  /** X12 notes: P paired, R one or more, E only one, C conditional, L list conditional; two digits per element. */
  readonly syntax?: readonly string[]
}

/** What a guide makes of its base: the loop tree. */
export interface GuideFile {
  readonly kind: 'guide' | 'control'
  readonly id: string
  readonly name: string
  /** Version of the base file. */
  readonly base: string
  /** ST01. */
  readonly transactionSet?: string
  /** GS01. */
  readonly functionalId?: string
  /** GS08 and ST03 under which this guide is sent; the first is what we write. */
  readonly versions?: readonly string[]
  /** Loop that readers hand over one at a time. */
  readonly unit?: string
  readonly children: readonly (WrittenLoop | WrittenSegment)[]
  /** Set when a companion guide has changed this one; never in a file. */
  readonly companion?: { readonly id: string; readonly paths: readonly string[] }
}

/** What a payer asks for beyond a guide. */
export interface CompanionFile {
  readonly kind: 'companion'
  readonly id: string
  readonly name: string
  /** Id of the guide it changes. */
  readonly guide: string
  readonly changes: readonly CompanionChange[]
}

export interface CompanionChange {
  /** As findings name it: "2310A", "2300/REF", "2300/CLM05-3", "BHT06". */
  readonly at: string
  /** Code that tells which of several segments is meant: "G1". */
  readonly where?: string
  /** N: not used at all. */
  readonly usage?: WrittenUsage | 'N'
  /** How often a loop or segment may stand. */
  readonly max?: number
  readonly codes?: readonly string[]
  /** Over it is a warning. */
  readonly guideMax?: number
  /** Shorter or longer is an error. */
  readonly minLength?: number
  readonly maxLength?: number
}

interface WrittenNode {
  readonly usage: WrittenUsage
  /** How often it may stand; 1 when left out. */
  readonly max?: number | '>1'
  /** Neighbours with the same position may stand in any order. */
  readonly position?: number
  /** JSON property; made of the name when left out. */
  readonly property?: string
}

export interface WrittenLoop extends WrittenNode {
  readonly loop: string
  readonly name?: string
  readonly children?: readonly (WrittenLoop | WrittenSegment)[]
  /** The content is that of the loop at this path: "2000B/2300". */
  readonly like?: string
}

export interface WrittenSegment extends WrittenNode {
  readonly segment: string
  readonly name: string
  /** Elements ("01", "01-01") whose codes tell this segment from its siblings. */
  readonly qualifier?: readonly string[]
  /** Elements the guide uses, by two-digit number. */
  readonly elements: Readonly<Record<string, WrittenElement>>
}

export interface WrittenElement {
  readonly usage?: WrittenUsage
  readonly name?: string
  readonly property?: string
  readonly codes?: readonly string[]
  /** The guide's own, lower limit of length. */
  readonly guideMax?: number
  /** Limits that a companion guide draws closer than the data element's. */
  readonly minLength?: number
  readonly maxLength?: number
  /** Code list kept outside the guide and held here. */
  readonly list?: string | ConditionalList
  /** Code source that is not held here, for readers. */
  readonly source?: string
  readonly components?: Readonly<Record<string, WrittenElement>>
  /** Same as that element of this segment. */
  readonly like?: string
}

/** A list that counts only when, or unless, a neighbour (element of the segment, component of the composite) has one of these codes. */
export interface ConditionalList {
  readonly name: string
  readonly when?: Readonly<Record<string, readonly string[]>>
  readonly unless?: Readonly<Record<string, readonly string[]>>
}

export type Period = readonly [first: string | null, last: string | null]

export interface CodeListFile {
  readonly kind: 'codes'
  readonly id: string
  readonly name: string
  /** Kept by someone other than the guide, and changed more often than it. */
  readonly external: boolean
  readonly source?: string
  /** Day on which this table was drawn up. */
  readonly date: string
  readonly usedIn: string
  readonly codes: Readonly<Record<string, string | null>>
  /** No longer given out; older claims still carry them. */
  readonly deactivated?: Readonly<Record<string, string | null>>
  /** First and last day in force of codes that have any: ISO days, null for no limit. */
  readonly periods?: Readonly<Record<string, Period>>
}
