export { withCompanion } from './companion.js'
export { compileGuide } from './compile.js'
export {
  createFileReader,
  type FileHandler,
  type FileReaderOptions,
  type GroupEnd,
  guideOf,
  type InterchangeEnd,
  type LevelEnd,
  type SetEnd,
} from './file-reader.js'
export { loadSchemas } from './load.js'
export { createRegistry, type RegistryParts, type SchemaRegistry } from './registry.js'
export {
  createSetReader,
  type Decide,
  decided,
  type FindingCounts,
  maxFindingsPerSet,
  type SetListener,
  type SetOutcome,
  type SetReader,
  type SetReaderOptions,
} from './set-reader.js'
export { allSegments, firstLoop, firstSegment, isLoop, type Loop, loop, loopsIn, rangeOf, segmentsIn, type Unit } from './tree.js'
export type {
  ChildDefinition,
  CodeList,
  ElementDefinition,
  Guide,
  LoopDefinition,
  SegmentDefinition,
  SyntaxNote,
  Usage,
} from './types.js'
export {
  type FileReport,
  type FindingReport,
  type GroupReport,
  type InterchangeReport,
  reportFinding,
  type SetReport,
  validateFile,
} from './validate.js'
export { type Verdict, verdictOf, verdictOver, worse } from './verdict.js'
