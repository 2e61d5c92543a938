export { arrivalEntry, matchEntries, mirrored } from './entries.js'
export {
  type AwaitedRemittance,
  type Decision,
  dueDay,
  type OpenDeposit,
  reassociate,
  type ReassociationRule,
  type ReassociationRules,
  waitsForMoney,
} from './reassociate.js'
export { subsetOffers } from './subsets.js'
