// The table of all routes. What is not here does not exist.
import type { Metrics } from '../metrics.js'
import type { ApiParts } from '../parts.js'
import type { Route } from '../route.js'
import { accountActRoutes } from './account-acts.js'
import { accountRoutes } from './accounts.js'
import { batchRoutes } from './batches.js'
import { claimPaperRoutes } from './claim-papers.js'
import { claimRoutes } from './claims.js'
import { correctionRoutes } from './corrections.js'
import { depositRoutes } from './deposits.js'
import { feeRoutes } from './fees.js'
import { fileRoutes } from './files.js'
import { healthRoutes } from './health.js'
import { inquiryRoutes } from './inquiries.js'
import { interchangeRoutes } from './interchanges.js'
import { keyRoutes } from './keys.js'
import { ledgerRoutes } from './ledger.js'
import { ledgerExportRoutes } from './ledger-export.js'
import { postingRoutes } from './postings.js'
import { remittancePaperRoutes } from './remittance-papers.js'
import { reportRoutes } from './reports.js'
import { nextPayerRoutes } from './next-payer.js'
import { overdueRoutes } from './overdue.js'
import { remittanceRoutes } from './remittances.js'
import { submissionRoutes } from './submissions.js'
import { statementRoutes } from './statements.js'
import { upkeepRoutes } from './upkeep.js'
import { workItemRoutes } from './work-items.js'

export function createRoutes(parts: ApiParts, metrics: Metrics): readonly Route[] {
  return [
    ...fileRoutes(parts),
    ...interchangeRoutes(parts),
    ...submissionRoutes(parts),
    ...claimRoutes(parts),
    ...claimPaperRoutes(parts),
    ...inquiryRoutes(parts),
    ...correctionRoutes(parts),
    ...nextPayerRoutes(parts),
    ...batchRoutes(parts),
    ...overdueRoutes(parts),
    ...remittanceRoutes(parts),
    ...postingRoutes(parts),
    ...remittancePaperRoutes(parts),
    ...depositRoutes(parts),
    ...feeRoutes(parts),
    ...accountRoutes(parts),
    ...accountActRoutes(parts),
    ...ledgerRoutes(parts),
    ...ledgerExportRoutes(parts),
    ...workItemRoutes(parts),
    ...statementRoutes(parts),
    ...reportRoutes(parts),
    ...upkeepRoutes(parts),
    ...keyRoutes(parts),
    ...healthRoutes(parts, metrics),
  ]
}
