// The table of all routes. What is not here does not exist.
import type { Metrics } from '../metrics.js'
import type { ApiParts } from '../parts.js'
import type { Route } from '../route.js'
import { accountRoutes } from './accounts.js'
import { claimPaperRoutes } from './claim-papers.js'
import { claimRoutes } from './claims.js'
import { depositRoutes } from './deposits.js'
import { fileRoutes } from './files.js'
import { healthRoutes } from './health.js'
import { interchangeRoutes } from './interchanges.js'
import { keyRoutes } from './keys.js'
import { ledgerRoutes } from './ledger.js'
import { remittanceRoutes } from './remittances.js'
import { upkeepRoutes } from './upkeep.js'
import { workItemRoutes } from './work-items.js'

export function createRoutes(parts: ApiParts, metrics: Metrics): readonly Route[] {
  return [
    ...fileRoutes(parts),
    ...interchangeRoutes(parts),
    ...claimRoutes(parts),
    ...claimPaperRoutes(parts),
    ...remittanceRoutes(parts),
    ...depositRoutes(parts),
    ...accountRoutes(parts),
    ...ledgerRoutes(parts),
    ...workItemRoutes(parts),
    ...upkeepRoutes(parts),
    ...keyRoutes(parts),
    ...healthRoutes(parts, metrics),
  ]
}
