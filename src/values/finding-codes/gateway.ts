// Findings of the gateway itself: what it makes of a file, edits of the practice, corrections.
import type { FindingCodeEntry } from './entry.js'

/** What the gateway makes of it. */
export const gatewayCodes = {
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
  PAYMENT_TRACE_REUSED: {
    severity: 'warning',
    snip: 7,
    ack: null,
    says: 'this number came before with another remittance that pays nothing; both take effect; ask the payer to number them one by one',
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
  USAGE_DIFFERS: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: '{path} says {usage} (T test, P production) and the profile of the partner sends {partner}; correct it, or choose the partner that is meant',
  },
  WORDS_ADAPTED: { severity: 'info', snip: 1, ack: null, says: 'this was written {how}, as the profile of the partner has it' },
  CLAIMS_MISSING: {
    severity: 'error',
    snip: 1,
    ack: null,
    says: 'the file holds no claim; check that the right file was handed in',
  },
} as const satisfies Record<string, FindingCodeEntry>

/** Edits of the practice (edits): the sentence is that of the edit. */
export const editCodes = {
  CLAIM_EDIT: { severity: 'error', snip: 4, ack: null, says: '{path}: {says} (edit {rule})' },
  CLAIM_EDIT_DOUBTFUL: { severity: 'warning', snip: 4, ack: null, says: '{path}: {says} (edit {rule})' },
} as const satisfies Record<string, FindingCodeEntry>

/** Corrections of claims that were sent (gateway). */
export const correctionCodes = {
  CORRECTION_TOO_EARLY: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'the claim is on its way and no payer has decided yet; wait for the answer before it is replaced or voided',
  },
  CORRECTION_UNDECIDED: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'this payer has not decided on the claim under a number of its own, so there is nothing to replace or void; wait for its remittance',
  },
  CORRECTION_NOT_TAKEN: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'replacements and voids are not taken by Medicare Part B; ask it for a reopening, or appeal',
  },
  CORRECTION_CLAIM_UNKNOWN: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'another system sent this claim, and not all of it is known here; submit the void as a claim of frequency 8 (x12gw submit)',
  },
  CORRECTION_PAYER_UNKNOWN: {
    severity: 'error',
    snip: 4,
    ack: null,
    says: 'the claim has no payer of order {order}; name one that it has: P first, S second, T third',
  },
} as const satisfies Record<string, FindingCodeEntry>
