export { type MergedGroup, type MergedInterchange, mergeInterchanges, type MergeSource } from './merge.js'
export type { LeftOut, OpenFile, Piece, PieceSink } from './piece.js'
export { createSplitter, type SplitLevel, splitLevels, type SplitListener, type SplitOptions } from './split.js'
