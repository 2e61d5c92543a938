// Findings about what guides and rules ask for, and about sums (schema, ledger).
import type { FindingCodeEntry } from './entry.js'

/** Guides (schema). */
export const guideCodes = {
  GUIDE_UNKNOWN: {
    severity: 'error',
    snip: 2,
    ack: 'IK502:6',
    says: 'there is no guide here for transaction set {type} version {version}; send one of the versions this gateway lists',
  },
  TRANSACTION_SET_MISPLACED: {
    severity: 'error',
    snip: 1,
    ack: 'AK905:1',
    says: 'a {type} does not belong in a functional group of kind {functionalId}; correct GS01 or the set',
  },
  SEGMENT_UNEXPECTED: {
    severity: 'error',
    snip: 2,
    ack: 'IK304:2',
    says: 'segment {id} has no place here in the guide; remove it or put it where it belongs',
  },
  SEGMENT_MISPLACED: {
    severity: 'error',
    snip: 2,
    ack: 'IK304:7',
    says: '{path} ({name}) stands too late in the guide’s order; move it up to its place',
  },
  SEGMENT_MISSING: { severity: 'error', snip: 2, ack: 'IK304:3', says: 'required segment {path} ({name}) is missing; add it' },
  SEGMENT_REPEATED: { severity: 'error', snip: 2, ack: 'IK304:5', says: '{path} stands {count} times, at most {max} are allowed' },
  LOOP_MISSING: { severity: 'error', snip: 2, ack: 'IK304:3', says: 'required loop {path} ({name}) is missing; add it' },
  LOOP_REPEATED: { severity: 'error', snip: 2, ack: 'IK304:4', says: 'loop {path} stands {count} times, at most {max} are allowed' },
  ELEMENT_MISSING: { severity: 'error', snip: 2, ack: 'IK403:1', says: '{path} is required and empty; fill it' },
  ELEMENT_NOT_USED: { severity: 'error', snip: 2, ack: 'IK403:I10', says: '{path} must be empty in this guide; remove its value' },
  SET_VERSION_REPEATED: {
    severity: 'warning',
    snip: 2,
    ack: null,
    says: '{path} repeats the version that GS08 gives; this guide leaves it empty, and the set is read all the same',
  },
  ELEMENT_TOO_MANY: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:3',
    says: '{path} lies beyond the last element of the segment; at most {max} are allowed',
  },
  COMPONENT_TOO_MANY: { severity: 'error', snip: 1, ack: 'IK403:13', says: '{path} has {count} components, at most {max} are allowed' },
  REPETITION_TOO_MANY: { severity: 'error', snip: 1, ack: 'IK403:12', says: '{path} repeats {count} times, at most {max} are allowed' },
  ELEMENT_TOO_SHORT: { severity: 'error', snip: 1, ack: 'IK403:4', says: '{path} has {length} characters, at least {min} are needed' },
  ELEMENT_TOO_LONG: { severity: 'error', snip: 1, ack: 'IK403:5', says: '{path} has {length} characters, at most {max} are allowed' },
  ELEMENT_OVER_GUIDE_LENGTH: {
    severity: 'warning',
    snip: 2,
    ack: null,
    says: '{path} has {length} characters; the guide asks receivers to handle only {max}, so some cut it',
  },
  ELEMENT_CHARACTER_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:6',
    says: '{path} holds a character that its type {type} does not allow; remove it',
  },
  ELEMENT_TRAILING_SPACE: {
    severity: 'warning',
    snip: 1,
    ack: null,
    says: '{path} has needless spaces at its end or beginning; remove them',
  },
  ELEMENT_CODE_INVALID: { severity: 'error', snip: 2, ack: 'IK403:7', says: '{path} is not one of the codes allowed here ({allowed})' },
  ELEMENT_DATE_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:8',
    says: '{path} is not a day of the calendar in its format ({format})',
  },
  ELEMENT_TIME_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:9',
    says: '{path} is not a time of day (HHMM, HHMMSS or with hundredths)',
  },
  ELEMENT_NUMBER_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:6',
    says: '{path} is not a number of type {type}; write digits, at most one point and a leading minus, of money at most two decimals',
  },
  SYNTAX_PAIRED: { severity: 'error', snip: 1, ack: 'IK403:2', says: 'of {elements} all must be filled or none ({path})' },
  SYNTAX_REQUIRED: { severity: 'error', snip: 1, ack: 'IK403:2', says: 'of {elements} at least one must be filled ({path})' },
  SYNTAX_EXCLUSIVE: { severity: 'error', snip: 1, ack: 'IK403:10', says: 'of {elements} only one may be filled ({path})' },
  SYNTAX_CONDITIONAL: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:2',
    says: 'when {first} is filled, {elements} must be filled too ({path})',
  },
  SYNTAX_LIST: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:2',
    says: 'when {first} is filled, one of {elements} must be filled too ({path})',
  },
  HIERARCHY_NUMBER_WRONG: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:I12',
    says: 'HL01 must count from 1 in steps of 1; here {expected} was expected',
  },
  HIERARCHY_PARENT_WRONG: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:I12',
    says: 'HL02 does not name the HL above this one; here {expected} was expected',
  },
  HIERARCHY_CHILD_WRONG: {
    severity: 'warning',
    snip: 1,
    ack: null,
    says: 'HL04 says {stated}, yet the levels that follow say otherwise; correct it',
  },
  FINDINGS_CUT: {
    severity: 'info',
    snip: 1,
    ack: null,
    says: '{count} more findings are not listed here; correct these first',
  },
} as const satisfies Record<string, FindingCodeEntry>

/** Balancing and values (schema, ledger). */
export const balanceCodes = {
  CODE_UNKNOWN: {
    severity: 'warning',
    snip: 5,
    ack: null,
    says: '{path} is not in the code list {list} of {date} held here; the list may be older than the file',
  },
  CODE_NOT_IN_FORCE: {
    severity: 'warning',
    snip: 5,
    ack: null,
    says: '{path} is in the code list {list} of {date}, yet not in force on {day}, the day of this transaction set; use the code in force then',
  },
  NPI_INVALID: {
    severity: 'error',
    snip: 5,
    ack: 'IK403:7',
    says: '{path} is not a National Provider Identifier: ten digits with a right check digit are needed',
  },
  REMITTANCE_UNBALANCED: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'BPR02 differs by {cents} cents from the sum of CLP04 less the sum of PLB amounts; nothing of this remittance is posted, ask the payer for a corrected one',
  },
  CLAIM_PAYMENT_UNBALANCED: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'CLP04 differs by {cents} cents from CLP03 less the adjustments of the claim and its lines; the payment waits in suspense',
  },
  SERVICE_PAYMENT_UNBALANCED: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'SVC03 differs by {cents} cents from SVC02 less the adjustments of the line; the payment waits in suspense',
  },
  SERVICE_LINES_UNBALANCED: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'the service lines differ by {cents} cents from the claim ({path}); the payment waits in suspense',
  },
  PATIENT_RESPONSIBILITY_DIFFERS: {
    severity: 'warning',
    snip: 3,
    ack: null,
    says: 'CLP05 differs by {cents} cents from the PR adjustments; the adjustments count',
  },
  REMITTANCE_AMOUNT_NEGATIVE: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'BPR02 is below zero by {cents} cents; a payment cannot be negative, ask the payer for a corrected remittance',
  },
  PROVIDER_ADJUSTMENT_ZERO: {
    severity: 'warning',
    snip: 3,
    ack: null,
    says: '{path} is 0; a provider adjustment moves money or is left out',
  },
  INTEREST_DIFFERS: {
    severity: 'warning',
    snip: 3,
    ack: null,
    says: 'the PLB amounts for interest (L6) differ by {cents} cents from the interest of the claims (AMT*I); the PLB counts',
  },
  CLAIM_GROUP_TOTALS_DIFFER: {
    severity: 'warning',
    snip: 3,
    ack: null,
    says: 'TS304 or TS305 differs from the claims that follow (by {cents} cents of charges); the claims count',
  },
  CLAIM_PAYMENT_EMPTY: {
    severity: 'warning',
    snip: 4,
    ack: null,
    says: 'a CLP without claim number, status and amounts ({path}) was skipped; a capitation payment needs no CLP, only its PLB',
  },
  CLAIM_CHARGE_UNBALANCED: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'CLM02 differs by {cents} cents from the sum of the line charges; correct the one that is wrong',
  },
} as const satisfies Record<string, FindingCodeEntry>

/** Rules of situation, balance and form (schema): the sentence is that of the rule. */
export const ruleCodes = {
  SITUATION_REQUIRES_SEGMENT: { severity: 'error', snip: 4, ack: 'IK304:I6', says: '{path}: {says} (rule {rule})' },
  SITUATION_REQUIRES_ELEMENT: { severity: 'error', snip: 4, ack: 'IK403:I9', says: '{path}: {says} (rule {rule})' },
  SITUATION_FORBIDS_SEGMENT: { severity: 'error', snip: 4, ack: 'IK304:I9', says: '{path}: {says} (rule {rule})' },
  SITUATION_FORBIDS_ELEMENT: { severity: 'error', snip: 4, ack: 'IK403:I13', says: '{path}: {says} (rule {rule})' },
  VALUES_DISAGREE: { severity: 'error', snip: 4, ack: 'IK403:I12', says: '{path}: {says} (rule {rule})' },
  VALUE_FORM_INVALID: { severity: 'error', snip: 5, ack: 'IK403:I12', says: '{path}: {says} (rule {rule})' },
  AMOUNTS_DISAGREE: { severity: 'error', snip: 3, ack: null, says: '{path}: {says} (rule {rule})' },
  SITUATION_DOUBTFUL: { severity: 'warning', snip: 4, ack: null, says: '{path}: {says} (rule {rule})' },
  AMOUNTS_DOUBTFUL: { severity: 'warning', snip: 3, ack: null, says: '{path}: {says} (rule {rule})' },
} as const satisfies Record<string, FindingCodeEntry>
