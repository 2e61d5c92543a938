// Findings in files of a bank: nothing of a file with an error is imported.
import type { FindingCodeEntry } from './entry.js'

/** Files of a bank (bank): nothing of a file with an error is imported. */
export const bankCodes = {
  BANK_RECORD_MALFORMED: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line} ({path}) of the bank file cannot be read: {reason}; ask the bank for the file again',
  },
  BANK_FILE_UNCLOSED: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'the bank file ends at line {line} without its last record; it was cut off, ask the bank for it again',
  },
  BANK_TOTAL_WRONG: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'line {line} ({path}): the {total} is stated as {stated} and comes to {found}; the file is not whole, ask the bank for it again',
  },
  BANK_COLUMN_MISSING: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'the heading has no column "{column}" for {path}; correct the mapping {mapping} in the settings, or choose another',
  },
  BANK_AMOUNT_INVALID: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line}: {path} is no amount of money; correct it, or ask the bank for the file again',
  },
  BANK_DATE_INVALID: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'line {line}: {path} is no day of the calendar; correct it, or ask the bank for the file again',
  },
  BANK_TRACE_UNREADABLE: {
    severity: 'warning',
    snip: 1,
    ack: null,
    says: 'line {line}: {path} has a TRN that cannot be read; this deposit is matched by amount, day and payer instead',
  },
} as const satisfies Record<string, FindingCodeEntry>
