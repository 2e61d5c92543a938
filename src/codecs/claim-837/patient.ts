// 2000C: a patient who is not the subscriber.
import { at, elements, loopCodec, segmentCodec, segments, text } from '../codec.js'
import { demographics, further, home, patientName, vitals } from './person.js'

/** 2000C without its HL. */
export const patientLevel = loopCodec('2000C', segmentCodec('PAT', { relationship: at(1, text), patient: elements(vitals) }), {
  patient: segments(loopCodec('2010CA', patientName, home, demographics, further)),
})
