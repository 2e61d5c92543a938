export { csvLine, spreadsheetSafe } from './csv-line.js'
export { type CsvFault, type CsvRow, csvRows } from './csv-rows.js'
export {
  addMs,
  type Clock,
  dayOf,
  epochMs,
  firstZipDay,
  type Instant,
  instantFromEpochMs,
  isTimeZone,
  localTime,
  systemClock,
  toInstant,
  x12Stamp,
} from './instant.js'
export { addBusinessDays, type BusinessCalendar, createBusinessCalendar, federalReserveHolidays } from './business-day.js'
export {
  type Cents,
  centsFromBytes,
  centsFromR,
  decimalFromCents,
  formatCents,
  negateCents,
  rFromCents,
  sumCents,
  toCents,
  zeroCents,
} from './cents.js'
export { addDays, d8FromIsoDate, daysBetween, type IsoDate, isoDateFromD6, isoDateFromD8, isoDateFromText, toIsoDate } from './iso-date.js'
export { grouped } from './grouped.js'
export { inBatches } from './in-batches.js'
export { type Html, html } from './html.js'
export { Fault, type FaultCode, faultCodes } from './fault.js'
export { type Checked, type Finding, finding, type FindingDetail, sayFinding, type Severity, type SnipType } from './finding.js'
export { type FindingCode, type FindingCodeEntry, findingCodes } from './finding-codes/index.js'
export { findJsonError } from './json-error.js'
export { isNpi } from './npi.js'
export { numberFrom } from './plain-number.js'
export { anyOf, literal, runSource } from './source-code.js'
export { newId } from './identifier.js'
export type { ByteRange, Position } from './position.js'
