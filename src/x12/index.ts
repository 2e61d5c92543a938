export { type Element, type ElementInput, type Repetition, sameSegment, type Segment, segment } from './segment.js'
