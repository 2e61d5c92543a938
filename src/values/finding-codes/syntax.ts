// Findings about bytes, segments and envelopes (x12).
import type { FindingCodeEntry } from './entry.js'

/** Bytes and segments (x12). */
export const byteCodes = {
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
} as const satisfies Record<string, FindingCodeEntry>

/** Envelopes (x12). */
export const envelopeCodes = {
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
} as const satisfies Record<string, FindingCodeEntry>
