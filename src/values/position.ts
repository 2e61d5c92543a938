// Where in a file something stands. All counts start at 1, as the guides count; byte offsets start at 0.

/** Where a segment, or a part of it, stands. */
export interface Position {
  /** Byte offset of the segment's first byte in the file. */
  readonly offset: number
  /** Bytes of the segment, with its terminator (and not the line end after it). */
  readonly length?: number
  /** Ordinal of the segment: ST = 1 inside a transaction set, from the start of the file outside one. */
  readonly segment: number
  readonly element?: number
  readonly component?: number
  readonly repetition?: number
}

/** Bytes of one file that made a value: what any screen opens when somebody asks "where does this come from". */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}
