// What a line of guide JSON holds. docs/guide-json.md tells the same to people, json-schema.ts to machines.

export type JsonValue = string | number | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [property: string]: JsonValue
}

/** How the bytes of a set are text: UTF-8, or Latin-1 where they are not valid UTF-8. */
export type Encoding = 'utf8' | 'latin1'

/** A line as it is read back, its form not yet looked at. Every line has an interchange, and at most one kind of content. */
export interface Line {
  readonly interchange?: unknown
  readonly group?: unknown
  /** Id of the guide that names the properties of the transaction set. */
  readonly guide?: unknown
  readonly encoding?: unknown
  /** The loops on the way to the unit, each with its ordinal: "837.1/2000A.1/2000B.3/2300.1". */
  readonly path?: unknown
  /** Ordinal of the unit in its set; left out where a line holds what stands outside units. */
  readonly unit?: unknown
  readonly transactionSet?: unknown
  /** A TA1. */
  readonly interchangeAcknowledgement?: unknown
  /** A segment outside any set that has a guide here. */
  readonly segment?: unknown
  /** A trailer that cannot be derived; null when it is missing. */
  readonly groupTrailer?: unknown
  readonly interchangeTrailer?: unknown
  /** What stands after the IEA, when it is not what stands after the other segments. */
  readonly lineEnd?: unknown
}

export const lineProperties = [
  'interchange',
  'group',
  'guide',
  'encoding',
  'path',
  'unit',
  'transactionSet',
  'interchangeAcknowledgement',
  'segment',
  'groupTrailer',
  'interchangeTrailer',
  'lineEnd',
] as const satisfies readonly (keyof Line)[]

/** What may stand in a line beside its envelope; at most one of them. */
export const contents = [
  'transactionSet',
  'interchangeAcknowledgement',
  'segment',
  'groupTrailer',
  'interchangeTrailer',
] as const satisfies readonly (keyof Line)[]

/** Property of a loop or segment that keeps what the guide has no place for. No guide names anything so; a test holds that. */
export const unplacedProperty = 'unplaced'
/** Property of a loop that tells in which order its children stand, when that is not the guide's. */
export const orderProperty = 'order'

/** ISA11 and ISA16 are delimiters, and stand among these. */
export const isaDelimiters: ReadonlySet<number> = new Set([11, 16])

/** Characters that ISA11 may hold and that separate nothing. */
export const noRepetition = /^[A-Za-z0-9 \0]$/

/** What may stand after an IEA. */
export const blankText = /^[\r\n\t ]{0,16}$/
