export { type CobRule, checkCoordination } from './balance.js'
export { redirect } from './destination.js'
export { buildNextClaim, type NextClaim, type NextClaimInput } from './next-claim.js'
export { type NoClaimReason, noClaimReasons } from './reasons.js'
