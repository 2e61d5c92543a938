// The one catalogue of finding codes: wording, severity, SNIP type and the code an acknowledgement answers with.
// docs/finding-codes.md is compared with it by a test, in both directions. A code never gets a second meaning.
import type { Severity, SnipType } from './finding.js'

export interface FindingCodeEntry {
  readonly severity: Severity
  readonly snip: SnipType
  /** Where and what a TA1 or 999 answers: "TA105:021", "AK905:4", "IK502:3", "IK304:8", "IK403:7"; null when the standard has no word for it. */
  readonly ack: string | null
  /** One sentence that says what is wrong and what to do; {path} and the finding's details are filled in. */
  readonly says: string
}

export const findingCodes = {
  // Bytes and segments (x12)
  FILE_EMPTY: { severity: 'error', snip: 1, ack: null, says: 'the file is empty; send it again with its content' },
  FILE_NOT_X12: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'this is not X12: no ISA segment was found in the first {searched} bytes; check that the right file was sent, not compressed, encrypted or a report',
  },
  TEXT_OUTSIDE_INTERCHANGE: {
    severity: 'warning',
    snip: 1,
    ack: null,
    says: '{length} bytes stand outside any interchange and were left unread; remove them from the file',
  },
  BYTE_ORDER_MARK: {
    severity: 'info',
    snip: 1,
    ack: null,
    says: 'a byte order mark precedes the ISA and was skipped; save the file without it',
  },
  ISA_MALFORMED: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:022',
    says: 'the ISA is not 106 characters long with 16 elements of fixed width ({path}); pad every element to its width',
  },
  ISA_REPAIRED: {
    severity: 'warning',
    snip: 1,
    ack: null,
    says: 'the ISA was not padded to its fixed widths and was read all the same, as asked; have the sender pad it',
  },
  DELIMITERS_CONFLICT: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:026',
    says: 'two delimiters of this interchange are the same character or a letter, digit or space ({path}); the sender must choose others',
  },
  SEGMENT_TOO_LONG: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:004',
    says: 'no segment terminator within {max} bytes; the terminator that follows ISA16 is not the one the file uses, or the file is damaged',
  },
  SEGMENT_UNTERMINATED: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:023',
    says: 'the file ends inside a segment; it was cut off, send it again complete',
  },
  SEGMENT_EMPTY: { severity: 'warning', snip: 1, ack: null, says: 'an empty segment (two terminators in a row) was skipped; remove it' },
  LINE_END_IRREGULAR: {
    severity: 'info',
    snip: 1,
    ack: null,
    says: 'the line ends between the segments of this interchange are not all the same; only the kind after the ISA is kept',
  },
  SEGMENT_ID_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'IK304:1',
    says: 'a segment identifier must be two or three letters and digits; the delimiters or the data of this segment are wrong',
  },
  BINARY_LENGTH_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:6',
    says: 'the length element {path} of a binary segment is not a number that fits the file; correct it',
  },
  DELIMITER_IN_DATA: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: '{path} holds the delimiter {delimiter} as its character {place} and cannot be written; remove it, or let the partner profile choose other delimiters',
  },
  CONTROL_CHARACTER_IN_DATA: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: '{path} holds a control character (byte {byte}) in place {place} and cannot be written; remove it',
  },
  REPETITION_NOT_WRITABLE: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: '{path} repeats, and the delimiters chosen have no repetition separator; choose one or send one value',
  },
  CHARACTER_OUTSIDE_SET: {
    severity: 'error',
    snip: 1,
    ack: 'IK403:6',
    says: '{path} holds a character outside the {set} character set in place {place}; replace it',
  },
  // Envelopes (x12)
  INTERCHANGE_UNCLOSED: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:023',
    says: 'the interchange has no IEA; the file was cut off, send it again complete',
  },
  INTERCHANGE_CONTROL_MISMATCH: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:001',
    says: 'IEA02 is not the control number of ISA13; header and trailer must carry the same number',
  },
  GROUP_COUNT_WRONG: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:021',
    says: 'IEA01 says {stated} functional groups, the interchange has {counted}; the file was cut or joined wrongly',
  },
  GROUP_UNCLOSED: {
    severity: 'error',
    snip: 1,
    ack: 'AK905:3',
    says: 'the functional group has no GE; the file was cut or joined wrongly',
  },
  GROUP_CONTROL_MISMATCH: {
    severity: 'error',
    snip: 1,
    ack: 'AK905:4',
    says: 'GE02 is not the control number of GS06; header and trailer must carry the same number',
  },
  TRANSACTION_SET_COUNT_WRONG: {
    severity: 'error',
    snip: 1,
    ack: 'AK905:5',
    says: 'GE01 says {stated} transaction sets, the group has {counted}; the file was cut or joined wrongly',
  },
  TRANSACTION_SET_UNCLOSED: {
    severity: 'error',
    snip: 1,
    ack: 'IK502:2',
    says: 'the transaction set has no SE; the file was cut or joined wrongly',
  },
  TRANSACTION_SET_CONTROL_MISMATCH: {
    severity: 'error',
    snip: 1,
    ack: 'IK502:3',
    says: 'SE02 is not the control number of ST02; header and trailer must carry the same number',
  },
  SEGMENT_COUNT_WRONG: {
    severity: 'error',
    snip: 1,
    ack: 'IK502:4',
    says: 'SE01 says {stated} segments, the transaction set has {counted} from ST to SE; a segment was lost or added on the way',
  },
  TRANSACTION_SET_CONTROL_REPEATED: {
    severity: 'error',
    snip: 1,
    ack: 'IK502:23',
    says: 'ST02 repeats the control number of an earlier set of this group; number the sets of a group differently',
  },
  GROUP_CONTROL_REPEATED: {
    severity: 'error',
    snip: 1,
    ack: 'AK905:19',
    says: 'GS06 repeats the control number of an earlier group of this interchange; number the groups of an interchange differently',
  },
  SEGMENT_OUTSIDE_ENVELOPE: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:022',
    says: 'segment {id} stands where only an envelope segment may stand; check the order of ISA, GS, ST, SE, GE, IEA',
  },
  ENVELOPE_ELEMENT_INVALID: {
    severity: 'error',
    snip: 1,
    ack: 'TA105:022',
    says: '{path} is missing or not of its form; correct it',
  },
  // What the gateway makes of it
  PARTNER_UNKNOWN: {
    severity: 'info',
    snip: 1,
    ack: null,
    says: 'no partner of the settings has the sender id of ISA06; the default rules apply and nothing is answered; add the partner to the settings',
  },
  INTERCHANGE_REUSED: {
    severity: 'warning',
    snip: 1,
    ack: null,
    says: 'an interchange with this sender, control number, date and time came before with other content; only what is new in it takes effect; ask the sender why the number was used twice',
  },
  SET_NOT_HANDLED: {
    severity: 'info',
    snip: 1,
    ack: null,
    says: 'a transaction set {type} is checked and kept, and nothing more follows from it here; claims to be sent are handed in with x12gw submit',
  },
  SET_IS_NO_CLAIM: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'a transaction set {type} is no claim and cannot be submitted; files that came in are taken with x12gw receive',
  },
  CLAIM_REPEATED: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'two claims of this file have the same patient control number ({path}); give each claim its own',
  },
  CLAIM_SENT_BEFORE: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'a claim with this patient control number ({path}) was sent before and is on its way or decided; to change it send it with frequency 7 or 8, otherwise give it a new number',
  },
  STATUS_CATEGORY_MISPLACED: {
    severity: 'warning',
    snip: 5,
    ack: null,
    says: 'a 277CA may hold no status category that begins with F, P or R ({path}); it was read as the status of a claim that the payer has',
  },
  CLAIMS_MISSING: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'the file holds no claim; check that the right file was handed in',
  },
  // Guides (schema)
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
    says: '{path} is not a number of type {type}; write digits, at most one point and a leading minus',
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
  // Files of a bank (bank): nothing of a file with an error is imported
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
  // Balancing and values (schema, ledger)
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
  // Rules of situation, balance and form (schema): the sentence is that of the rule
  SITUATION_REQUIRES_SEGMENT: { severity: 'error', snip: 4, ack: 'IK304:I6', says: '{path}: {says} (rule {rule})' },
  SITUATION_REQUIRES_ELEMENT: { severity: 'error', snip: 4, ack: 'IK403:I9', says: '{path}: {says} (rule {rule})' },
  SITUATION_FORBIDS_SEGMENT: { severity: 'error', snip: 4, ack: 'IK304:I9', says: '{path}: {says} (rule {rule})' },
  SITUATION_FORBIDS_ELEMENT: { severity: 'error', snip: 4, ack: 'IK403:I13', says: '{path}: {says} (rule {rule})' },
  VALUES_DISAGREE: { severity: 'error', snip: 4, ack: 'IK403:I12', says: '{path}: {says} (rule {rule})' },
  VALUE_FORM_INVALID: { severity: 'error', snip: 5, ack: 'IK403:I12', says: '{path}: {says} (rule {rule})' },
  AMOUNTS_DISAGREE: { severity: 'error', snip: 3, ack: null, says: '{path}: {says} (rule {rule})' },
  SITUATION_DOUBTFUL: { severity: 'warning', snip: 4, ack: null, says: '{path}: {says} (rule {rule})' },
  AMOUNTS_DOUBTFUL: { severity: 'warning', snip: 3, ack: null, says: '{path}: {says} (rule {rule})' },
  // Edits of the practice (edits): the sentence is that of the edit
  CLAIM_EDIT: { severity: 'error', snip: 4, ack: null, says: '{path}: {says} (edit {rule})' },
  CLAIM_EDIT_DOUBTFUL: { severity: 'warning', snip: 4, ack: null, says: '{path}: {says} (edit {rule})' },
  CLAIM_CHARGE_UNBALANCED: {
    severity: 'error',
    snip: 3,
    ack: null,
    says: 'CLM02 differs by {cents} cents from the sum of the line charges; correct the one that is wrong',
  },
} as const satisfies Record<string, FindingCodeEntry>

export type FindingCode = keyof typeof findingCodes
