// The one catalogue of finding codes: wording, severity, SNIP type and the code an acknowledgement answers with.
// docs/finding-codes.md is compared with it by a test, in both directions. A code never gets a second meaning.
import { bankCodes } from './bank.js'
import { feeCodes } from './fees.js'
import { correctionCodes, editCodes, gatewayCodes } from './gateway.js'
import { balanceCodes, guideCodes, ruleCodes } from './guides.js'
import { byteCodes, envelopeCodes } from './syntax.js'

export type { FindingCodeEntry } from './entry.js'

export const findingCodes = {
  ...byteCodes,
  ...envelopeCodes,
  ...gatewayCodes,
  ...guideCodes,
  ...bankCodes,
  ...feeCodes,
  ...balanceCodes,
  ...ruleCodes,
  ...editCodes,
  ...correctionCodes,
} as const

export type FindingCode = keyof typeof findingCodes
