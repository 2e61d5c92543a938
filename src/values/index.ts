export {
  addMs,
  type Clock,
  dayOf,
  epochMs,
  type Instant,
  instantFromEpochMs,
  localTime,
  systemClock,
  toInstant,
  x12Stamp,
} from './instant.js'
export { type Cents, centsFromR, formatCents, negateCents, rFromCents, sumCents, toCents, zeroCents } from './cents.js'
export { addDays, d8FromIsoDate, daysBetween, type IsoDate, isoDateFromD6, isoDateFromD8, toIsoDate } from './iso-date.js'
export { Fault, type FaultCode, faultCodes } from './fault.js'
export { type Checked, type Finding, finding, type FindingDetail, sayFinding, type Severity, type SnipType } from './finding.js'
export { type FindingCode, type FindingCodeEntry, findingCodes } from './finding-codes.js'
export { isNpi } from './npi.js'
export { newId } from './identifier.js'
export type { ByteRange, Position } from './position.js'
