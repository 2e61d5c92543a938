// 2000C: a patient who is not the subscriber.
import { at, loopCodec, segmentCodec, text } from '../codec.js'
import { demographics, home, patientName } from './person.js'

/** 2000C without its HL. */
export const patientLevel = loopCodec('2000C', segmentCodec('PAT', { relationship: at(1, text) }), {
  patient: loopCodec('2010CA', patientName, home, demographics),
})
