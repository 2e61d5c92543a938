export { type Codec, type LoopCodec, type SegmentCodec } from './codec.js'
