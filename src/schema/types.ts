// Guides as the readers use them: compiled once, then only looked at.
import type { ElementType, Period } from './format.js'
import type { CodeSet } from './code-set.js'
import type { PlainElements } from './plain-elements.js'
import type { RuleSet } from './rule-set.js'

/** R required, S situational, N not used. */
export type Usage = 'R' | 'S' | 'N'

export interface CodeList {
  readonly id: string
  readonly name: string
  readonly external: boolean
  /** ISO day on which the table was drawn up. */
  readonly date: string
  /** Short wording of a code, null when only the value is known, undefined when the code is not in the list. */
  label(code: string): string | null | undefined
  readonly codes: ReadonlyMap<string, string | null>
  /** Days in force of codes that have a first or last one. */
  readonly periods: ReadonlyMap<string, Period>
}

export interface ElementDefinition {
  /** "CLM05", or "CLM05-1" for a component. */
  readonly ref: string
  /** Number in the segment, or in the composite; from 1. */
  readonly number: number
  readonly name: string
  /** JSON property, unique among the elements of its segment or composite. */
  readonly property: string
  readonly usage: Usage
  /** X12 number of the data element ("1250") or composite ("C023"). */
  readonly dataElement: string
  /** Undefined for a composite, and for an element the guide never uses. */
  readonly type: ElementType | undefined
  readonly min: number
  readonly max: number
  /** Lower limit of this guide; going over it is a warning. */
  readonly guideMax: number | undefined
  readonly repeat: number
  /** Codes of the guide; undefined when any value will do. */
  readonly codes: ReadonlySet<string> | undefined
  /** What the codes mean. */
  readonly labels: CodeList | undefined
  /** List outside the guide that the value should be in. */
  readonly list: ListRule | undefined
  /** Components of a composite; empty for a simple element. */
  readonly components: readonly ElementDefinition[]
  /** Notes on the components of a composite. */
  readonly syntax: readonly SyntaxNote[]
}

export interface ListRule {
  readonly list: CodeList
  readonly conditions: readonly { readonly number: number; readonly codes: ReadonlySet<string>; readonly wanted: boolean }[]
}

/** "P0304" with the bits of its elements: element n is bit n - 1. */
export interface SyntaxNote {
  readonly kind: 'P' | 'R' | 'E' | 'C' | 'L'
  readonly numbers: readonly number[]
  /** Bit of the first element, which C and L depend on. */
  readonly first: number
  /** Bits of all elements, for C and L of all but the first. */
  readonly mask: number
}

/** A use of a segment in a guide. */
export interface SegmentDefinition {
  readonly kind: 'segment'
  readonly id: string
  readonly name: string
  readonly property: string
  /** Whether it is required inside its loop. */
  readonly usage: 'R' | 'S'
  /** Infinity when unlimited. */
  readonly max: number
  /** Place in the list of its loop's children. */
  readonly slot: number
  /** Place in the order of its loop: segments of the same group may stand in any order. */
  readonly group: number
  readonly qualifiers: readonly Qualifier[]
  readonly elements: readonly ElementDefinition[]
  /** Number of the last element that must be filled; 0 when none must. */
  readonly lastRequired: number
  readonly syntax: readonly SyntaxNote[]
  /** Tells at a glance that nothing is wrong with the elements. */
  readonly plain: PlainElements
}

/** Element (and component) with the codes that tell a segment from its siblings. */
export interface Qualifier {
  readonly element: number
  readonly component: number
  readonly codes: CodeSet
}

export interface LoopDefinition {
  readonly kind: 'loop'
  readonly id: string
  readonly name: string
  readonly property: string
  readonly usage: 'R' | 'S'
  readonly max: number
  readonly slot: number
  readonly group: number
  /** Loop ids from the outermost: ["837", "2000A", "2000B", "2300"]. */
  readonly path: readonly string[]
  /** The first segment, which opens the loop. */
  readonly trigger: SegmentDefinition
  /** In the guide's order; the trigger first. */
  readonly children: readonly ChildDefinition[]
  /** What may stand here, by segment id: own segments but the trigger, and inner loops by their trigger. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>
  /** Children that must stand, in order. */
  readonly required: readonly ChildDefinition[]
  /** A zero for each child: the counts of a loop that has just begun. */
  readonly blankCounts: readonly number[]
  /** Inner loops, in order. */
  readonly loops: readonly LoopDefinition[]
  /** Does it open with an HL? */
  readonly isHierarchical: boolean
  readonly isUnit: boolean
}

export type ChildDefinition = LoopDefinition | SegmentDefinition

export interface Candidate {
  readonly child: ChildDefinition
  /** The segment itself, or the trigger of the loop. */
  readonly segment: SegmentDefinition
}

export interface Guide {
  /** "005010X221A1"; with the set where one guide has two ("005010X212-276"). */
  readonly id: string
  readonly name: string
  /** ST01, "" for the control segments. */
  readonly transactionSet: string
  /** GS01. */
  readonly functionalId: string
  /** GS08 values that mean this guide; the first is the one we write. */
  readonly versions: readonly string[]
  /** Id of the loop that readers hand over one at a time. */
  readonly unit: string | undefined
  /** The transaction set itself; its children are the header, the outermost loops and the trailer. */
  readonly root: LoopDefinition
  /** Id of the companion guide that changed it. */
  readonly companion: string | undefined
  /** Paths the companion guide changed; findings there are of SNIP type 7. */
  readonly companionPaths: ReadonlySet<string>
  /** What is looked at when a loop is complete. */
  readonly rules: RuleSet
}
