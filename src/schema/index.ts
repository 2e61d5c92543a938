export { allSegments, firstLoop, firstSegment, isLoop, type Loop, loop, loopsIn, rangeOf, segmentsIn, type Unit } from './tree.js'
