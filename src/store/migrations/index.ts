// Every change of the schema, in order. A migration that was released is never edited; the next change is a new one.
import { Attempts1764300000005 } from './attempts.js'
import { Claims1763900000002 } from './claims.js'
import { Deposits1764300000031 } from './deposits.js'
import { Fees1764500000051 } from './fees.js'
import { Files1763900000001 } from './files.js'
import { GivenAnswers1763900000042 } from './given-answers.js'
import { HeldClaims1763900000041 } from './held-claims.js'
import { Inquiries1764300000021 } from './inquiries.js'
import { MatchRejections1764700000071 } from './match-rejections.js'
import { Money1763900000003 } from './money.js'
import { Operations1763900000004 } from './operations.js'
import { ParkedAnswers1764300000011 } from './parked-answers.js'
import { PatientKeys1764500000021 } from './patient-keys.js'
import { PaymentEntries1764600000011 } from './payment-entries.js'
import { WorkHandling1764400000021 } from './work-handling.js'
import { PostingRuns1764300000041 } from './posting-runs.js'

export const migrations = [
  Files1763900000001,
  Claims1763900000002,
  Money1763900000003,
  Operations1763900000004,
  HeldClaims1763900000041,
  GivenAnswers1763900000042,
  Attempts1764300000005,
  ParkedAnswers1764300000011,
  WorkHandling1764400000021,
  Inquiries1764300000021,
  Deposits1764300000031,
  PostingRuns1764300000041,
  PatientKeys1764500000021,
  Fees1764500000051,
  PaymentEntries1764600000011,
  MatchRejections1764700000071,
]
