export { type Codec, type LoopCodec, type SegmentCodec } from './codec.js'
export { type AnswerFileOptions, createFileAnswerer, type FileAnswer, type FileAnswerListener } from './answer-file.js'
export { acknowledgeInterchange, interchangeAcknowledgement, interchangeNote } from './ack-ta1.js'
export {
  decodeGroupAcknowledgement,
  decodeGroupVerdict,
  decodeSetAcknowledgement,
  encodeGroupAcknowledgement,
} from './ack-999/acknowledgement.js'
export { acknowledgeGroup, type CheckedGroup, type CheckedSet, type ClaimPlace } from './ack-999/from-findings.js'
export { decodeFunctionalAcknowledgement, encodeFunctionalAcknowledgement } from './ack-997/acknowledgement.js'
export { encodeRemittanceBody } from './remittance-835/body.js'
export { decodeClaimPayment, encodeClaimPayment, serviceRanges } from './remittance-835/claim-payment.js'
export { decodeRemittance, encodeRemittance } from './remittance-835/header.js'
export {
  decodeProviderAdjustments,
  encodeProviderAdjustments,
  type LocatedAdjustment,
} from './remittance-835/provider-adjustment.js'
export { type AnsweredClaim, type ClaimAnswerHead, encodeClaimAnswer } from './status-277/answer-claims.js'
export { type ClaimAnswerTable, loadClaimAnswers } from './status-277/answer-table.js'
export { type ClaimJudge, createClaimJudge, type JudgedSet } from './status-277/from-findings.js'
export { decodeClaimStatus } from './status-277/claim.js'
export { encodeStatusReport, type ProviderAnswer } from './status-277/encode.js'
export { decodeProvidersWithoutClaims, decodeStatusReport } from './status-277/report.js'
export {
  decodeLevelAnswers,
  decodeStatusAnswers,
  decodeStatusResponse,
  encodeStatusAnswers,
  type LocatedAnswer,
} from './status-x212/answer.js'
export {
  decodeStatusQuestions,
  decodeStatusTransaction,
  encodeStatusQuestions,
  type LocatedQuestion,
} from './status-x212/question.js'
export { decodeClaim } from './claim-837/decode.js'
export { encodeClaims } from './claim-837/encode.js'
export { decodeSubmission } from './claim-837/header.js'
export { clearinghouseTables, looksLikeClearinghouse, parseClearinghouseClaims } from './claim-clearinghouse/parse.js'
export { describeTable, type FieldRow } from './claim-clearinghouse/describe.js'
export { claimNumber, type CsvColumn, csvColumns } from './claim-csv/columns.js'
export { looksLikeClaimsCsv, parseClaimsCsv } from './claim-csv/parse.js'
export { claimsJsonSchema } from './claim-json/claim.js'
export { type ClaimPlaces, type ReadClaim, type ReadClaims, readClaimsJson } from './claim-json/read-claims.js'
export { type JsonProblem, type ParsedClaims, parseClaims, parseOpenClaims } from './claim-json/parse.js'
