export { type Element, type ElementInput, type Repetition, sameSegment, type Segment, segment } from './segment.js'
export { isReadSegment, type ReadSegment, type SegmentSource } from './byte-segment.js'
export { chooseDelimiters, conflictingDelimiters, type Delimiters, type LineEnd, standardDelimiters } from './delimiters.js'
export { readSegments, segmentsOf } from './read-segments.js'
export { codeOf, codeOfBytes } from './code.js'
export type { SegmentBatch } from './segment-batch.js'
export { maxSegmentBytes } from './byte-window.js'
export type { InterchangeSyntax, SegmentListener } from './segment-listener.js'
export { createSegmentReader, type SegmentReader, type SegmentReaderOptions } from './segment-reader.js'
export type {
  EnvelopeEnd,
  EnvelopeScope,
  GroupHeader,
  GroupTrailer,
  InterchangeHeader,
  InterchangeParty,
  InterchangeTrailer,
  SetHeader,
  SetTrailer,
} from './envelope.js'
export { createEnvelopeReader, type EnvelopeListener, type EnvelopeReaderOptions, maxFindingsPerLevel } from './envelope-reader.js'
export { type CharacterSet, checkCharacters, firstOutside } from './charset.js'
export {
  createInterchangeWriter,
  type GroupToWrite,
  type InterchangeToWrite,
  type InterchangeWriter,
  type InterchangeWriterOptions,
  type SetToWrite,
  writeInterchange,
} from './interchange-writer.js'
export { createRewriter, type Rewriter } from './rewrite.js'
export { writeSegment } from './write-segment.js'
