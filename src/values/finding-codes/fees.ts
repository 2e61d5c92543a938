// Findings in tables of contract rates: nothing of a table with an error is imported.
import type { FindingCodeEntry } from './entry.js'

export const feeCodes = {
  FEE_TABLE_MALFORMED: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line} of the fee table cannot be read: {reason}; save it as CSV again',
  },
  FEE_COLUMN_MISSING: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'the heading of the fee table has no column "{path}"; add it',
  },
  FEE_COLUMN_UNKNOWN: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'the heading of the fee table has a column "{column}" that is not known; take it out, or use one of: {columns}',
  },
  FEE_CELL_INVALID: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line}, column {path}: it must be {wanted}',
  },
  FEE_RATE_UNCLEAR: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line}, column {path}: {found} rates stand in this row; fill exactly one of: {columns}',
  },
  FEE_ROW_REPEATED: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line}, column {path}: line {first} is for the same service from the same day; keep one of the two',
  },
} as const satisfies Record<string, FindingCodeEntry>
